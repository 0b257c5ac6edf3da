"""Keeping, changing, pausing and ending a saved search."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import enqueue
from organisations.access import places
from search.alerts import known
from search.alerts.addresses import canonical, offices_in, read, same
from search.current import planner
from search.engines.base import local_today
from search.models import Frequency, SavedSearch, Sighting
from search.query import Query
from search.visibility import ANYONE
from taxonomy.tree import current as current_taxonomy

MOST = 50
"""Saved searches one person may have."""


class DuplicateError(ValidationError):
    """The person has the very same search already: `there`."""

    def __init__(self, there: SavedSearch) -> None:
        super().__init__(
            _("You have saved this very search already, as “%(name)s”.") % {"name": there.name},
            code="duplicate",
        )
        self.there = there


def has_place(user: Any) -> bool:
    """Whether somebody may keep searches: the people of firms, of offices and of the secretariat."""
    held = places(user)
    return bool(held.firm_ids or held.office_ids or held.is_secretariat)


@transaction.atomic
def search_save(
    *,
    query: Query,
    name: str,
    frequency: str,
    actor: Any,
    firm_id: int | None = None,
    language: str = "zh-hans",
    instead: SavedSearch | None = None,
) -> SavedSearch:
    """Keep a search; with `instead`, put its conditions in the place of those of a search one has.

    Raises PermissionDenied without a place here or for a firm of others; ValidationError, naming the cure,
    for too many, for the same one twice (DuplicateError) and for a text that nothing can be searched by.
    """
    _may_keep(actor, firm_id)
    address = canonical(query)
    if planner().plan(query, viewer=ANYONE, today=local_today(), facets=()).nothing:
        raise ValidationError(_("There is nothing in this text to search by. Write at least one word."))
    own = SavedSearch.objects.select_for_update().of(actor)
    others = own.exclude(pk=instead.pk) if instead else own
    there = others.filter(same=same(query.kind, address)).first()
    if there is not None:
        raise DuplicateError(there)
    if instead is None and own.count() >= MOST:
        raise ValidationError(
            _("You have %(most)d saved searches, the most there can be. Delete one you no longer need.")
            % {"most": MOST},
            code="most",
        )
    search = own.get(pk=instead.pk) if instead else SavedSearch(owner=actor)
    if search.pk and (search.kind, search.address) != (query.kind, address):
        search.sightings.filter(state=Sighting.State.WAITING).update(state=Sighting.State.KEPT)
    search.kind, search.address, search.same = query.kind, address, same(query.kind, address)
    search.name, search.frequency, search.language, search.firm_id = name, frequency, language, firm_id
    search.since, search.known_at, search.is_paused = timezone.now(), None, False
    search.suspended_at, search.suspended_for, search.suspension_told_at = None, [], None
    search.full_clean(exclude=["owner", "same", "token"], validate_constraints=False)
    try:
        with transaction.atomic():
            search.save()
    except IntegrityError:  # saved in another window at this moment
        raise DuplicateError(own.get(same=search.same)) from None
    enqueue(known.JOB, str(search.pk))
    return search


def _may_keep(actor: Any, firm_id: int | None) -> None:
    if not has_place(actor) or (firm_id is not None and firm_id not in places(actor).firm_ids):
        raise PermissionDenied


@transaction.atomic
def search_edit(*, search: SavedSearch, name: str, frequency: str, actor: Any) -> SavedSearch:
    """Another name, or another rhythm of e-mails. What waited for an e-mail that is no longer wanted stays
    listed.  Raises PermissionDenied.
    """
    search = _own(search, actor)
    search.name, search.frequency = name, frequency
    search.full_clean(exclude=["owner", "same", "token"], validate_constraints=False)
    search.save(update_fields=["name", "frequency"])
    if frequency == Frequency.NONE:
        _keep_waiting(search)
    return search


@transaction.atomic
def search_pause(*, search: SavedSearch) -> SavedSearch:
    """Send nothing until it is resumed; what is caught meanwhile is listed.  May be repeated.

    No actor: the link in an e-mail does this too, for whoever holds its token.
    """
    SavedSearch.objects.filter(pk=search.pk).update(is_paused=True)
    _keep_waiting(search)
    search.is_paused = True
    return search


@transaction.atomic
def search_stop(*, search: SavedSearch) -> SavedSearch:
    """No e-mails any more; the search itself is kept.  May be repeated.  No actor, as for a pause."""
    SavedSearch.objects.filter(pk=search.pk).update(frequency=Frequency.NONE)
    _keep_waiting(search)
    search.frequency = Frequency.NONE
    return search


@transaction.atomic
def search_resume(*, search: SavedSearch, actor: Any) -> SavedSearch:
    """Go on after a pause, or after a condition that had vanished is there again.

    Raises PermissionDenied; ValidationError where a condition is still missing: the conditions must be chosen
    anew.
    """
    search = _own(search, actor)
    if search.suspended_at is not None:
        reading = read(
            search.kind, search.address, taxonomy=current_taxonomy(), offices=offices_in([search.address])
        )
        if reading.missing:
            raise ValidationError(_("A condition of it is still missing. Choose its conditions anew."))
        search.suspended_at, search.suspended_for, search.suspension_told_at = None, [], None
        search.since, search.known_at = timezone.now(), None
        enqueue(known.JOB, str(search.pk))
    search.is_paused = False
    search.save()
    return search


@transaction.atomic
def search_delete(*, search: SavedSearch, actor: Any) -> None:
    """Forget the search and what it caught.  Raises PermissionDenied."""
    _own(search, actor).delete()


def search_looked(*, search: SavedSearch) -> None:
    """Its owner has seen what was caught so far."""
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=timezone.now())


def _own(search: SavedSearch, actor: Any) -> SavedSearch:
    """The row, locked; somebody else's is refused."""
    row = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if row.owner_id != actor.pk:
        raise PermissionDenied
    return row


def _keep_waiting(search: SavedSearch) -> None:
    """What waits for an e-mail waits no longer: it is listed, and is not sent late."""
    search.sightings.filter(state=Sighting.State.WAITING).update(state=Sighting.State.KEPT, digest=None)
