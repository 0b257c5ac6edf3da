"""The round of the alerts: what arrived in the index -> sightings, and the e-mails that will tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jobs import enqueue
from search.alerts import digests
from search.alerts.evaluation import evaluate, is_stale
from search.alerts.things import documents_of
from search.engines.base import local_today
from search.models import Arrival, Frequency, SavedSearch, Sighting, new_token
from search.query import Problem

BATCH = 200
"""Documents held against the saved searches in one go."""
_CHUNK = 500
JOB, KEY = "search.alerts", "arrivals"


@transaction.atomic
def arrived(keys: Iterable[str]) -> None:
    """These documents are new or changed in the index: have them held against the saved searches.  Many
    arrivals are one job.
    """
    stamp = new_token()
    rows = [Arrival(key=key, stamp=stamp) for key in keys]
    Arrival.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["stamp"]
    )
    enqueue(JOB, KEY)


def take_arrivals() -> int:
    """Hold what has arrived against the saved searches and write down what is caught; returns how many
    documents.  Repeated after a lost worker it changes nothing that was written.
    """
    taken = list(Arrival.objects.all()[:BATCH])
    if not taken:
        return 0
    today = local_today()
    documents = [one for one in documents_of(row.key for row in taken) if not is_stale(one, today)]
    found = evaluate(documents, today=today) if documents else None
    with transaction.atomic():
        if found is not None:
            suspend(found.missing)
            write(found.caught, {document.key: document.published for document in documents})
        # one that has changed meanwhile has a new stamp and stays for the next round
        done = Arrival.objects.filter(pk__in=[row.pk for row in taken])
        done.filter(stamp__in={row.stamp for row in taken}).delete()
        if Arrival.objects.exists():
            enqueue(JOB, KEY)
    return len(taken)


def suspend(missing: Mapping[int, tuple[Problem, ...]]) -> None:
    """Stop searches that name what no longer exists, and have their owners told."""
    if not missing:
        return
    now = timezone.now()
    owners: set[int] = set()
    for one in SavedSearch.objects.filter(pk__in=missing, suspended_at=None):
        one.suspended_at = now
        one.suspended_for = [[said.code, said.field, said.value] for said in missing[one.pk]]
        one.save(update_fields=["suspended_at", "suspended_for"])
        if one.sends:
            owners.add(one.owner_id)
    digests.gather(owners)


def write(caught: Mapping[int, list[str]], published: Mapping[str, datetime | None]) -> None:
    """Write down who caught what, once for each pair, and enter the e-mails of instant searches.

    A pair that was dropped untold, because the thing had closed, is to be told after all.
    """
    wanted = sorted(pk for pk, keys in caught.items() if keys)
    searches: dict[int, SavedSearch] = {}
    there: dict[tuple[int, str], Sighting] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        searches |= SavedSearch.objects.in_bulk(part)
        pairs = Sighting.objects.filter(search__in=part, key__in=published)
        there |= {(one.search_id, one.key): one for one in pairs}
    now = timezone.now()
    new: list[Sighting] = []
    again: list[Sighting] = []
    owners: set[int] = set()
    for pk, search in searches.items():
        for key in caught[pk]:
            old = there.get((pk, key))
            state = _state(search, published[key])
            if old is None:
                new.append(Sighting(search=search, key=key, state=state, found_at=now))
            elif old.state == Sighting.State.DROPPED and state == Sighting.State.WAITING:
                old.state, old.digest, old.found_at = state, None, now
                again.append(old)
            else:
                continue
            if state == Sighting.State.WAITING and search.frequency == Frequency.INSTANT:
                owners.add(search.owner_id)
    Sighting.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    Sighting.objects.bulk_update(again, ["state", "digest", "found_at"], batch_size=500)
    digests.gather(owners)


def _state(search: SavedSearch, published: datetime | None) -> Sighting.State:
    if search.takes_as_known(published):
        return Sighting.State.KNOWN
    return Sighting.State.WAITING if search.sends else Sighting.State.KEPT


def enter_forgotten() -> None:
    """A job for arrivals that have none."""
    if Arrival.objects.exists():
        enqueue(JOB, KEY)
