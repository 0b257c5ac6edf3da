"""What comes back from a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.document import Document


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.  The two `_html` are safe: escaped, with hits in <mark>."""

    key: str
    id: str
    score: float
    title_html: str
    summary_html: str
    document: Document


class FacetValue(NamedTuple):
    """How many would be found with this value, counted as if its facet were not filtered.

    A tuple, because a search over everything makes thousands of them.
    """

    value: str
    count: int  # type: ignore[assignment]  # the name wins over tuple.count
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits.

    `widened` tells which words were searched by others too; `relaxed` that no document holds all words and
    these hold some; `unmatched` that the text holds nothing to search by; `degraded` that the engine was
    down and something less answered: words only roughly, no facets, no marks.

    `partly`: where few postings hold all words, some that hold part of them or lie near; not in `total` and
    not in the facets. A page shows them apart, under words that say so.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    partly: tuple[Hit, ...] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    widened: tuple[tuple[str, tuple[str, ...]], ...] = ()
    relaxed: bool = False
    unmatched: bool = False
    degraded: bool = False
