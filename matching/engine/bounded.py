"""Exact lists at scale: bounds, early stop, and only then the words.  Needs numba; see `kernels.py`."""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import arrays, inverted, kernels
from matching.engine.columns import FirmColumns, Lists, OpportunityColumns, Vocabulary, opportunity_columns
from matching.engine.declared import DERIVED, PLAIN, TABLES
from matching.engine.entering import enter
from matching.engine.kinds import SILENT, Ints, Shorts, parts
from matching.engine.rejections import Finder, sayings
from matching.engine.tables import sector_values
from matching.features.region import tie_values, wish_values
from matching.features.text import HALF
from matching.places import BUSINESS_AGAINST_WISH, HOMETOWN_AGAINST_WISH
from matching.scorer import FEATURES, Scorer
from matching.sides import OpportunitySide
from matching.weights import Weights

WORKERS = min(os.cpu_count() or 1, 8)
STEP = 256  # owners a task
_LOWERED = {"hometown": HOMETOWN_AGAINST_WISH, "business": BUSINESS_AGAINST_WISH, "target": 1000}
_OTHERS = [spec for spec in TABLES if spec.name not in DERIVED.of]
FIRM, OPPORTUNITY = True, False  # whose lists


@dataclass
class Verdicts:
    """What the firms' sayings mean for the opportunities: a row of bits, by opportunity, for each saying."""

    out: NDArray[np.uint8]
    doubt: NDArray[np.uint8]

    @classmethod
    def of(cls, firms: FirmColumns, posted: Sequence[OpportunitySide], scorer: Scorer) -> Verdicts:
        """Judge every saying once."""
        finder = Finder(posted, scorer)
        found = [dict(sayings(side, finder))[key]() for key, side in firms.sayings]
        return cls(
            _bits([verdict.out for verdict in found], len(posted)),
            _bits([verdict.doubt for verdict in found], len(posted)),
        )


def _bits(lists: list[NDArray[np.int64]], width: int) -> NDArray[np.uint8]:
    rows = np.zeros((len(lists) + 1, width), dtype=bool)
    for row, numbers in enumerate(lists):
        rows[row, numbers] = True
    return np.packbits(rows, axis=1, bitorder="little")


@dataclass
class Found:
    """Lists of `owners`: row i holds `counts[i]` of `others`, best first, their `scores` and `values`."""

    owners: NDArray[np.int64]
    others: Ints
    scores: Ints
    counts: Ints
    values: Shorts
    looked: NDArray[np.int64]

    def by_feature(self, order: NDArray[Any], listed: NDArray[np.bool_]) -> dict[str, Shorts]:
        """Values by feature, SILENT where a side was silent, of the `listed` places of these rows."""
        rows = self.values[order][listed]
        names = [*DERIVED.of, *(spec.name for spec in _OTHERS), "text", "reservation"]
        found = {name: rows[:, at] for at, name in enumerate(names)}
        found[DERIVED.name] = derived(found[DERIVED.of[0]], found[DERIVED.of[1]])
        return {name: found[name] for name in FEATURES}


def derived(left: Shorts, right: Shorts) -> Shorts:
    """The derived feature of pairs of values."""
    a, of_a = np.unique(left, return_inverse=True)
    b, of_b = np.unique(right, return_inverse=True)
    return DERIVED.lookup(a, b)[of_a, of_b]


