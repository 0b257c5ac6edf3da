"""nDCG over judged pairs, both ways, with intervals.

nDCG@k = DCG@k / the best possible DCG@k; DCG = sum of (2^grade - 1) / log2(1 + rank) over the judged pairs
of a query in the order of their ranks, pairs without a judgement left out.  A pair that is listed nowhere
stands last.  Queries without any grade above 0 have no nDCG and are left out.

Source: Järvelin & Kekäläinen, Cumulated gain-based evaluation (2002), with the gain of Burges et al. (2005).
Intervals: percentile bootstrap over queries (Efron & Tibshirani, 1993, 13.3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Pair = tuple[str, str]
FIGURES = (("firm", 10), ("opportunity", 3), ("opportunity", 10))
"""Direction and depth of the figures that are reported."""
RESAMPLES, SEED = 2_000, 20_240_601


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over `queries`, its 95 % interval, and each query's own figure."""

    mean: float
    low: float
    high: float
    by_query: Mapping[str, float]

    @property
    def queries(self) -> int:
        """How many queries had a figure."""
        return len(self.by_query)


def ndcg(grades: Sequence[int], depth: int) -> float | None:
    """Of one query; `grades` in the order of the ranking.  None when nothing is above 0."""
    best = _dcg(sorted(grades, reverse=True)[:depth])
    return _dcg(grades[:depth]) / best if best else None


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ranked(
    grades: Mapping[Pair, int], scores: Mapping[Pair, float], direction: str
) -> dict[str, list[tuple[Pair, int]]]:
    """Query id -> its judged pairs with their grades, best score first.

    A pair without a score is listed nowhere and stands last; equal scores stand in the order of ids.
    """
    mine = 0 if direction == "firm" else 1
    found: dict[str, list[tuple[Pair, int]]] = {}
    for pair, grade in grades.items():
        found.setdefault(pair[mine], []).append((pair, grade))
    for entries in found.values():
        entries.sort(
            key=lambda entry: (entry[0] not in scores, -scores.get(entry[0], 0.0), entry[0][1 - mine])
        )
    return found


def measure(grades: Mapping[Pair, int], scores: Mapping[Pair, float], direction: str, depth: int) -> Measured:
    """Mean nDCG@depth over the firms ("firm") or the opportunities ("opportunity")."""
    by_query = {
        query: value
        for query, entries in sorted(ranked(grades, scores, direction).items())
        if (value := ndcg([grade for _pair, grade in entries], depth)) is not None
    }
    if not by_query:
        return Measured(math.nan, math.nan, math.nan, by_query)
    values = np.array(list(by_query.values()))
    picks = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), (2.5, 97.5))
    return Measured(float(values.mean()), float(low), float(high), by_query)
