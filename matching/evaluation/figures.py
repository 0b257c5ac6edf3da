"""The figures of one set of weights, for whoever is about to change them."""

from __future__ import annotations

from functools import lru_cache

from matching.evaluation.judged import Judged, builtin
from matching.evaluation.measure import FIGURES, measure
from matching.evaluation.values import Values
from matching.scorer import Scorer
from matching.weights import DEFAULT, Weights


def figures(weights: Weights = DEFAULT, *, judged: Judged | None = None) -> dict[str, float]:
    """Mean nDCG (0–1) by name: firm_ndcg10, opportunity_ndcg3, opportunity_ndcg10.

    Without `judged`, over the whole of the project's own set, which is read and scored once.
    """
    known = judged or builtin()
    values = _builtin_values() if judged is None else Values.of(Scorer(), judged)
    scores = values.scores(weights)
    return {
        f"{direction}_ndcg{depth}": measure(known.grades, scores, direction, depth).mean
        for direction, depth in FIGURES
    }


@lru_cache(maxsize=1)
def _builtin_values() -> Values:
    return Values.of(Scorer(), builtin())
