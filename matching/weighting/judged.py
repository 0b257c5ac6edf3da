"""Evaluation figures of two sets of weights on the judged set that comes with the program."""

from __future__ import annotations

from matching import evaluation
from matching.weights import Weights


def figures(before: Weights, after: Weights) -> list[tuple[str, float, float]]:
    """[(name of the measure, before, after)], from 0 to 1, in the order of `matching.evaluation.figures`."""
    old, new = evaluation.figures(before), evaluation.figures(after)
    return [(name, old[name], new[name]) for name in old]
