"""Saved searches as their pages show them: conditions in words, counts, state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from jobs.models import Job, State
from organisations.models import InvestmentOffice
from search.alerts import catching
from search.alerts.addresses import read
from search.alerts.reasons import reasons
from search.alerts.things import documents_of
from search.cards import Card, card
from search.models import SavedSearch, Sighting
from search.panel import Chip, chips
from search.query import Query
from search.results import Hit
from search.visibility import Viewer, may_see
from taxonomy.tree import current as current_taxonomy

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One saved search in a list. `address` leads to its results on the search page."""

    search: SavedSearch
    text: str
    chips: tuple[Chip, ...]
    address: str
    reasons: tuple[str, ...] = ()


def rows(searches: Iterable[SavedSearch]) -> list[Row]:
    """All of a list, with one query for the names of the offices they name."""
    kept = list(searches)
    taxonomy = current_taxonomy()
    numbers = {int(one) for search in kept for one in search.data.getlist("office") if one.isdecimal()}
    offices = office_names(numbers)
    found: list[Row] = []
    for search in kept:
        query = read(search.kind, search.address, taxonomy=taxonomy, offices=offices).query
        said = tuple(reasons(search)) if search.suspended_at else ()
        found.append(
            Row(search, query.text, chips(query, taxonomy, offices), results_address(search.address), said)
        )
    return found


def office_names(numbers: Iterable[int]) -> dict[str, str]:
    """Names by id as text; no query for none."""
    wanted = sorted(set(numbers))[:100]
    if not wanted:
        return {}
    return {str(office.pk): str(office) for office in InvestmentOffice.objects.filter(pk__in=wanted)}


def results_address(address: str) -> str:
    """The search page with these conditions."""
    return reverse("search:results") + (f"?{address}" if address else "")


def proposed_name(query: Query, offices: dict[str, str]) -> str:
    """A name from the words and conditions."""
    parts = [query.text, *(chip.label for chip in chips(query, current_taxonomy(), offices))]
    name = " · ".join(part for part in parts if part) or _("All projects")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


@dataclass(frozen=True, slots=True)
class Day:
    """What was caught on one day."""

    date: datetime
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Caught:
    """A page of what a search caught; `gone` of it may no longer be seen."""

    days: list[Day]
    gone: int


def caught(sightings: Iterable[Sighting], *, viewer: Viewer) -> Caught:
    """The things of these sightings that the viewer may see, by day, in the order of the sightings."""
    held = list(sightings)
    taxonomy = current_taxonomy()
    documents = {one.key: one for one in documents_of({row.key for row in held})}
    days: dict[object, Day] = {}
    gone = 0
    for row in held:
        document = documents.get(row.key)
        if document is None or not may_see(document, viewer, today=timezone.localdate()):
            gone += 1
            continue
        local = timezone.localtime(row.found_at)
        hit = Hit(document.key, document.id, 0.0, escape(document.title), escape(document.summary), document)
        days.setdefault(local.date(), Day(local, [])).cards.append(card(hit, taxonomy))
    return Caught(list(days.values()), gone)


def last_checked() -> datetime | None:
    """When the saved searches were last held against what is new."""
    done = Job.objects.filter(kind=catching.JOB, state=State.DONE).order_by("-finished_at")
    return done.values_list("finished_at", flat=True).first()
