"""Allocations to compare with.  Not used by the site; `benchmarks/allocation.py` prints them."""

from __future__ import annotations

import numpy as np

from matching.allocation.problem import Candidates, Ints, Rules
from matching.scorer import GRAIN

ROUNDS = 200
TEMPERATURE = 8.0  # points of score that make a pair e times as likely


def independent(candidates: Candidates, rules: Rules) -> Ints:
    """Each firm its own best `picks`, whoever else gets the same: the list of maxima."""
    order = candidates.best_first(candidates.usable(rules))
    return _taken(candidates, order, rules.picks, len(candidates))


def greedy(candidates: Candidates, rules: Rules) -> Ints:
    """The best pair first, then the next one that both sides still have room for."""
    order = candidates.best_first(candidates.usable(rules))
    return _taken(candidates, order, rules.picks, rules.most_looks)


def transferable(candidates: Candidates, rules: Rules) -> Ints:
    """Choo and Siow's marriage market (2006) with transferable utility, then rounded.

    Both sides have a price that is raised while they are asked for beyond their capacity (iterative
    proportional fitting); a pair's share is exp((score - price of the firm - price of the opportunity) /
    temperature).  The shares are taken largest first as far as both capacities reach.
    """
    usable = candidates.usable(rules)
    if not len(usable):
        return usable
    firms, opportunities = candidates.firms[usable], candidates.opportunities[usable]
    kernel = np.exp((candidates.scores[usable] / GRAIN - 100) / TEMPERATURE)
    firm_price = np.ones(int(firms.max()) + 1)
    opportunity_price = np.ones(int(opportunities.max()) + 1)
    fair = rules.picks * len(np.unique(firms)) / len(np.unique(opportunities))
    asked = min(max(fair, rules.looks), rules.most_looks)
    for _ in range(ROUNDS):
        sums = np.bincount(firms, kernel * opportunity_price[opportunities], len(firm_price))
        firm_price = rules.picks / np.maximum(sums, 1e-300)
        sums = np.bincount(opportunities, kernel * firm_price[firms], len(opportunity_price))
        opportunity_price = asked / np.maximum(sums, 1e-300)
    share = kernel * firm_price[firms] * opportunity_price[opportunities]
    order = usable[np.lexsort((opportunities, firms, -share))]
    return _taken(candidates, order, rules.picks, rules.most_looks)


def _taken(candidates: Candidates, order: Ints, most_picks: int, most_looks: int) -> Ints:
    """The positions of `order`, one after the other, that both capacities still have room for."""
    picks: dict[int, int] = {}
    looks: dict[int, int] = {}
    taken = []
    for position in order.tolist():
        firm, opportunity = int(candidates.firms[position]), int(candidates.opportunities[position])
        if picks.get(firm, 0) < most_picks and looks.get(opportunity, 0) < most_looks:
            picks[firm] = picks.get(firm, 0) + 1
            looks[opportunity] = looks.get(opportunity, 0) + 1
            taken.append(position)
    return np.array(sorted(taken), dtype=np.int64)
