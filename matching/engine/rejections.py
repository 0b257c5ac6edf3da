"""Constraints and reservations over whole rows of pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.constraints import closed, excluded_industry
from matching.dislikes import STRONG, WEAK, Clause, judge, own_trade
from matching.knowledge import Knowledge
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide

SILENT = -32768
Ints = NDArray[np.int32]


class Rejections:
    """Which pairs are out (`bar`), and which carry a doubt (`doubt`)."""

    def __init__(
        self, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], scorer: Scorer
    ) -> None:
        know = scorer.know
        self._width = len(opportunities)
        self._closed = np.array(
            [closed(side, scorer.today) is not None for side in opportunities], dtype=bool
        )
        self._out = np.array([side.firm.opted_out for side in firms], dtype=bool)
        self._least = np.array([side.demands.least_wan or 0.0 for side in opportunities], dtype=np.float64)
        self._high = np.array(
            [np.inf if (high := side.firm.budget_max_wan) is None else high for side in firms],
            dtype=np.float64,
        )
        self._barred: dict[int, NDArray[np.int64]] = {}
        self._doubted: dict[int, NDArray[np.int64]] = {}
        within = _within(opportunities, know) if any(s.firm.excluded_region_codes for s in firms) else {}
        numbers = {side.opportunity.id: i for i, side in enumerate(opportunities)}
        below: dict[str, NDArray[np.int64]] = {}
        verdicts: dict[tuple[Clause, bool], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        finder = _Finder(opportunities, scorer)
        for number, side in enumerate(firms):
            out: list[NDArray[np.int64]] = []
            for code in side.firm.excluded_region_codes:
                if code not in below:
                    below[code] = np.array(within.get(code, ()), dtype=np.int64)
                out.append(below[code])
            if side.firm.excluded_gb4754 or side.firm.excluded_sectors:
                out.append(
                    np.array(
                        [i for i, o in enumerate(opportunities) if excluded_industry(side, o, know)],
                        dtype=np.int64,
                    )
                )
            if side.firm.dismissed:
                known = [numbers[id_] for id_, _reason in side.firm.dismissed if id_ in numbers]
                out.append(np.array(known, dtype=np.int64))
            weak: list[NDArray[np.int64]] = []
            for clause in side.clauses:
                key = (clause, own_trade(clause, side, know))
                if key not in verdicts:
                    verdicts[key] = finder.judge(*key)
                out.append(verdicts[key][0])
                weak.append(verdicts[key][1])
            if any(len(part) for part in out):
                self._barred[number] = np.concatenate(out)  # one may occur twice, which does no harm
            if any(len(part) for part in weak):
                self._doubted[number] = np.concatenate(weak)

    def bar(self, total: Ints, start: int, stop: int) -> None:
        """Set the excluded pairs of firms start…stop to -1."""
        total[:, self._closed] = -1
        if self._least.any():
            asks = np.flatnonzero(self._least)
            short = self._high[start:stop, None] < self._least[asks][None, :]
            rows, columns = np.nonzero(short)
            total[rows, asks[columns]] = -1
        for row in range(start, stop):
            if self._out[row]:
                total[row - start] = -1
            elif row in self._barred:
                total[row - start, self._barred[row]] = -1

    def doubt(self, total: Ints, start: int, stop: int, cost: int) -> None:
        """Take the cost of a reservation off the doubted pairs of firms start…stop."""
        for row in range(start, stop):
            if row in self._doubted:
                total[row - start, self._doubted[row]] -= cost

    def doubted(self, firms: Ints, opportunities: Ints) -> Ints:
        """-1000 for doubted pairs, SILENT for others."""
        result = np.full(len(firms), SILENT, dtype=np.int32)
        for row in np.unique(firms) if self._doubted else ():
            if int(row) in self._doubted:
                mine = np.flatnonzero(firms == row)
                hit = np.isin(opportunities[mine], self._doubted[int(row)])
                result[mine[hit]] = -1000
        return result


def _within(opportunities: Sequence[OpportunitySide], know: Knowledge) -> dict[str, list[int]]:
    """Region code -> numbers of the opportunities in it or below it."""
    found: dict[str, list[int]] = {}
    for number, side in enumerate(opportunities):
        if side.place:
            for code in know.taxonomy.regions.ancestors(side.place):
                found.setdefault(code, []).append(number)
    return found


class _Finder:
    """Judges one clause against every opportunity, looking closely only where its words or codes occur."""

    def __init__(self, opportunities: Sequence[OpportunitySide], scorer: Scorer) -> None:
        self._opportunities, self._know = opportunities, scorer.know
        self._text = ""
        self._offsets: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._by_code: dict[str, list[int]] = {}
        self._below: dict[str, list[str]] = {}
        self._ready = False

    def _prepare(self) -> None:
        parts = [side.title + "\n" + side.body + "\x00" for side in self._opportunities]
        self._text = "".join(parts)
        self._offsets = np.cumsum([0, *(len(part) for part in parts)])
        for number, side in enumerate(self._opportunities):
            for item in side.evidence:
                self._by_code.setdefault(item.code, []).append(number)
        tree = self._know.taxonomy.industries
        for code in self._by_code:
            for above in tree.ancestors(code):
                self._below.setdefault(above, []).append(code)
        self._ready = True

    def judge(self, clause: Clause, own: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(strong, weak): numbers of the opportunities."""
        if not self._ready:
            self._prepare()
        candidates: set[int] = set()
        if clause.term or clause.codes:
            if clause.term:
                place = self._text.find(clause.term)
                while place >= 0:
                    number = int(np.searchsorted(self._offsets, place, side="right")) - 1
                    candidates.add(number)
                    place = self._text.find(clause.term, int(self._offsets[number + 1]))
            if not own:
                for code in clause.codes:
                    for below in self._below.get(code, ()):
                        candidates.update(self._by_code[below])
        else:
            candidates.update(range(len(self._opportunities)))
        found = {n: judge(clause, own, self._opportunities[n], self._know) for n in candidates}
        return (
            np.array(sorted(n for n, v in found.items() if v == STRONG), dtype=np.int64),
            np.array(sorted(n for n, v in found.items() if v == WEAK), dtype=np.int64),
        )
