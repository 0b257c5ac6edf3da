"""Every pair of some firms with every opportunity, in numpy alone: what small runs need, and large ones where
numba is missing.  All sums are of whole numbers, so their order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matching.engine.kinds import SILENT, Derived, Ints, LeastValues, Shorts, Values


class Joint:
    """Two tables and what is derived from both, in one look-up of what the three add to the score."""

    def __init__(self, derived: Derived, left: Values, right: Values) -> None:
        self.derived, self.left, self.right = derived, left, right
        self.left_levels, self.right_levels = left.levels(), right.levels()
        self._left_of, self._right_of = _places(self.left_levels), _places(self.right_levels)
        self.values = derived.lookup(self.left_levels, self.right_levels)

    def pairs(self, left: Shorts, right: Shorts) -> Shorts:
        """The derived value of pairs of values."""
        return self.values[self._left_of[left.view(np.uint16)], self._right_of[right.view(np.uint16)]]

    def points(self, weigh: Callable[[str], int]) -> Ints:
        """What the three add, flat: place of the left value x number of right values + place of the right."""
        a, b = self.derived.of
        left, right = (_heard(levels).astype(np.int32) for levels in (self.left_levels, self.right_levels))
        points = left[:, None] * weigh(a) + right * weigh(b)
        points += _heard(self.values).astype(np.int32) * weigh(self.derived.name)
        return points.astype(np.int32).ravel()

    def block(self, firms: slice, points: Ints) -> Ints:
        """Their points for a run of firms against every opportunity."""
        places = np.take(
            self._left_of[self._rows(self.left, firms)] * np.int32(len(self.right_levels)),
            self.left.columns,
            axis=1,
        )
        places += np.take(self._right_of[self._rows(self.right, firms)], self.right.columns, axis=1)
        return np.take(points, places)

    @staticmethod
    def _rows(table: Values, firms: slice) -> Shorts:
        return table.values[table.rows[firms]].view(np.uint16)


def _places(levels: Shorts) -> Ints:
    """Place of each value among the levels, by the bits of the value."""
    found = np.zeros(65_536, dtype=np.int32)
    found[levels.view(np.uint16)] = np.arange(len(levels))
    return found


def _heard(values: Shorts) -> Shorts:
    """0 where a side was silent."""
    return np.where(values == SILENT, np.int16(0), values)


def add_table(total: Ints, table: Values | LeastValues, firms: slice, weight: int) -> None:
    """Add a table's points for a run of firms against every opportunity."""
    if not weight:
        return
    if isinstance(table, LeastValues):
        total += _heard(table.block(firms)).astype(np.int32) * np.int32(weight)
    else:
        part = _heard(table.values[table.rows[firms]]).astype(np.int32) * np.int32(weight)
        total += np.take(part, table.columns, axis=1)
