"""Constraints and reservations.  What many firms say alike (不考虑化工) is judged once and shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.constraints import closed, excluded_industry
from matching.dislikes import STRONG, WEAK, Clause, judge, own_trade
from matching.engine.kinds import SILENT, Ints
from matching.knowledge import Knowledge
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Verdict:
    """Numbers of the opportunities a saying takes out, and of those it casts a doubt on; in order."""

    out: Numbers
    doubt: Numbers


class Rejections:
    """Which pairs are out (`bar`), and which carry a doubt (`doubt`).

    `verdicts` are shared; `said[f]` are the numbers of those that hold for firm f.
    """

    def __init__(
        self, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], scorer: Scorer
    ) -> None:
        self.closed = np.array([closed(side, scorer.today) is not None for side in opportunities], dtype=bool)
        self.opted_out = np.array([side.firm.opted_out for side in firms], dtype=bool)
        self.least = np.array([side.demands.least_wan or 0.0 for side in opportunities], dtype=np.float64)
        self.high = np.array(
            [np.inf if (high := side.firm.budget_max_wan) is None else high for side in firms],
            dtype=np.float64,
        )
        self.verdicts: list[Verdict] = []
        self.said: dict[int, tuple[int, ...]] = {}
        self.dismissed: dict[int, Numbers] = {}
        known: dict[Any, int] = {}
        numbers = {side.opportunity.id: i for i, side in enumerate(opportunities)}
        finder = Finder(opportunities, scorer)
        for number, side in enumerate(firms):
            mine = []
            for key, ask in sayings(side, finder):
                if key not in known:
                    known[key] = len(self.verdicts)
                    self.verdicts.append(ask())
                mine.append(known[key])
            if mine:
                self.said[number] = tuple(mine)
            if side.firm.dismissed:
                found = {numbers[id_] for id_, _reason in side.firm.dismissed if id_ in numbers}
                if found:
                    self.dismissed[number] = np.array(sorted(found), dtype=np.int64)

    def bar(self, total: Ints, start: int, stop: int) -> None:
        """Set the excluded pairs of firms start…stop to -1."""
        total[:, self.closed] = -1
        if self.least.any():
            asks = np.flatnonzero(self.least)
            short = self.high[start:stop, None] < self.least[asks][None, :]
            rows, columns = np.nonzero(short)
            total[rows, asks[columns]] = -1
        for row in range(start, stop):
            if self.opted_out[row]:
                total[row - start] = -1
                continue
            for verdict in self.said.get(row, ()):
                total[row - start, self.verdicts[verdict].out] = -1
            if row in self.dismissed:
                total[row - start, self.dismissed[row]] = -1

    def doubt(self, total: Ints, start: int, stop: int, cost: int) -> None:
        """Take the cost of a reservation off the doubted pairs of firms start…stop, once a pair."""
        for row in range(start, stop):
            parts = [part for v in self.said.get(row, ()) if len(part := self.verdicts[v].doubt)]
            if parts:
                total[row - start, parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))] -= cost

    def doubted(self, firms: Ints, opportunities: Ints) -> Ints:
        """-1000 for doubted pairs, SILENT for others."""
        result = np.full(len(firms), SILENT, dtype=np.int32)
        if not any(len(verdict.doubt) for verdict in self.verdicts):
            return result
        order = np.argsort(firms, kind="stable")
        ends = np.flatnonzero(np.diff(firms[order])) + 1
        for mine in np.split(order, ends) if len(order) else ():
            for v in self.said.get(int(firms[mine[0]]), ()):
                doubt = self.verdicts[v].doubt
                if len(doubt):
                    place = np.minimum(np.searchsorted(doubt, opportunities[mine]), len(doubt) - 1)
                    result[mine[doubt[place] == opportunities[mine]]] = -1000
        return result


def sayings(side: FirmSide, finder: Finder) -> list[tuple[Any, Callable[[], Verdict]]]:
    """What a firm excludes: a key (equal keys have equal verdicts) and how to come to the verdict."""
    found: list[tuple[Any, Callable[[], Verdict]]] = []
    for region in side.firm.excluded_region_codes:
        found.append((("region", region), lambda code=region: finder.within(code)))  # type: ignore[misc]
    trades = (side.firm.excluded_gb4754, side.firm.excluded_sectors)
    if any(trades):
        found.append((("industry", *trades), lambda: finder.trades(side)))
    for clause in side.clauses:
        own = own_trade(clause, side, finder.know)
        found.append(((clause, own), lambda c=clause, o=own: finder.judge(c, o)))  # type: ignore[misc]
    return found


_NONE: Numbers = np.zeros(0, dtype=np.int64)


class Finder:
    """Judges one saying against every opportunity, looking closely only where its words or codes occur."""

    def __init__(self, opportunities: Sequence[OpportunitySide], scorer: Scorer) -> None:
        self._opportunities, self.know = opportunities, scorer.know
        self._text = ""
        self._offsets: Numbers = _NONE
        self._by_code: dict[str, list[int]] = {}
        self._below: dict[str, list[str]] = {}
        self._within: dict[str, list[int]] | None = None
        self._ready = False

    def within(self, code: str) -> Verdict:
        """The opportunities in a region, or below it."""
        if self._within is None:
            self._within = _within(self._opportunities, self.know)
        return Verdict(np.array(self._within.get(code, ()), dtype=np.int64), _NONE)

    def trades(self, side: FirmSide) -> Verdict:
        """The opportunities of the industries and sectors a firm excludes."""
        out = [i for i, o in enumerate(self._opportunities) if excluded_industry(side, o, self.know)]
        return Verdict(np.array(out, dtype=np.int64), _NONE)

    def judge(self, clause: Clause, own: bool) -> Verdict:
        """One clause of the dislikes."""
        found = {n: judge(clause, own, self._opportunities[n], self.know) for n in self._look(clause, own)}
        return Verdict(
            np.array(sorted(n for n, v in found.items() if v == STRONG), dtype=np.int64),
            np.array(sorted(n for n, v in found.items() if v == WEAK), dtype=np.int64),
        )

    def _look(self, clause: Clause, own: bool) -> set[int]:
        if not (clause.term or clause.codes):
            return set(range(len(self._opportunities)))
        if not self._ready:
            self._prepare()
        candidates: set[int] = set()
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
        return candidates

    def _prepare(self) -> None:
        parts = [side.title + "\n" + side.body + "\x00" for side in self._opportunities]
        self._text = "".join(parts)
        self._offsets = np.cumsum([0, *(len(part) for part in parts)])
        for number, side in enumerate(self._opportunities):
            for item in side.evidence:
                self._by_code.setdefault(item.code, []).append(number)
        tree = self.know.taxonomy.industries
        for code in self._by_code:
            for above in tree.ancestors(code):
                self._below.setdefault(above, []).append(code)
        self._ready = True


def _within(opportunities: Sequence[OpportunitySide], know: Knowledge) -> dict[str, list[int]]:
    """Region code -> numbers of the opportunities in it or below it."""
    found: dict[str, list[int]] = {}
    for number, side in enumerate(opportunities):
        if side.place:
            for code in know.taxonomy.regions.ancestors(side.place):
                found.setdefault(code, []).append(number)
    return found