class Bounded:
    """Both sides and what is known of them together, ready to be ranked in either direction.

    Inside, either side is renumbered so that neighbours by trade and place lie together; numbers that come in
    or go out are those of the columns.
    """

    _orders: tuple[NDArray[np.int64], NDArray[np.int64]]
    _used: tuple[Ints, Ints]
    _sides: tuple[arrays.Side, arrays.Side]
    _between: arrays.Pairwise

    def __init__(
        self,
        scorer: Scorer,
        firms: FirmColumns,
        posted: OpportunityColumns,
        words: Vocabulary,
        verdicts: Verdicts,
        like: Bounded | None = None,
    ) -> None:
        """`like`: another with the same firms, whose half need not be made again."""
        self.scorer, self.firms, self.posted, self.words = scorer, firms, posted, words
        self._rarity = words.rarity
        mine = like._orders[0] if like else inverted.neighbours(firms.common, inverted.main_places(firms))
        theirs = inverted.neighbours(posted.common, posted.place)
        self._orders = mine, theirs
        self._used = (
            like._used[0] if like else np.unique(firms.common.codes.items),
            np.unique(posted.common.codes.items),
        )
        self._sector = sector_values(firms.common.sector_keys, posted.common.sector_keys, scorer.know)
        self._nearness()
        self._regions()
        self._tables = [
            spec.values(firms.common.key_lists[p], posted.common.key_lists[p], scorer)
            for p, spec in enumerate(PLAIN)
        ]
        self._sides = (
            like._sides[0]
            if like
            else inverted.side(
                firms.common, mine, self._used[0], self._rarity, firms.out, firms.home, firms.work,
                firms.wishes.take(mine), firms.said.take(mine),
            ),
            inverted.side(posted.common, theirs, self._used[1], self._rarity, posted.closed, posted.place),
        )  # fmt: skip
        self._greatest: dict[int, Ints] = {0: like.greatest(0)} if like else {}
        self._indexes: dict[bool, arrays.Index] = {False: like.index(False)} if like else {}
        self._pairwise(verdicts, like)

    def greatest(self, side: int) -> Ints:
        """The greatest weight of each token on a side (0: firms)."""
        if side not in self._greatest or len(self._greatest[side]) < len(self._rarity):
            found = np.zeros(len(self._rarity), dtype=np.int32)
            words = self._sides[side].words
            np.maximum.at(found, words >> arrays.TOKEN_BITS, words & 127)
            self._greatest[side] = found
        return self._greatest[side]

    def _nearness(self) -> None:
        affinity = self.scorer.know.affinity
        mine, theirs = self._used
        self._near = np.zeros((len(mine) or 1, len(theirs) or 1), dtype=np.uint8)
        for row, number in enumerate(mine.tolist() if len(theirs) else ()):
            self._near[row] = affinity.row(affinity.codes[number])[theirs]

    def _regions(self) -> None:
        know, atoms, places = self.scorer.know, self.firms.atoms, tuple(self.posted.places)
        wish = np.full((len(atoms), len(places)), SILENT, dtype=np.int32)
        for a, (role, code, trust) in enumerate(atoms):
            wish[a] = (
                wish_values(code, trust, places, know)
                if role == "target"
                else tie_values(role, code, places, know)
            )
        factor = np.array([_LOWERED[role] for role, _code, _trust in atoms], dtype=np.int32)
        lowered = np.where(wish == SILENT, SILENT, wish * factor[:, None] // 1000)
        self._levels = np.unique(np.concatenate([wish.ravel(), lowered.ravel(), [SILENT]])).astype(np.int16)
        self._spoken = int(np.searchsorted(self._levels, 0))
        self._wish, self._lowered = (
            np.searchsorted(self._levels, t).astype(np.int16) for t in (wish, lowered)
        )
        left = np.concatenate([[SILENT], np.arange(-1000, 1001)]).astype(np.int16)
        self._values = left, self._levels, DERIVED.lookup(left, self._levels)

    def _pairwise(self, verdicts: Verdicts, like: Bounded | None) -> None:
        mine, theirs = self._orders
        inside = np.empty(len(theirs), dtype=np.int32)
        inside[theirs] = np.arange(len(theirs))
        out, doubt = (
            np.packbits(np.unpackbits(rows, axis=1, bitorder="little")[:, theirs], axis=1, bitorder="little")
            for rows in (verdicts.out, verdicts.doubt)
        )
        self._said = out, doubt
        none = Lists(np.zeros(len(mine) + 1, dtype=np.int64), np.zeros(0, dtype=np.int32))
        dismissed = none
        if self.firms.dismissed:
            numbers, known = self.posted.numbers, self.firms.dismissed
            rows = [
                [inside[numbers[id_]] for id_ in known.get(n, ()) if id_ in numbers] for n in mine.tolist()
            ]
            dismissed = Lists.of(rows)
        old = like._between if like else None
        self._between = arrays.Pairwise(
            old.wishes if old else self.firms.wishes.take(mine).items,
            old.said if old else self.firms.said.take(mine).items,
            old.high if old else self.firms.high[mine],
            self.posted.least[theirs], dismissed.starts, dismissed.items, none.starts, none.items, none.items,
        )  # fmt: skip

    def reweighted(self, weights: Weights) -> Bounded:
        """The same under other weights; nothing is read or compiled again."""
        other, scorer = copy.copy(self), copy.copy(self.scorer)
        scorer.weights = weights
        other.scorer = scorer
        return other

    def _cross(self, forward: bool) -> arrays.Cross:
        weigh = self.scorer.weights.of
        (left, right, both), (a, b) = self._values, DERIVED.of
        heard = [np.where(v == SILENT, 0, v).astype(np.int32) for v in (left, right, both)]
        joint = heard[0][:, None] * weigh(a) + heard[1] * weigh(b) + heard[2] * weigh(DERIVED.name)
        bound = np.maximum.accumulate(np.maximum.accumulate(joint, axis=0), axis=1)
        features = np.array([q for q, spec in enumerate(_OTHERS) for _part in parts(spec)], dtype=np.int32)
        weights = np.array([weigh(spec.name) for spec in _OTHERS], dtype=np.int32)
        own = 0 if forward else 1
        most = np.zeros((len(PLAIN), max(table.shape[own] for table in self._tables)), dtype=np.int32)
        for part, table in enumerate(self._tables):  # the least of several is at most the sum of them
            if table.size:
                highest = np.maximum(table.max(axis=1 - own), 0)
                most[part, : len(highest)] = highest * weights[features[part]]
        widths = np.array([table.shape[1] for table in self._tables], dtype=np.int64)
        ones = np.ones_like(widths)
        sizes = np.array([table.size for table in self._tables], dtype=np.int64)

        def turned(table: NDArray[Any]) -> NDArray[Any]:
            return np.ascontiguousarray(table if forward else table.T)

        greatest = self.greatest(1 - own)
        return arrays.Cross(
            turned(self._near), turned(self._sector), turned(self._wish), turned(self._lowered),
            self._levels, joint.astype(np.int32), bound.astype(np.int32),
            np.concatenate([table.ravel() for table in self._tables]), np.cumsum(sizes) - sizes,
            widths if forward else ones, ones if forward else widths, features, weights, most,
            self._rarity, greatest, self._said[0], self._said[1],
            np.zeros(len(self._orders[own]), dtype=np.int32),
            np.array([weigh("text"), weigh("reservation") * 1000, HALF, self._spoken], dtype=np.int64),
        )  # fmt: skip

    def index(self, forward: bool) -> arrays.Index:
        """Inverted lists of the opportunities (for the lists of firms) or of the firms."""
        if forward not in self._indexes:
            if forward:
                args = (
                    self.posted.common,
                    self._orders[1],
                    self._used[1],
                    inverted.opportunity_atoms(self.posted),
                )
                self._indexes[forward] = inverted.index(*args, self.posted.closed, len(self.posted.places))
            else:
                args = self.firms.common, self._orders[0], self._used[0], inverted.firm_atoms(self.firms)
                self._indexes[forward] = inverted.index(*args, self.firms.out, len(self.firms.atoms))
        return self._indexes[forward]

    def rank(self, forward: bool, top: int, numbers: NDArray[Any] | None = None) -> Found:
        """The lists of all firms (forward) or opportunities, or of those of these numbers.

        Owners are taken in the order of their neighbourhood and come back in it.
        """
        own, other = self._sides if forward else self._sides[::-1]
        order, theirs = self._orders if forward else self._orders[::-1]
        inside = np.arange(len(order)) if numbers is None else np.flatnonzero(np.isin(order, numbers))
        cross, lists, n = self._cross(forward), self.index(forward), len(inside)
        found = Found(
            order[inside], np.zeros((n, top), dtype=np.int32), np.zeros((n, top), dtype=np.int32),
            np.zeros(n, dtype=np.int32), np.full((n, top, 4 + len(_OTHERS)), SILENT, dtype=np.int16),
            np.zeros((n // STEP + 1, 4), dtype=np.int64),
        )  # fmt: skip

        def work(start: int) -> None:
            part = slice(start, start + STEP)
            kernels.rank(
                own, other, self._between, cross, lists, forward, inside[part], top, found.others[part],
                found.scores[part], found.counts[part], found.values[part], found.looked[start // STEP],
            )  # fmt: skip

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(0, n, STEP)))
        found.others = theirs[found.others].astype(np.int32)
        return found

    def facing(self, sides: Sequence[OpportunitySide]) -> Bounded:
        """The same firms before other opportunities: what firms are is not compiled again."""
        posted = opportunity_columns(sides, self.scorer, self.words)
        verdicts = Verdicts.of(self.firms, sides, self.scorer)
        return Bounded(self.scorer, self.firms, posted, self.words, verdicts, like=self)

    def entering(self, last: Ints) -> Ints:
        """For each firm the score of the one opportunity of this meeting, not below `last[f]`, else -1.

        `last` is what the last of a full list has, -1 where a list is not full.  Among equals the ids decide.
        """
        if len(self.posted) != 1:
            raise ValueError("one opportunity enters at a time")
        cross, mine, n = self._cross(False), self._orders[0], len(self.firms)
        inside, scores = last[mine].astype(np.int32), np.empty(n, dtype=np.int32)

        def work(start: int) -> None:
            stop = min(start + 65_536, n)
            enter(self._sides[1], self._sides[0], self._between, cross, start, stop, inside, scores)

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(0, n, 65_536)))
        found = np.empty_like(scores)
        found[mine] = scores
        return found

    def close(self, number: int) -> None:
        """Take an opportunity out of every list from now on."""
        self._sides[1].records[np.flatnonzero(self._orders[1] == number), arrays.FLAGS] |= 4
