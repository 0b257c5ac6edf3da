"""The kinds a feature may be of.  A feature is declared once (see `declared.py`); both engines read that.

Values are thousandths in [-1000, 1000]; SILENT stands for None.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide

SILENT = -32768
Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]
Builder = Callable[[list[Any], list[Any], Scorer], Shorts]


@dataclass(frozen=True)
class Table:
    """Depends on one key of either side.  Keys are few: codes, sets, round figures; never free text.

    `value` of two keys; `build`, where it pays, gives the values of all keys at once
    (keys of the firms down, keys of the opportunities across).
    """

    name: str
    firm: Callable[[FirmSide], Hashable]
    opportunity: Callable[[OpportunitySide], Hashable]
    value: Callable[[Any, Any, Scorer], int | None] | None = None
    build: Builder | None = None

    def values(self, mine: list[Any], theirs: list[Any], scorer: Scorer) -> Shorts:
        """(keys of the firms, keys of the opportunities) -> thousandths."""
        if self.build is not None:
            return self.build(mine, theirs, scorer)
        if self.value is None:
            raise TypeError(f"{self.name} needs `value` or `build`")
        found = np.full((len(mine), len(theirs)), SILENT, dtype=np.int16)
        for row, a in enumerate(mine):
            for column, b in enumerate(theirs):
                result = self.value(a, b, scorer)
                if result is not None:
                    found[row, column] = result
        return found


@dataclass(frozen=True)
class Least:
    """The least of several tables, of those that spoke (money, land, intensity each set a limit)."""

    name: str
    parts: tuple[Table, ...]


def parts(spec: Table | Least) -> tuple[Table, ...]:
    """The tables a feature is made of."""
    return spec.parts if isinstance(spec, Least) else (spec,)


@dataclass(frozen=True)
class Derived:
    """Depends on the values of two tables (industry and region held together)."""

    name: str
    of: tuple[str, str]
    value: Callable[[int | None, int | None], int | None]

    def lookup(self, left: Shorts, right: Shorts) -> Shorts:
        """Values for the distinct values of both tables."""
        found = [
            [SILENT if (v := self.value(_spoken(a), _spoken(b))) is None else v for b in right.tolist()]
            for a in left.tolist()
        ]
        return np.array(found, dtype=np.int16).reshape(len(left), len(right))


@dataclass(frozen=True)
class Sparse:
    """Speaks of few pairs of a firm, and is silent on all others (past dealings with a posting)."""

    name: str
    pairs: Callable[[FirmSide, Scorer], Mapping[str, int]]
    """Opportunity id -> thousandths."""


def _spoken(value: int) -> int | None:
    return None if value == SILENT else value


def distinct(keys: Iterable[Any]) -> tuple[list[Any], Ints]:
    """The distinct keys in order of appearance, and the number of each key."""
    seen: dict[Any, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return list(seen), np.array(numbers, dtype=np.int32)


class Values:
    """A table at work: `values[rows[f], columns[o]]` is the value for firm f and opportunity o."""

    def __init__(self, values: Shorts, rows: Ints, columns: Ints) -> None:
        self.values, self.rows, self.columns = values, rows, columns

    def pairs(self, firms: Ints, opportunities: Ints) -> Shorts:
        """Values of single pairs, SILENT where a side was silent."""
        return self.values[self.rows[firms], self.columns[opportunities]]

    def block(self, firms: slice) -> Shorts:
        """Values of a run of firms against every opportunity."""
        return np.take(self.values[self.rows[firms]], self.columns, axis=1)

    def levels(self) -> Shorts:
        """The distinct values, SILENT first."""
        seen = np.zeros(65_536, dtype=bool)
        for start in range(0, len(self.values), 256):
            seen[self.values[start : start + 256].view(np.uint16)] = True
        return np.sort(np.flatnonzero(seen).astype(np.uint16).view(np.int16))


class LeastValues:
    """`Least` at work."""

    def __init__(self, parts: list[Values]) -> None:
        self.parts = parts

    def pairs(self, firms: Ints, opportunities: Ints) -> Shorts:
        """Values of single pairs, SILENT where no part spoke."""
        return least([part.pairs(firms, opportunities) for part in self.parts])

    def block(self, firms: slice) -> Shorts:
        """Values of a run of firms against every opportunity."""
        return least([part.block(firms) for part in self.parts])


def least(found: list[Shorts]) -> Shorts:
    """The least of those that spoke; SILENT where none did.

    Taken as unsigned numbers less 32769, which wrap around, SILENT is the greatest of all.
    """
    turned = [values.view(np.uint16) - np.uint16(32_769) for values in found]
    lowest = turned[0]
    for values in turned[1:]:
        lowest = np.minimum(lowest, values)
    return (lowest + np.uint16(32_769)).view(np.int16)
