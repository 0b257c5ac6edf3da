"""The fast engine: the plain scorer's lists, both ways, from compiled arrays."""

from matching.engine.ranking import Ranking, rank

__all__ = ["Ranking", "rank"]
