"""Two lists of sides compiled for ranking: a small table for each feature, inverted lists for the words.

Most features depend on few distinct things (a set of codes, a set of places, a budget), so each table
holds the values of the distinct pairs, and a pair of firm and opportunity is two look-ups.  Only the words
are worked out pair by pair.  Values are thousandths, as in the plain scorer; SILENT stands for None.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from matching.engine.declared import DERIVED, SPARSE, TABLES
from matching.engine.dense import Joint, add_table
from matching.engine.kinds import SILENT, Ints, LeastValues, Shorts, Table, Values, distinct, parts
from matching.engine.rejections import Rejections
from matching.engine.sparse import Pairs
from matching.engine.wordtable import WordTable
from matching.scorer import FEATURES, Scorer
from matching.sides import FirmSide, OpportunitySide
from matching.weights import Weights

WORKERS = 2


class Everything:
    """Every pair of firms and opportunities at hand.  `tables`, `joint` and `sparse` by feature."""

    def __init__(
        self, scorer: Scorer, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]
    ) -> None:
        self.scorer, self.firms, self.opportunities = scorer, firms, opportunities
        with ThreadPoolExecutor(WORKERS) as pool:
            tables = [
                (spec.name, [pool.submit(self._table, part) for part in parts(spec)]) for spec in TABLES
            ]
            self.words = WordTable(firms, opportunities, scorer.corpus)
            self.rejections = Rejections(firms, opportunities, scorer)
            found = {name: [table.result() for table in several] for name, several in tables}
        self.tables: dict[str, Values | LeastValues] = {
            name: several[0] if len(several) == 1 else LeastValues(several) for name, several in found.items()
        }
        self.joint = Joint(DERIVED, *(found[name][0] for name in DERIVED.of))
        self.sparse = {spec.name: Pairs(spec, firms, opportunities, scorer) for spec in SPARSE}
        self._points = self.joint.points(scorer.weights.of)

    def _table(self, spec: Table) -> Values:
        mine, rows = distinct(map(spec.firm, self.firms))
        theirs, columns = distinct(map(spec.opportunity, self.opportunities))
        return Values(spec.values(mine, theirs, self.scorer), rows, columns)

    def reweighted(self, weights: Weights) -> Everything:
        """The same sides under other weights, which are only applied while ranking; nothing is read again."""
        other, scorer = copy.copy(self), copy.copy(self.scorer)
        scorer.weights = weights
        other.scorer, other._points = scorer, self.joint.points(weights.of)
        return other

    def totals(self, start: int, stop: int) -> tuple[Ints, Shorts]:
        """Scores (1/100,000 point, never below 0; -1 when excluded) of firms start…stop,
        and their words' values.
        """
        weight, rows = self.scorer.weights.of, slice(start, stop)
        total = self.joint.block(rows, self._points)
        for name, table in self.tables.items():
            if name not in DERIVED.of:
                add_table(total, table, rows, weight(name))
        words = self.words.block(start, stop)
        total += np.multiply(np.maximum(words, 0), weight("text"), dtype=np.int32)
        for name, pairs in self.sparse.items():
            pairs.add(total, start, stop, weight(name))
        self.rejections.doubt(total, start, stop, weight("reservation") * 1000)
        np.maximum(total, 0, out=total)
        self.rejections.bar(total, start, stop)
        return total, words

    def parts(self, firms: Ints, opportunities: Ints, words: Shorts) -> dict[str, Ints]:
        """Values by feature (SILENT where a side was silent) of single pairs;
        `words` as `totals` gave them.
        """
        found: dict[str, Shorts | Ints] = {
            name: table.pairs(firms, opportunities) for name, table in self.tables.items()
        }
        a, b = DERIVED.of
        found[DERIVED.name] = self.joint.pairs(
            self.tables[a].pairs(firms, opportunities), self.tables[b].pairs(firms, opportunities)
        )
        found["text"] = np.where(words < 0, np.int16(SILENT), words)
        found.update({name: pairs.of(firms, opportunities) for name, pairs in self.sparse.items()})
        found["reservation"] = self.rejections.doubted(firms, opportunities)
        return {name: found[name].astype(np.int32) for name in FEATURES}
