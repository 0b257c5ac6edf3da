"""The vocabulary of this site for `search.similar`: the taxonomy's names and the words of titles."""

from __future__ import annotations

from time import monotonic

from search import services
from search.analysis import analyzer
from search.engines.base import EngineError
from search.query import Query
from search.similar import Similar, names
from search.visibility import ANYONE
from taxonomy.tree import current as current_taxonomy

TITLES = 1_000
"""So many of the newest titles that anybody may read."""
LIVES = 600.0  # seconds

_held: tuple[float, object, Similar] | None = None


def similar() -> Similar:
    """Made anew every ten minutes, or when the taxonomy changed."""
    global _held
    taxonomy = current_taxonomy()
    if _held is None or _held[1] is not taxonomy or monotonic() - _held[0] > LIVES:
        read = analyzer()
        words = [word for title in _titles() for word in read.words(title)]
        _held = (monotonic(), taxonomy, Similar([*words, *names(taxonomy)], read.syllables))
    return _held[2]


def _titles() -> list[str]:
    try:
        newest = Query(sort="newest", page_size=TITLES)
        found = services.find(newest, viewer=ANYONE, facets=(), strict=True)
    except EngineError:
        return []
    return [hit.document.title for hit in found.hits]
