"""A feature that speaks of few pairs: for each firm the opportunities it has something to say of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.engine.kinds import SILENT, Ints, Shorts, Sparse
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide


class Pairs:
    """`found[f]`: (numbers of the opportunities, values), only for firms that have any."""

    def __init__(
        self,
        spec: Sparse,
        firms: Sequence[FirmSide],
        opportunities: Sequence[OpportunitySide],
        scorer: Scorer,
    ) -> None:
        numbers = {side.opportunity.id: number for number, side in enumerate(opportunities)}
        self.found: dict[int, tuple[Ints, Shorts]] = {}
        for number, side in enumerate(firms):
            said = sorted(
                (numbers[id_], value) for id_, value in spec.pairs(side, scorer).items() if id_ in numbers
            )
            if said:
                columns, values = zip(*said, strict=True)
                self.found[number] = np.array(columns, dtype=np.int32), np.array(values, dtype=np.int16)

    def add(self, total: Ints, start: int, stop: int, weight: int) -> None:
        """Add the points of firms start…stop."""
        for row in range(start, stop) if self.found else ():
            if row in self.found:
                columns, values = self.found[row]
                total[row - start, columns] += values.astype(np.int32) * weight

    def of(self, firms: Ints, opportunities: Ints) -> Ints:
        """Values of single pairs, SILENT where nothing is said."""
        result = np.full(len(firms), SILENT, dtype=np.int32)
        for row in np.unique(firms).tolist() if self.found else ():
            if row in self.found:
                columns, values = self.found[row]
                mine = np.flatnonzero(firms == row)
                place = np.minimum(np.searchsorted(columns, opportunities[mine]), len(columns) - 1)
                hit = columns[place] == opportunities[mine]
                result[mine[hit]] = values[place[hit]]
        return result
