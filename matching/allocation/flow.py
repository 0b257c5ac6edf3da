"""The allocation in use: the one with the largest worth, exactly, as a flow of least cost.

Every pick is a unit that flows firm -> pair -> opportunity -> office -> end.  A firm lets `picks` units
through, an opportunity `most_looks`; a firm's first pick, the first `looks` of an opportunity and the first
`office_looks` of an office are paid for beside the score, each less than the one before, so that the first
come first by themselves.
A unit that is worth nothing takes the way past everything.  All costs are whole numbers, so the answer is the
best one, not one near it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.allocation.problem import Candidates, Ints, Rules
from matching.scorer import GRAIN


def allocate(candidates: Candidates, rules: Rules) -> Ints:
    """Positions of the chosen pairs, in the order of firm, then score.  Equal input gives an equal answer."""
    usable = candidates.usable(rules)
    if not len(usable):
        return usable
    firms, firm_of = np.unique(candidates.firms[usable], return_inverse=True)
    opportunities, opportunity_of = np.unique(candidates.opportunities[usable], return_inverse=True)
    offices, office_of = np.unique(candidates.office[opportunities], return_inverse=True)
    source, sink = 0, 1
    at_firm = 2 + np.arange(len(firms))
    at_opportunity = at_firm[-1] + 1 + np.arange(len(opportunities))
    at_office = at_opportunity[-1] + 1 + np.arange(len(offices))
    total = rules.picks * len(firms)

    net = _Net()
    net.paid(source, at_firm, 1, rules.picks, rules.worth)
    pairs = net.arcs(at_firm[firm_of], at_opportunity[opportunity_of], 1, candidates.scores[usable])
    net.paid(at_opportunity, at_office[office_of], rules.looks, rules.most_looks, rules.worth)
    net.paid(at_office, sink, rules.office_looks, total, rules.office_worth)
    net.arcs(source, sink, total)
    chosen = usable[net.flows(pairs, source, sink, total)]
    return chosen[np.lexsort((-candidates.scores[chosen], candidates.firms[chosen]))]


class _Net:
    """The network of a flow, put together by kinds of arc."""

    def __init__(self) -> None:
        self._solver = min_cost_flow.SimpleMinCostFlow()

    def arcs(self, tails: Ints | int, heads: Ints | int, capacity: int, gain: Ints | int = 0) -> Ints:
        """Add arcs; whichever is a single number holds for all."""
        parts = np.broadcast_arrays(tails, heads, capacity, -np.asarray(gain))
        kinds = (np.int32, np.int32, np.int64, np.int64)
        added: Ints = self._solver.add_arcs_with_capacity_and_unit_cost(
            *(np.ascontiguousarray(part, dtype=kind) for part, kind in zip(parts, kinds, strict=True))
        )
        return added

    def paid(self, tails: Ints | int, heads: Ints | int, looks: int, most: int, worth: float) -> None:
        """Arcs for `most` units, of which the first `looks` are worth something beside."""
        for look in range(1, looks + 1):
            self.arcs(tails, heads, 1, round(worth * GRAIN / look))
        self.arcs(tails, heads, max(0, most - looks))

    def flows(self, arcs: Ints, source: int, sink: int, units: int) -> NDArray[np.bool_]:
        """Which of `arcs` the best flow uses."""
        self._solver.set_nodes_supplies(
            np.array([source, sink], dtype=np.int32), np.array([units, -units], dtype=np.int64)
        )
        status = self._solver.solve()
        if status != self._solver.OPTIMAL:
            raise RuntimeError(f"No allocation was found: the solver says {status}.")
        used: NDArray[np.bool_] = self._solver.flows(arcs) > 0
        return used
