"""What an alert e-mail says: what may still be seen of what was caught, and by which search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from search import wording
from search.alerts.evaluation import is_stale
from search.alerts.owners import viewers_of
from search.alerts.things import documents_of
from search.document import Document
from search.models import Digest, SavedSearch, Sighting
from search.visibility import may_see
from taxonomy.tables import Taxonomy
from taxonomy.tree import current as current_taxonomy

MOST = 30
"""Things named in one e-mail; of those beyond it the e-mail says how many, and where they are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing caught, with the searches that caught it."""

    title: str
    url: str
    facts: str
    searches: tuple[str, ...]


@dataclass
class Letter:
    """`told` and `dropped` are sightings: what the e-mail tells, and what may not or need not be told."""

    language: str
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    searches: list[SavedSearch] = field(default_factory=list)
    suspended: list[SavedSearch] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    @property
    def told_things(self) -> int:
        """How many things it tells of, those that are only counted too."""
        return len(self.entries) + self.more

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.suspended


def absolute(path: str) -> str:
    """An address for an e-mail."""
    return path if "://" in path else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def compose(digest: Digest, suspended: Sequence[SavedSearch], *, today: dt.date) -> Letter:
    """The letter of a packed digest as things stand now: closed, stale or hidden things are dropped, and
    everything where the owner has no place here any more.
    """
    rows = list(digest.sightings.filter(state=Sighting.State.WAITING).select_related("search").order_by("pk"))
    viewer = viewers_of([digest.owner_id]).get(digest.owner_id)
    if viewer is None or not digest.owner.email:
        return Letter(settings.LANGUAGE_CODE, dropped=[row.pk for row in rows])
    about = [*suspended, *(row.search for row in rows)]
    letter = Letter(about[-1].language if about else settings.LANGUAGE_CODE, suspended=list(suspended))
    ours = SavedSearch.objects.watching().filter(owner=digest.owner).values_list("pk", flat=True)
    watching = set(ours)
    documents = {one.key: one for one in documents_of({row.key for row in rows})}
    caught: dict[str, list[Sighting]] = {}
    for row in rows:
        document = documents.get(row.key)
        if (
            document is not None
            and row.search_id in watching
            and row.search.sends
            and may_see(document, viewer, today=today)
            and not is_stale(document, today)
        ):
            letter.told.append(row.pk)
            caught.setdefault(row.key, []).append(row)
        else:
            letter.dropped.append(row.pk)
    kept = {row.search_id: row.search for some in caught.values() for row in some}
    letter.searches = sorted(kept.values(), key=lambda one: one.pk)
    letter.more = max(len(caught) - MOST, 0)
    with translation.override(letter.language):
        letter.entries = [
            _entry(documents[key], [row.search.name for row in some])
            for key, some in list(caught.items())[:MOST]
        ]
    return letter


def _entry(document: Document, names: Sequence[str]) -> Entry:
    return Entry(document.title, absolute(document.url), facts(document, current_taxonomy()), tuple(names))


def facts(document: Document, taxonomy: Taxonomy) -> str:
    """Place, amount, land and office on one line, in the language of the moment."""
    parts = [
        wording.region(taxonomy.regions[document.region]) if document.region in taxonomy.regions else "",
        wording.wan(document.comparable_wan),
        wording.mu(document.land_mu) if document.land_mu else "",
        document.office_name,
    ]
    return " · ".join(part for part in parts if part)


def links(digest: Digest, letter: Letter) -> dict[str, Any]:
    """Every address the e-mail names, absolute."""
    return {
        "list": absolute(reverse("alerts:list")),
        "stop_all": absolute(reverse("alerts:stop_all", args=[digest.token])),
        "searches": [
            {
                "name": one.name,
                "caught": absolute(reverse("alerts:caught", args=[one.pk])),
                "pause": absolute(reverse("alerts:pause_link", args=[one.token])),
                "stop": absolute(reverse("alerts:stop_link", args=[one.token])),
            }
            for one in letter.searches
        ],
    }


def edit_link(search: SavedSearch) -> str:
    """Where the owner puts a search right."""
    return absolute(reverse("alerts:edit", args=[search.pk]))
