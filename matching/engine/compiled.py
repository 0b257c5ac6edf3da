"""Two lists of sides compiled into small tables, one per feature.

Most features depend on few distinct things (a set of codes, a set of places, a budget), so each table
holds the
values of the distinct pairs, and a pair of firm and opportunity is two look-ups.  Only the words are
worked out pair
by pair, from inverted lists.  Values are thousandths, as in the plain scorer; SILENT stands for None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.affinity import SECTOR, SECTOR_ALONE, SECTOR_BESIDE, UNRELATED
from matching.engine.rejections import Rejections
from matching.engine.wordtable import WordTable
from matching.features.fit import AGAINST_PLACE, TURNS
from matching.features.mode import mode_value
from matching.features.region import tie_values, wish_values
from matching.features.size import ABOVE, BELOW, ask
from matching.knowledge import Knowledge
from matching.places import BUSINESS_AGAINST_WISH, HOMETOWN_AGAINST_WISH
from matching.scorer import Scorer
from matching.sides import Evidence, FirmSide, OpportunitySide

SILENT = -32768
Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]


_ROWS = 256  # rows worked on at a time, so that what is between two steps stays in the cache


class Table:
    """`values[rows[f], columns[o]]` is the feature's value for firm f and opportunity o."""

    def __init__(self, values: Shorts, rows: Ints, columns: Ints) -> None:
        self.values, self.rows, self.columns = values, rows, columns

    def block(self, firms: slice) -> Shorts:
        """Values of a run of firms against every opportunity, SILENT where a side was silent."""
        return np.take(self.values[self.rows[firms]], self.columns, axis=1)

    def counted(self, firms: slice) -> Shorts:
        """The same, 0 where a side was silent."""
        part = self.values[self.rows[firms]]
        return np.take(np.where(part == SILENT, np.int16(0), part), self.columns, axis=1)

    def pairs(self, firms: Ints, opportunities: Ints) -> Shorts:
        """Values of single pairs, SILENT where a side was silent."""
        return self.values[self.rows[firms], self.columns[opportunities]]


def look_up(table: Shorts, values: Shorts) -> Shorts:
    """table[value] of every value; the bits of a negative value are its place in the table."""
    return np.take(table, values.view(np.uint16))


def distinct(keys: Iterable[Any]) -> tuple[list[Any], Ints]:
    """The distinct keys in order of appearance, and the number of each key."""
    seen: dict[Any, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return list(seen), np.array(numbers, dtype=np.int32)


def industry_table(
    firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], know: Knowledge
) -> Table:
    """The best pair of codes, or the shared sector (see features/industry.py)."""
    mine, rows = distinct((_codes(side.evidence), side.sectors, side.finer) for side in firms)
    theirs, columns = distinct((_codes(side.evidence), side.sectors, side.finer) for side in opportunities)
    order = sorted(range(len(theirs)), key=lambda i: -len(theirs[i][0]))
    theirs = [theirs[i] for i in order]
    back = np.empty(len(theirs), dtype=np.int32)
    back[order] = np.arange(len(theirs), dtype=np.int32)
    keys = sorted({key for evidence, _mask, _finer in theirs for key in evidence})
    reach = np.ascontiguousarray(_reach(mine, keys, know).T)
    numbers = {key: number for number, key in enumerate(keys)}
    lengths = np.array([len(evidence) for evidence, _mask, _finer in theirs], dtype=np.int64)
    upright = _shared(theirs, mine, know)  # opportunities down, firms across: whole rows are copied
    for slot in range(int(lengths[0]) if len(lengths) else 0):
        count = int((lengths > slot).sum())
        picks = np.array(
            [numbers[evidence[slot]] for evidence, _mask, _finer in theirs[:count]], dtype=np.int64
        )
        for start in range(0, count, _ROWS):
            part = upright[start : min(start + _ROWS, count)]
            np.maximum(part, reach[picks[start : start + _ROWS]], out=part)
    upright[upright == 0] = UNRELATED
    values = np.ascontiguousarray(upright.T)
    values[[not (e or m) for e, m, _finer in mine], :] = SILENT
    values[:, [not (e or m) for e, m, _finer in theirs]] = SILENT
    return Table(values, rows, back[columns] if len(theirs) else columns)


