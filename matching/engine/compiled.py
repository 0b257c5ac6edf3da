"""Two lists of sides compiled into small tables, one per feature.

Most features depend on few distinct things (a set of codes, a set of places, a budget), so each table
holds the
values of the distinct pairs, and a pair of firm and opportunity is two look-ups.  Only the words are
worked out pair
by pair, from inverted lists.  Values are thousandths, as in the plain scorer; SILENT stands for None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.affinity import SECTOR, SECTOR_ALONE, SECTOR_BESIDE, UNRELATED
from matching.engine.rejections import Rejections
from matching.engine.wordtable import WordTable
from matching.features.fit import AGAINST_PLACE, TURNS
from matching.features.mode import mode_value
from matching.features.region import tie_value, wish_value
from matching.features.size import ABOVE, BELOW, ask
from matching.knowledge import Knowledge
from matching.places import BUSINESS_AGAINST_WISH, HOMETOWN_AGAINST_WISH
from matching.scorer import Scorer
from matching.sides import Evidence, FirmSide, OpportunitySide

SILENT = -32768
Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]


@dataclass(frozen=True)
class Table:
    """`values[rows[f], columns[o]]` is the feature's value for firm f and opportunity o."""

    values: Shorts
    rows: Ints
    columns: Ints

    def block(self, firms: slice) -> Shorts:
        """Values of a run of firms against every opportunity."""
        return np.take(self.values[self.rows[firms]], self.columns, axis=1)

    def pairs(self, firms: Ints, opportunities: Ints) -> Shorts:
        """Values of single pairs."""
        return self.values[self.rows[firms], self.columns[opportunities]]


def distinct(keys: Iterable[Any]) -> tuple[list[Any], Ints]:
    """The distinct keys in order of appearance, and the number of each key."""
    seen: dict[Any, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return list(seen), np.array(numbers, dtype=np.int32)


def industry_table(
    firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], know: Knowledge
) -> Table:
    """The best pair of codes, or the shared sector (see features/industry.py)."""
    mine, rows = distinct((_codes(side.evidence), side.sectors) for side in firms)
    theirs, columns = distinct((_codes(side.evidence), side.sectors) for side in opportunities)
    used = sorted({code for evidence, _mask in theirs for code, _trust in evidence})
    place = {code: position for position, code in enumerate(used)}
    picks = np.array([know.affinity.index[code] for code in used], dtype=np.int64)
    order = sorted(range(len(theirs)), key=lambda i: -len(theirs[i][0]))
    lengths = np.array([len(theirs[i][0]) for i in order], dtype=np.int64)
    near = np.zeros((len(mine), len(theirs)), dtype=np.int32)
    reach = np.zeros((len(mine), len(used)), dtype=np.int32)
    for number, (evidence, _mask) in enumerate(mine):
        for code, trust in evidence:
            np.maximum(reach[number], know.affinity.row(code)[picks] * trust, out=reach[number])
    for slot in range(int(lengths[0]) if len(lengths) else 0):
        count = int((lengths > slot).sum())
        codes = np.array([place[theirs[i][0][slot][0]] for i in order[:count]])
        trusts = np.array([theirs[i][0][slot][1] for i in order[:count]], dtype=np.int32)
        part = near[:, :count]
        np.maximum(part, reach[:, codes] * trusts, out=part)
    near //= 1000
    back = np.empty(len(theirs), dtype=np.int32)
    back[order] = np.arange(len(theirs), dtype=np.int32)
    sorted_theirs = [theirs[i] for i in order]
    values = np.maximum(near, _shared(mine, sorted_theirs, know))
    values[values == 0] = UNRELATED
    values[[not (e or m) for e, m in mine], :] = SILENT
    values[:, [not (e or m) for e, m in sorted_theirs]] = SILENT
    return Table(values.astype(np.int16), rows, back[columns] if len(theirs) else columns)


