"""New documents against all saved searches: which search catches which, for whom it may be seen.

The sieve of this process is kept from one evaluation to the next and takes in only what was saved since; it
is made anew when the taxonomy changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search import services
from search.alerts.addresses import offices_in, read
from search.alerts.owners import viewers_of
from search.alerts.sieve import Sieve
from search.analysis import analyzer
from search.current import planner
from search.document import Document
from search.fields import fields
from search.filters import FRESH_DAYS
from search.models import SavedSearch
from search.planner import Planner
from search.query import Problem, Query
from search.visibility import Viewer, may_see
from taxonomy.tree import current as current_taxonomy

Named = tuple[str, str]
"""Kind and address: what many saved searches may share."""
_STALE = 2
"""A sieve in which fewer than one in so many entries is still kept by somebody is made anew."""


@dataclass
class Evaluation:
    """By saved search: keys of the documents `caught`, and what is `missing` of its conditions."""

    caught: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    missing: dict[int, tuple[Problem, ...]] = field(default_factory=dict)


def is_stale(document: Document, today: dt.date) -> bool:
    """Nobody has confirmed it for longer than 60 days: it is shown, lower, and no longer told of."""
    return document.verified is not None and (today - document.verified).days > FRESH_DAYS


def evaluate(documents: Sequence[Document], *, today: dt.date) -> Evaluation:
    """Which saved searches the documents satisfy; the engine, asked about these documents only, has the last
    word on words.  Raises EngineError when it cannot be asked: nothing is decided by what answers in its
    place.
    """
    found = Evaluation()
    kinds = {document.kind for document in documents}
    rows = SavedSearch.objects.watching().filter(kind__in=kinds)
    searches: dict[Named, list[tuple[int, int]]] = defaultdict(list)
    for pk, owner_id, kind, address in rows.order_by().values_list("pk", "owner_id", "kind", "address"):
        searches[kind, address].append((pk, owner_id))
    sieve = _sieve(searches, found)
    passed = _sift(documents, searches, sieve, today)
    viewers = viewers_of({owner for name, _document in passed for _pk, owner in searches[name]})
    by_search: dict[tuple[Named, Viewer], dict[str, None]] = defaultdict(dict)
    keepers: dict[tuple[Named, Viewer], dict[int, None]] = defaultdict(dict)
    for name, document in passed:
        for pk, owner in searches[name]:
            viewer = viewers.get(owner)
            if viewer is not None and may_see(document, viewer, today=today):
                by_search[name, viewer][document.key] = None
                keepers[name, viewer][pk] = None
    for (name, viewer), keys in by_search.items():
        entry = sieve[name]
        confirmed = _confirm(entry.query, viewer, list(keys)) if entry.has_text else list(keys)
        for pk in keepers[name, viewer]:
            found.caught[pk] += confirmed
    return found


def _sift(
    documents: Iterable[Document], searches: dict[Named, list[tuple[int, int]]], sieve: Sieve, today: dt.date
) -> list[tuple[Named, Document]]:
    return [
        (name, document)
        for document in documents
        for name in sieve.catches(fields(document, analyzer()), document.kind, today=today)
        if name in searches
    ]


def _confirm(query: Query, viewer: Viewer, keys: list[str]) -> list[str]:
    """Those of the documents that the engine finds."""
    wanted = query.replace(page=1, page_size=len(keys))
    results = services.find(wanted, viewer=viewer, facets=(), only=keys, strict=True)
    return [] if results.relaxed else [hit.key for hit in results.hits]


_held: tuple[Planner, Sieve] | None = None


def _sieve(searches: dict[Named, list[tuple[int, int]]], found: Evaluation) -> Sieve:
    """The sieve with these searches in it. Those that name what no longer exists go to `found.missing` and
    are taken out of `searches`.
    """
    global _held
    present = planner()
    if _held is None or _held[0] is not present or len(_held[1]) > _STALE * len(searches) + 1000:
        _held = (present, Sieve(present))
    sieve = _held[1]
    taxonomy = current_taxonomy()
    offices = offices_in(address for _kind, address in searches)
    for name in list(searches):
        kind, address = name
        if name in sieve and "office=" not in address:
            continue
        reading = read(kind, address, taxonomy=taxonomy, offices=offices)
        if reading.missing:
            found.missing |= {pk: reading.missing for pk, _owner in searches.pop(name)}
        elif name not in sieve:
            sieve.add(name, reading.query)
    return sieve


def forget() -> None:
    """Make the sieve of this process anew at the next evaluation."""
    global _held
    _held = None