def _codes(evidence: tuple[Evidence, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((item.code, item.trust) for item in evidence)


def _reach(mine: list[Any], keys: list[tuple[str, int]], know: Knowledge) -> Shorts:
    """Thousandths: how near each distinct firm comes to each (code, trust) of the opportunities."""
    codes = sorted({code for code, _trust in keys})
    place = {code: number for number, code in enumerate(codes)}
    picks = np.array([know.affinity.index[code] for code in codes], dtype=np.int64)
    rows: dict[str, Ints] = {}
    best = np.zeros((len(mine), len(codes)), dtype=np.int32)
    for number, (evidence, _mask, _finer) in enumerate(mine):
        for code, trust in evidence:
            if code not in rows:
                rows[code] = know.affinity.row(code)[picks]
            np.maximum(best[number], rows[code] * trust, out=best[number])
    spread = np.take(best, np.array([place[code] for code, _trust in keys], dtype=np.int64), axis=1)
    spread *= np.array([trust for _code, trust in keys], dtype=np.int32)
    spread //= 1000
    return spread.astype(np.int16)


def _shared(mine: list[Any], theirs: list[Any], know: Knowledge) -> Shorts:
    """What the shared sectors are worth, worked out for the distinct (sectors, says anything finer)."""
    worth = np.zeros(1 << len(know.sector_bits), dtype=np.int32)
    masks = np.arange(len(worth))
    for code, bit in know.sector_bits.items():
        np.maximum(worth, np.where(masks & bit, SECTOR.get(code, 20), 0), out=worth)
    left, rows = distinct((mask, finer) for _codes, mask, finer in mine)
    right, columns = distinct((mask, finer) for _codes, mask, finer in theirs)
    small = np.array(
        [
            [worth[a & b] * (SECTOR_BESIDE if fine and finer else SECTOR_ALONE) // 10 for b, finer in right]
            for a, fine in left
        ],
        dtype=np.int16,
    ).reshape(len(left), len(right))
    return np.take(small[rows], columns, axis=1)


def region_table(
    firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], know: Knowledge
) -> Table:
    """The firm's best place (see features/region.py)."""
    mine, rows = distinct((side.wishes, side.hometown, side.business) for side in firms)
    theirs, columns = distinct(side.place for side in opportunities)
    known = tuple(place for place in theirs if place is not None)
    where = np.array([place is not None for place in theirs], dtype=bool)
    values = np.full((len(mine), len(theirs)), SILENT, dtype=np.int32)
    wishes: dict[tuple[str, int], Ints] = {}
    ties: dict[tuple[str, str], Ints] = {}
    for number, (wanted, hometown, business) in enumerate(mine):
        best = np.full(len(known), SILENT, dtype=np.int32)
        for wish, trust in wanted:
            if (wish, trust) not in wishes:
                wishes[wish, trust] = wish_values(wish, trust, known, know)
            np.maximum(best, wishes[wish, trust], out=best)
        against = (best < 0) if wanted else np.zeros(len(known), dtype=bool)
        for role, code, lowered in (
            ("hometown", hometown, HOMETOWN_AGAINST_WISH),
            ("business", business, BUSINESS_AGAINST_WISH),
        ):
            if code is None:
                continue
            if (role, code) not in ties:
                ties[role, code] = tie_values(role, code, known, know)
            tie = ties[role, code]
            worth = np.where(against & (tie != SILENT), tie * lowered // 1000, tie)
            np.maximum(best, worth, out=best)
        values[number][where] = best
    return Table(values.astype(np.int16), rows, columns)


def size_table(firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]) -> Table:
    """Budget against amount (see features/size.py), by the same tables of ratios."""
    mine, rows = distinct((side.firm.budget_min_wan, side.firm.budget_max_wan) for side in firms)
    theirs, columns = distinct((a.wan, a.kind) if (a := ask(side)) else None for side in opportunities)
    low = np.array([m[0] or 0.0 for m in mine], dtype=np.float64)[:, None]
    high = np.array([m[1] or np.inf for m in mine], dtype=np.float64)[:, None]
    wan = np.array([t[0] if t else 1.0 for t in theirs], dtype=np.float64)[None, :]
    floor = np.array([t[0] if t and t[1] != "entry" else np.inf for t in theirs], dtype=np.float64)[None, :]
    above, below = np.array(ABOVE, dtype=np.int16), np.array(BELOW, dtype=np.int16)
    values = np.empty((len(mine), len(theirs)), dtype=np.int16)
    for start in range(0, len(mine), 32):
        part = slice(start, start + 32)
        over = np.minimum(wan / high[part] * 1000, len(ABOVE) - 1).astype(np.int32)
        under = np.minimum(low[part] / floor * 1000, len(BELOW) - 1).astype(np.int32)
        np.minimum(np.take(above, over), np.take(below, under), out=values[part])
    park = np.array([bool(t) and t[1] == "park" for t in theirs], dtype=bool)
    values[:, park] = np.where((wan > high)[:, park], SILENT, values[:, park])
    values[[not m[0] and not m[1] for m in mine], :] = SILENT
    values[:, [t is None for t in theirs]] = SILENT
    return Table(values, rows, columns)


def mode_table(firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]) -> Table:
    """Modes (see features/mode.py)."""
    mine, rows = distinct(side.modes for side in firms)
    theirs, columns = distinct(side.modes for side in opportunities)
    values = np.full((len(mine), len(theirs)), SILENT, dtype=np.int16)
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            result = mode_value(a, b)
            values[i, j] = SILENT if result is None else result
    return Table(values, rows, columns)


def fit_lookup() -> tuple[Ints, Ints]:
    """By industry value + 1000: the lean towards the place,
    and what an unwanted place takes back (features/fit.py).
    """
    value = np.arange(-1000, 1001, dtype=np.int32)
    lean = np.where(
        value >= TURNS, (value - TURNS) * 1000 // (1000 - TURNS), np.maximum((value - TURNS) * 2, -1000)
    ).astype(np.int32)
    return lean, -(np.maximum(lean, 0) * AGAINST_PLACE // 1000)


def _by_value(lookup: Ints) -> Shorts:
    """What the industry's value means for the place, for `look_up`; 0 where the industry is silent."""
    by_value = np.zeros(65_536, dtype=np.int16)
    by_value[np.arange(-1000, 1001, dtype=np.int16).view(np.uint16)] = lookup
    return by_value


class Compiled:
    """Firms and opportunities of one run, ready to be ranked."""

    def __init__(
        self, scorer: Scorer, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]
    ) -> None:
        know = scorer.know
        self.scorer, self.firms, self.opportunities = scorer, firms, opportunities
        with ThreadPoolExecutor(2) as pool:
            trades = pool.submit(industry_table, firms, opportunities, know)
            sizes = pool.submit(size_table, firms, opportunities)
            self.words = WordTable(firms, opportunities, scorer.corpus)
            self.region = region_table(firms, opportunities, know)
            self.mode = mode_table(firms, opportunities)
            self.rejections = Rejections(firms, opportunities, scorer)
            self.industry, self.size = trades.result(), sizes.result()
        self._lean, self._back = fit_lookup()
        self._lean_of, self._back_of = _by_value(self._lean), _by_value(self._back)
        self._unwanted = bool(((self.region.values < 0) & (self.region.values != SILENT)).any())

    def fit(self, industry: Ints, region: Ints) -> Ints:
        """Fit of values in which SILENT is still SILENT; SILENT where either is."""
        silent = (industry == SILENT) | (region == SILENT)
        known = np.where(silent, 0, industry) + 1000
        place = np.where(silent, 0, region)
        result = np.where(place >= 0, place * self._lean[known] // 1000, self._back[known])
        return np.where(silent, SILENT, result).astype(np.int32)

    def totals(self, start: int, stop: int) -> tuple[Ints, Shorts]:
        """Scores (1/100,000 point, never below 0;
        -1 when excluded) of firms start…stop, and their words' values.
        """
        weight, rows = self.scorer.weights.of, slice(start, stop)
        industry, place = self.industry.block(rows), self.region.counted(rows)
        fit = np.multiply(place, look_up(self._lean_of, industry), dtype=np.int32)
        fit //= 1000
        if self._unwanted:
            np.copyto(fit, look_up(self._back_of, industry), where=place < 0)
        fit *= weight("fit")
        np.copyto(industry, 0, where=industry == SILENT)
        total = np.multiply(industry, weight("industry"), dtype=np.int32)
        total += fit
        np.multiply(place, weight("region"), dtype=np.int32, out=fit)
        total += fit
        for name, table in (("size", self.size), ("mode", self.mode)):
            np.multiply(table.counted(rows), weight(name), dtype=np.int32, out=fit)
            total += fit
        words = self.words.block(start, stop)
        np.multiply(np.maximum(words, 0), weight("text"), dtype=np.int32, out=fit)
        total += fit
        self.rejections.doubt(total, start, stop, weight("reservation") * 1000)
        np.maximum(total, 0, out=total)
        self.rejections.bar(total, start, stop)
        return total, words

    def parts(self, firms: Ints, opportunities: Ints, words: Shorts) -> dict[str, Ints]:
        """Values by feature (SILENT where a side was silent) of single pairs;
        `words` as `totals` gave them.
        """
        industry = self.industry.pairs(firms, opportunities).astype(np.int32)
        region = self.region.pairs(firms, opportunities).astype(np.int32)
        return {
            "industry": industry,
            "region": region,
            "fit": self.fit(industry, region),
            "size": self.size.pairs(firms, opportunities).astype(np.int32),
            "mode": self.mode.pairs(firms, opportunities).astype(np.int32),
            "text": np.where(words < 0, SILENT, words).astype(np.int32),
            "reservation": self.rejections.doubted(firms, opportunities),
        }
