"""The e-mails of saved searches, as rows: gathered, packed, sent once.

A digest is entered in the transaction that wrote what it tells. Its job packs it (from then on it holds
exactly its sightings), writes it for what may be seen at that moment, sends it and marks it. A worker that
dies leaves it as it was, and the next one sends the same: every attempt carries the same Message-ID, so a
copy that left right before the worker died shows once in the mailbox.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from jobs import enqueue
from search.models import Digest, Frequency, SavedSearch, Sighting, new_token

JOB = "search.send_alert"
DAILY_HOUR = 8
"""Local hour in China after which the daily e-mails go out."""
PAUSE = timedelta(minutes=30)
"""Between two instant e-mails to one person: what is caught meanwhile comes together."""
CHINA = dt.timezone(timedelta(hours=8))


@transaction.atomic
def gather(owner_ids: Iterable[int]) -> None:
    """Have an instant e-mail to each of these people, unless one is being gathered.

    Its row is locked until the caller's own transaction ends, so that it is not packed before what the caller
    has written can be seen.
    """
    wanted = set(owner_ids)
    if not wanted:
        return
    gathering = Digest.objects.select_for_update().filter(
        owner__in=wanted, state=Digest.State.GATHERING, frequency=Frequency.INSTANT
    )
    there = set(gathering.values_list("owner_id", flat=True))
    now = timezone.now()
    for owner_id in sorted(wanted - there):
        last = (
            Digest.objects.filter(owner=owner_id, frequency=Frequency.INSTANT, state=Digest.State.SENT)
            .order_by("-sent_at")
            .values_list("sent_at", flat=True)
            .first()
        )
        due = max(now, last + PAUSE) if last else now
        digest = Digest.objects.create(
            owner_id=owner_id, frequency=Frequency.INSTANT, key=f"instant:{owner_id}:{new_token()}"
        )
        enqueue(JOB, str(digest.pk), run_after=due)


@transaction.atomic
def enter_daily(*, now: datetime | None = None) -> int:
    """Today's digests, once the hour has come: one for each person for whom something was caught before it.
    Returns how many are new.  May be repeated: the key of a digest is day and person.
    """
    local = (now or timezone.now()).astimezone(CHINA)
    if local.hour < DAILY_HOUR:
        return 0
    until = local.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    waiting = Sighting.objects.to_send(Frequency.DAILY).filter(found_at__lt=until)
    owners = waiting.order_by().values_list("search__owner", flat=True).distinct()
    entered = 0
    for owner_id in owners:
        digest, is_new = Digest.objects.get_or_create(
            key=f"daily:{until.date()}:{owner_id}",
            defaults={"owner_id": owner_id, "frequency": Frequency.DAILY, "until": until},
        )
        if is_new:
            enqueue(JOB, str(digest.pk))
            entered += 1
    return entered


def enter_forgotten() -> None:
    """Instant e-mails for what waits without one: its search was a daily one when it was caught."""
    owners = Sighting.objects.to_send(Frequency.INSTANT).order_by().values_list("search__owner", flat=True)
    gather(owners.distinct())


@transaction.atomic
def pack(digest_id: int) -> Digest | None:
    """Close a digest: from now on it tells exactly these sightings.  None where it is sent or given up."""
    digest = Digest.objects.select_for_update(of=("self",)).select_related("owner").get(pk=digest_id)
    if digest.state == Digest.State.PACKED:
        return digest
    if digest.state != Digest.State.GATHERING:
        return None
    waiting = Sighting.objects.to_send(digest.frequency).filter(search__owner=digest.owner)
    if digest.until is not None:
        waiting = waiting.filter(found_at__lt=digest.until)
    Sighting.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(digest=digest)
    digest.state = Digest.State.PACKED
    digest.save(update_fields=["state"])
    return digest


def suspended_untold(digest: Digest) -> list[SavedSearch]:
    """Searches of the same person that were stopped because a condition vanished, not yet told."""
    rows = SavedSearch.objects.filter(
        owner=digest.owner, suspended_at__isnull=False, suspension_told_at=None, is_paused=False
    ).exclude(frequency=Frequency.NONE)
    return list(rows.order_by("pk"))


@transaction.atomic
def close(
    digest: Digest, *, told: Iterable[int], dropped: Iterable[int], suspended: Iterable[int], sent: bool
) -> None:
    """Write down what became of a packed digest and of its sightings; the arguments are primary keys."""
    now = timezone.now()
    digest.sightings.filter(pk__in=list(told)).update(state=Sighting.State.TOLD)
    digest.sightings.filter(pk__in=list(dropped)).update(state=Sighting.State.DROPPED)
    SavedSearch.objects.filter(pk__in=list(suspended)).update(suspension_told_at=now)
    digest.state = Digest.State.SENT if sent else Digest.State.EMPTY
    digest.sent_at = now if sent else None
    digest.error = ""
    digest.save(update_fields=["state", "sent_at", "error"])
