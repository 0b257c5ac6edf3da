"""What an allocation is worth to each side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.allocation.problem import Candidates, Ints, Rules
from matching.scorer import GRAIN


@dataclass(frozen=True, slots=True)
class Figures:
    """`total` score in points; `unseen`, `short`: share (0–1) of the opportunities that some firm fits but
    that get no look, or fewer than the rules ask; `offices_short`: the same of offices below `office_looks`;
    `gini` of the looks over those opportunities (0 = all alike, 1 = one has all; C. Gini 1912); `crowded`:
    looks of the most seen one; `empty`: firms with a fitting opportunity and no pick.
    """

    total: float
    picks: int
    unseen: float
    short: float
    offices_short: float
    gini: float
    crowded: int
    empty: int


def measure(candidates: Candidates, chosen: Ints, rules: Rules) -> Figures:
    """Figures of the pairs at the positions `chosen`."""
    usable = candidates.usable(rules)
    seen, fit = candidates.opportunities[chosen], candidates.opportunities[usable]
    there, width = np.unique(fit), len(candidates.office)
    looks = np.bincount(seen, minlength=width)[there]
    fitting = np.bincount(fit, minlength=width)[there]
    by_office = np.bincount(candidates.office[seen], minlength=candidates.offices)
    office_fitting = np.bincount(candidates.office[fit], minlength=candidates.offices)
    offices = np.flatnonzero(office_fitting)
    possible = np.minimum(office_fitting[offices], rules.office_looks)
    return Figures(
        total=float(candidates.scores[chosen].sum()) / GRAIN,
        picks=len(chosen),
        unseen=_share(looks == 0),
        short=_share(looks < np.minimum(fitting, rules.looks)),
        offices_short=_share(by_office[offices] < possible),
        gini=gini(looks),
        crowded=int(looks.max()) if len(looks) else 0,
        empty=len(np.unique(candidates.firms[usable])) - len(np.unique(candidates.firms[chosen])),
    )


def gini(counts: Ints) -> float:
    """How unevenly `counts` are spread: 0 when all are alike, near 1 when one holds all; 0 for none."""
    total = int(counts.sum())
    if not total:
        return 0.0
    ordered = np.sort(counts)
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * (ranks * ordered).sum() / total - len(ordered) - 1) / len(ordered))


def _share(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float(flags.mean()) if len(flags) else 0.0
