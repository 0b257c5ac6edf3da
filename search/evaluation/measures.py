"""Measures of a ranked answer against judgements, and how sure one may be of their means.

A judgement is a grade 0–3; whatever was not judged counts as 0.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CUTOFF = 10
RELEVANT = 2
"""From this grade up a hit counts as right for success and reciprocal rank; where a query's best grade is
lower, that grade is enough."""
RESAMPLES = 2_000


def gain(grade: int) -> float:
    """2^g − 1: 0, 1, 3, 7."""
    return float(2**grade - 1)


def ndcg(answer: Sequence[str], grades: Mapping[str, int], *, cutoff: int = CUTOFF) -> float:
    """Normalised discounted cumulative gain of the first `cutoff` (Järvelin and Kekäläinen 2002), 0–1.

    Gains are 2^g − 1, the discount is log2(rank + 1). Without any grade above 0 it is 0.
    """

    def dcg(held: Sequence[int]) -> float:
        return sum(gain(grade) / math.log2(rank + 1) for rank, grade in enumerate(held, 1))

    best = dcg(sorted(grades.values(), reverse=True)[:cutoff])
    return dcg([grades.get(one, 0) for one in answer[:cutoff]]) / best if best else 0.0


def first_right(answer: Sequence[str], grades: Mapping[str, int]) -> int | None:
    """The rank, from 1, of the first hit that counts as right; None when there is none."""
    enough = min(RELEVANT, max(grades.values(), default=0))
    if enough < 1:
        return None
    return next((rank for rank, one in enumerate(answer, 1) if grades.get(one, 0) >= enough), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """One query's figures. `found` documents were given, `rank` is that of the first right one."""

    query_id: str
    text: str
    ndcg: float
    rank: int | None
    found: int
    answer: tuple[tuple[str, float], ...] = ()

    @property
    def success(self) -> float:
        return 1.0 if self.rank == 1 else 0.0

    @property
    def reciprocal(self) -> float:
        return 1 / self.rank if self.rank else 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over queries with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def figure(values: Sequence[float], *, seed: int = 4) -> Figure:
    """The mean, and between which means 95 % of resamples of the queries lie. 0 for no values."""
    if not values:
        return Figure(0.0, 0.0, 0.0)
    chance = random.Random(seed)  # noqa: S311 - resampling, no secret
    size = len(values)
    means = sorted(sum(chance.choices(values, k=size)) / size for _ in range(RESAMPLES))
    return Figure(
        sum(values) / size, means[round(RESAMPLES * 0.025)], means[round(RESAMPLES * 0.975) - 1]
    )


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """The three figures of a set of queries."""
    return {
        "nDCG@10": figure([one.ndcg for one in judged]),
        "success@1": figure([one.success for one in judged]),
        "MRR": figure([one.reciprocal for one in judged]),
    }
