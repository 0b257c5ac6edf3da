"""The tables that are dear to fill value by value, filled row by row (their meaning: features/*.py)."""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.affinity import SECTOR, SECTOR_ALONE, SECTOR_BESIDE, UNRELATED
from matching.engine.kinds import SILENT, Ints, Shorts, distinct
from matching.features.region import tie_values, wish_values
from matching.features.size import ABOVE, BELOW
from matching.knowledge import Knowledge
from matching.places import BUSINESS_AGAINST_WISH, HOMETOWN_AGAINST_WISH
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide

_ROWS = 256  # rows worked on at a time, so that what is between two steps stays in the cache


def trade_key(side: FirmSide | OpportunitySide) -> tuple[tuple[tuple[str, int], ...], int, bool]:
    """The codes with how far they are trusted, the sectors, and whether something finer was said."""
    return tuple((item.code, item.trust) for item in side.evidence), side.sectors, side.finer


def industry_values(mine: list[Any], theirs: list[Any], scorer: Scorer) -> Shorts:
    """The best pair of codes, or the shared sector (features/industry.py)."""
    know = scorer.know
    order = sorted(range(len(theirs)), key=lambda i: -len(theirs[i][0]))
    theirs = [theirs[i] for i in order]
    back = np.empty(len(theirs), dtype=np.int64)
    back[order] = np.arange(len(theirs))
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
    upright[[not (e or m) for e, m, _finer in theirs]] = SILENT
    values = np.ascontiguousarray(upright[back].T)
    values[[not (e or m) for e, m, _finer in mine], :] = SILENT
    return values


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


def sector_values(left: list[tuple[int, bool]], right: list[tuple[int, bool]], know: Knowledge) -> Shorts:
    """What the shared sectors are worth, for two lists of (sectors, says anything finer)."""
    worth = np.zeros(1 << len(know.sector_bits), dtype=np.int32)
    masks = np.arange(len(worth))
    for code, bit in know.sector_bits.items():
        np.maximum(worth, np.where(masks & bit, SECTOR.get(code, 20), 0), out=worth)
    return np.array(
        [
            [worth[a & b] * (SECTOR_BESIDE if fine and finer else SECTOR_ALONE) // 10 for b, finer in right]
            for a, fine in left
        ],
        dtype=np.int16,
    ).reshape(len(left), len(right))


def _shared(mine: list[Any], theirs: list[Any], know: Knowledge) -> Shorts:
    left, rows = distinct((mask, finer) for _codes, mask, finer in mine)
    right, columns = distinct((mask, finer) for _codes, mask, finer in theirs)
    return np.take(sector_values(left, right, know)[rows], columns, axis=1)


def place_key(side: FirmSide) -> tuple[tuple[tuple[str, int], ...], str | None, str | None]:
    """Where a firm wants to go, comes from and works."""
    return side.wishes, side.hometown, side.business


def region_values(mine: list[Any], theirs: list[Any], scorer: Scorer) -> Shorts:
    """The firm's best place (features/region.py)."""
    know = scorer.know
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
    return values.astype(np.int16)


def size_values(mine: list[Any], theirs: list[Any], _scorer: Scorer) -> Shorts:
    """Budget (least, most) against amount (万元, kind), by the same tables of ratios (features/size.py)."""
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
    return values