def _codes(evidence: tuple[Evidence, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((item.code, item.trust) for item in evidence)


def _shared(mine: list[Any], theirs: list[Any], know: Knowledge) -> Ints:
    worth = np.zeros(1 << len(know.sector_bits), dtype=np.int32)
    masks = np.arange(len(worth))
    for code, bit in know.sector_bits.items():
        np.maximum(worth, np.where(masks & bit, SECTOR.get(code, 20), 0), out=worth)
    a = np.array([mask for _e, mask in mine], dtype=np.int64)
    b = np.array([mask for _e, mask in theirs], dtype=np.int64)
    fine_a = np.array([bool(e) for e, _m in mine], dtype=bool)
    fine_b = np.array([bool(e) for e, _m in theirs], dtype=bool)
    alone, beside = worth * SECTOR_ALONE // 10, worth * SECTOR_BESIDE // 10
    both = a[:, None] & b[None, :]
    finer = fine_a[:, None] & fine_b[None, :]
    shared: Ints = np.where(finer, beside[both], alone[both]).astype(np.int32)
    return shared


def region_table(
    firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], know: Knowledge
) -> Table:
    """The firm's best place (see features/region.py)."""
    mine, rows = distinct((side.wishes, side.hometown, side.business) for side in firms)
    theirs, columns = distinct(side.place for side in opportunities)
    known = [place for place in theirs if place is not None]
    where = np.array([place is not None for place in theirs], dtype=bool)
    values = np.full((len(mine), len(theirs)), SILENT, dtype=np.int32)
    wishes: dict[tuple[str, int], Ints] = {}
    ties: dict[tuple[str, str], Ints] = {}
    for number, (wanted, hometown, business) in enumerate(mine):
        best = np.full(len(known), SILENT, dtype=np.int32)
        for wish, trust in wanted:
            if (wish, trust) not in wishes:
                wishes[wish, trust] = np.array(
                    [wish_value(wish, trust, str(p), know) for p in known], dtype=np.int32
                )
            np.maximum(best, wishes[wish, trust], out=best)
        against = (best < 0) if wanted else np.zeros(len(known), dtype=bool)
        for role, code, lowered in (
            ("hometown", hometown, HOMETOWN_AGAINST_WISH),
            ("business", business, BUSINESS_AGAINST_WISH),
        ):
            if code is None:
                continue
            if (role, code) not in ties:
                found = [tie_value(role, code, str(p), know) for p in known]
                ties[role, code] = np.array([SILENT if v is None else v for v in found], dtype=np.int32)
            tie = ties[role, code]
            worth = np.where(against & (tie != SILENT), tie * lowered // 1000, tie)
            np.maximum(best, worth, out=best)
        values[number][where] = best
    return Table(values.astype(np.int16), rows, columns)


def size_table(firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]) -> Table:
    """Budget against amount (see features/size.py), with the same arithmetic on arrays."""
    mine, rows = distinct((side.firm.budget_min_wan, side.firm.budget_max_wan) for side in firms)
    theirs, columns = distinct((a.wan, a.kind) if (a := ask(side)) else None for side in opportunities)
    low = np.array([(m[0] or 0) for m in mine], dtype=np.float64)[:, None]
    high = np.array([(m[1] or 0) for m in mine], dtype=np.float64)[:, None]
    silent = np.array([m[0] is None and m[1] is None for m in mine], dtype=bool)
    wan = np.array([t[0] if t else 1.0 for t in theirs], dtype=np.float64)[None, :]
    park = np.array([bool(t) and t[1] == "park" for t in theirs], dtype=bool)
    entry = np.array([bool(t) and t[1] == "entry" for t in theirs], dtype=bool)
    values = np.full((len(mine), len(theirs)), 1000, dtype=np.int32)
    with np.errstate(divide="ignore", invalid="ignore"):
        under = (low > 0) & (wan < low) & ~entry[None, :]
        values = np.where(under, _bend(np.where(under, low / wan, 1.0), BELOW), values)
        over = (high > 0) & (wan > high)
        values = np.where(
            over, _bend(np.where(over, wan / np.where(high > 0, high, 1.0), 1.0), ABOVE), values
        )
    values[over & park[None, :]] = SILENT
    values[silent, :] = SILENT
    values[:, [t is None for t in theirs]] = SILENT
    return Table(values.astype(np.int16), rows, columns)


def _bend(ratio: NDArray[np.float64], steps: tuple[tuple[float, int], ...]) -> Ints:
    result = np.full(ratio.shape, steps[-1][1], dtype=np.int32)
    for (r0, v0), (r1, v1) in reversed(list(zip(steps, steps[1:], strict=False))):
        line = np.floor(v0 + (v1 - v0) * ((ratio - r0) / (r1 - r0)))
        result = np.where(ratio <= r1, line, result).astype(np.int32)
    return result


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


class Compiled:
    """Firms and opportunities of one run, ready to be ranked."""

    def __init__(
        self, scorer: Scorer, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide]
    ) -> None:
        know = scorer.know
        self.scorer, self.firms, self.opportunities = scorer, firms, opportunities
        self.industry = industry_table(firms, opportunities, know)
        self.region = region_table(firms, opportunities, know)
        self.size = size_table(firms, opportunities)
        self.mode = mode_table(firms, opportunities)
        self.words = WordTable(firms, opportunities, scorer.corpus)
        self.rejections = Rejections(firms, opportunities, scorer)
        self._lean, self._back = fit_lookup()

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
        industry = self.industry.block(rows)
        region = self.region.block(rows)
        quiet_i, quiet_r = industry == SILENT, region == SILENT
        industry[quiet_i] = 0
        region[quiet_r] = 0
        lean = self._lean.astype(np.int16)[industry + 1000]
        lean[quiet_i] = 0
        place = region.astype(np.int32)
        fit = place * lean
        fit //= 1000
        against = region < 0
        if against.any():
            back = self._back.astype(np.int16)[industry + 1000]
            back[quiet_i] = 0
            np.copyto(fit, back, where=against)
        fit *= weight("fit")
        place *= weight("region")
        fit += place
        total = industry.astype(np.int32)
        total *= weight("industry")
        total += fit
        for name, table in (("size", self.size), ("mode", self.mode)):
            points = np.where(table.values == SILENT, 0, table.values).astype(np.int32) * weight(name)
            total += np.take(points[table.rows[rows]], table.columns, axis=1)
        words = self.words.block(start, stop)
        np.multiply(np.maximum(words, 0), weight("text"), out=place, dtype=np.int32)
        total += place
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
