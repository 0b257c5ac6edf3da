"""Picks of the week: what each way of choosing them is worth to firms, postings and offices, and its time.

    python benchmarks/allocation.py [firms, default 1000] [postings, default 1500]

Firms and postings are generated (`match_data.py`) and matched by the engine; the pairs of all lists of 50 are
the candidates, as on the site.  The yardstick is "independent": each firm its own best five, whoever else
gets the same.
The last table shows what a look costs: the worth of a missing look is raised from 0, and all else stays.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from typing import Any

from common import best_of, on_path, peak_mb, say

on_path()

from match_data import made  # noqa: E402

from matching.allocation import Candidates, Rules, allocate, measure, others  # noqa: E402
from matching.engine import rank  # noqa: E402
from matching.scorer import GRAIN  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402

WAYS = (
    ("independent", others.independent), ("greedy", others.greedy), ("transferable", others.transferable),
    ("flow (in use)", allocate),
)  # fmt: skip
OFFICES_HOLD = 12  # postings of an office
LIST = 50
Way = Callable[[Candidates, Rules], Any]


def candidates(firm_count: int, posting_count: int) -> Candidates:
    """The pairs of all lists, of both directions."""
    taxonomy = load_tables()
    ranking = rank(*made(taxonomy, firm_count, posting_count), taxonomy=taxonomy, top=LIST)
    pairs: dict[tuple[int, int], int] = {}
    for lists, firm, opportunity in (
        (ranking.by_firm, ranking.by_firm.owner, ranking.by_firm.other),
        (ranking.by_opportunity, ranking.by_opportunity.other, ranking.by_opportunity.owner),
    ):
        pairs |= zip(zip(firm.tolist(), opportunity.tolist(), strict=True), lists.score.tolist(), strict=True)
    return Candidates.of(
        [(*pair, score / GRAIN) for pair, score in pairs.items()],
        office_of={posting: posting // OFFICES_HOLD for posting in range(posting_count)},
    )


def row(name: str, rules: Rules, held: Candidates, way: Way, base: float) -> float:
    """Print one way; returns its total."""
    seconds, chosen = best_of(3, lambda: way(held, rules))
    found = measure(held, chosen, rules)
    share = found.total / (base or found.total)
    say(
        f"{name:<16} {found.total:>10.0f} {share:>7.1%} {found.picks:>7} {found.unseen:>8.1%} "
        f"{found.short:>8.1%} {found.offices_short:>9.1%} {found.gini:>6.3f} {found.crowded:>8} "
        f"{found.empty:>6} {seconds * 1000:>8.0f}"
    )
    return found.total


def main() -> None:
    firm_count, posting_count = (int(arg) for arg in sys.argv[1:3] or ("1000", "1500"))
    held, rules = candidates(firm_count, posting_count), Rules()
    usable = len(held.usable(rules))
    say(
        f"{firm_count} firms, {posting_count} postings, {len(held)} pairs on lists, "
        f"{usable} of {rules.least:.0f} points or more"
    )
    say(f"{'':<16} {'points':>10} {'share':>7} {'picks':>7} {'unseen':>8} {'short':>8} {'off.short':>9} "
        f"{'Gini':>6} {'most':>8} {'empty':>6} {'ms':>8}")  # fmt: skip
    base = 0.0
    for name, way in WAYS:
        total = row(name, rules, held, way, base)
        base = base or total
    say("\nwhat a look costs (flow)")
    for worth in (0, 6, 12, 24, 48, 96):
        row(f"worth {worth}", dataclasses.replace(rules, worth=float(worth)), held, allocate, base)
    say(f"\npeak memory {peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
