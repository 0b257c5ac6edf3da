"""What somebody who types may mean: places, industries, sectors, offices and titles of projects.

Names live in memory and are made anew when the taxonomy or an office changes; titles are asked of the search
engine, so that they are as fresh as any search and only those the viewer may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic

from django.db.models import Count, Max

from organisations.models import InvestmentOffice
from search import services
from search.analysis import analyzer, is_chinese
from search.completing import Completions, Name, key_of, keys_of, of_taxonomy
from search.engines.base import EngineError
from search.latin import splits
from search.query import LISTS, Query
from search.results import Hit
from search.syntax import parse
from search.visibility import Viewer
from taxonomy.tables import Taxonomy
from taxonomy.tree import current as current_taxonomy

MOST_PLACES, MOST_TRADES, MOST_OFFICES, MOST_TITLES = 5, 4, 3, 5
LOOKED_AT = 20
"""Titles asked for, out of which the best are offered."""
COUNTS_LIVE = 60.0
"""Seconds that the numbers beside the names may be old."""
COUNTED = ("regions", "industries", "sectors", "offices")
_KINDS = {"regions": "region", "industries": "industry", "sectors": "sector", "offices": "office"}

Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A name somebody may mean, the search with it as a condition, and how many projects have it in all
    (None: not known now).
    """

    name: Name
    query: Query
    count: int | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """In the order they are offered."""

    places: tuple[Offer, ...] = ()
    trades: tuple[Offer, ...] = ()
    offices: tuple[Offer, ...] = ()
    titles: tuple[Hit, ...] = ()

    def __len__(self) -> int:
        return len(self.places) + len(self.trades) + len(self.offices) + len(self.titles)


def suggest(query: Query, *, viewer: Viewer) -> Suggestions:
    """For a search that is being typed; its conditions stay in the searches offered."""
    typed = query.text.strip()
    if not typed:
        return Suggestions()
    held = names()
    counts = _counts(viewer)
    return Suggestions(
        places=tuple(_offers(held.places, query, typed, counts, MOST_PLACES)),
        trades=tuple(_offers(held.trades, query, typed, counts, MOST_TRADES)),
        offices=tuple(_offers(_offices(), query, typed, counts, MOST_OFFICES)),
        titles=tuple(_titles(query, typed, viewer)),
    )


def _offers(
    names: Completions, query: Query, typed: str, counts: Counts | None, most: int
) -> Iterator[Offer]:
    """Names that begin as the whole text does; else as its last word does, which they then replace."""
    left, found = "", names.find(typed, most=most, counts=counts)
    if not found and " " in typed:
        left, _space, last = typed.rpartition(" ")
        found = names.find(last, most=most, counts=counts)
    if counts is not None:
        living = [name for name in found if counts.get((name.kind, name.code))]
        # a place without a project is worth a line only where it is surely the one meant
        found = living or [name for name in found[:1] if len(typed) > 1]
    for name in found:
        held: tuple[str, ...] = getattr(query.filters, LISTS[name.kind])
        narrowed = query.replace(text=left, exact=False).with_filters(
            **{LISTS[name.kind]: tuple(sorted({*held, name.code}))}
        )
        yield Offer(name, narrowed, None if counts is None else counts.get((name.kind, name.code), 0))


# --- names in memory ---


@dataclass(frozen=True, slots=True)
class _Held:
    taxonomy: Taxonomy
    places: Completions
    trades: Completions


@dataclass
class _Kept:
    """What this process holds, and what it was made of."""

    names: _Held | None = None
    offices: Completions = field(default_factory=lambda: Completions(()))
    offices_of: tuple[int, dt.datetime | None] = (0, None)
    counts: dict[tuple[str, ...], tuple[float, Counts | None]] = field(default_factory=dict)


_kept = _Kept()


def names() -> _Held:
    """The names of the taxonomy as it is; a second's work where they are not there yet."""
    taxonomy = current_taxonomy()
    held = _kept.names
    if held is None or held.taxonomy is not taxonomy:
        _kept.names = held = _Held(taxonomy, *of_taxonomy(taxonomy, analyzer().syllables))
    return held


def _offices() -> Completions:
    offices = InvestmentOffice.objects.filter(is_active=True)
    state = offices.aggregate(number=Count("pk"), latest=Max("updated_at"))
    made_of = (state["number"], state["latest"])
    if _kept.offices_of != made_of:
        read = analyzer().syllables
        rows = offices.values_list("pk", "name")
        _kept.offices = Completions(
            (Name("office", str(pk), name), [keys_of(name, read)]) for pk, name in rows
        )
        _kept.offices_of = made_of
    return _kept.offices


def _counts(viewer: Viewer) -> Counts | None:
    """Projects a name, over everything the viewer may see; None while the engine cannot count."""
    at, counts = _kept.counts.get(viewer.audiences, (-COUNTS_LIVE, None))
    if monotonic() - at < COUNTS_LIVE:
        return counts
    try:
        found = services.find(Query(page_size=1), viewer=viewer, facets=COUNTED)
        counts = None if found.degraded else {
            (_KINDS[facet], one.value): one.count for facet, values in found.facets.items() for one in values
        }  # fmt: skip
    except EngineError:
        counts = None
    if len(_kept.counts) > 200:
        _kept.counts.clear()
    _kept.counts[viewer.audiences] = (monotonic(), counts)
    return counts


# --- titles ---


def _titles(query: Query, typed: str, viewer: Viewer) -> list[Hit]:
    """Projects whose title holds all that is typed, those that begin with it first."""
    words = [part.text for part in parse(typed).parts if not part.is_excluded and not part.field]
    asked = [asking for word in words if (asking := _asked(word))]
    if not asked:
        return []
    exact = all(any(map(is_chinese, word)) for word in words)  # letters are read aloud, characters are not
    text = " ".join(f"title:{word}" for word in asked)
    try:
        found = services.find(
            Query(text=text, exact=exact, page_size=LOOKED_AT, kind=query.kind), viewer=viewer, facets=()
        )
    except EngineError:
        return []
    if found.relaxed:
        return []
    keys = [key_of(word) for word in words]
    hits = [hit for hit in found.hits if all(_holds(hit.document.title, key) for key in keys)]
    hits.sort(key=lambda hit: not key_of(hit.document.title).startswith(keys[0]))  # stable
    return hits[:MOST_TITLES]


def _asked(word: str) -> str:
    """A word as the engine can find it: of letters that end amid a syllable, the syllables before."""
    if any(map(is_chinese, word)) or splits(key_of(word)):
        return word
    for cut in (1, 2, 3):
        begun = key_of(word)[:-cut]
        if len(begun) > 2 and splits(begun):
            return begun
    return word


def _holds(title: str, key: str) -> bool:
    """The title holds what was typed as characters or letters, read aloud, or by a word's initials."""
    if key in key_of(title) or key in "".join(key_of(part) for part in title.split()):
        return True
    latin = analyzer().latin(title)
    return key in latin.pinyin.replace(" ", "") or key in latin.initials.split()
