"""The planner of the taxonomy as it is now.  (Loads Django: the taxonomy lives in the database.)"""

from __future__ import annotations

from search.analysis import analyzer
from search.expand import Expander
from search.planner import Planner
from taxonomy.tables import Taxonomy
from taxonomy.tree import current as current_taxonomy

_held: tuple[Taxonomy, Planner] | None = None


def planner() -> Planner:
    """Made anew only when the secretariat changed the taxonomy."""
    global _held
    taxonomy = current_taxonomy()
    if _held is None or _held[0] is not taxonomy:
        _held = (taxonomy, Planner(analyzer(), Expander(taxonomy, analyzer().knows, analyzer().pairs)))
    return _held[1]
