"""The judged pairs scored once, so that other weights cost a sum and no second reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matching.constraints import exclusion
from matching.evaluation.judged import Judged
from matching.evaluation.measure import Pair
from matching.scorer import GRAIN, Scorer, corpus_of
from matching.sides import FirmSide, OpportunitySide
from matching.weights import Weights


@dataclass(frozen=True)
class Values:
    """`by_pair`: thousandths by feature of every judged pair that no constraint excludes."""

    scorer: Scorer
    firms: Mapping[str, FirmSide]
    opportunities: Mapping[str, OpportunitySide]
    by_pair: Mapping[Pair, Mapping[str, int | None]]

    @classmethod
    def of(cls, scorer: Scorer, judged: Judged) -> Values:
        """Read both sides and score the judged pairs.  All texts of the files are the corpus.

        `scorer` is given that corpus, as `matching.rank` does.
        """
        firms = {firm.id: scorer.firm(firm) for firm in judged.firms}
        postings = {posting.id: scorer.opportunity(posting) for posting in judged.opportunities}
        scorer.corpus = corpus_of(firms.values(), postings.values())
        found = {}
        for firm_id, posting_id in judged.grades:
            firm, posting = firms.get(firm_id), postings.get(posting_id)
            if firm is None or posting is None:
                continue
            if exclusion(firm, posting, scorer.know, scorer.today) is None:
                found[firm_id, posting_id] = scorer.values(firm, posting)
        return cls(scorer, firms, postings, found)

    def scores(self, weights: Weights | None = None, *, without: str = "") -> dict[Pair, float]:
        """Scores by pair, as the scorer gives them; `without` leaves a feature out."""
        weigh = (weights or self.scorer.weights).of
        return {pair: _score(values, weigh, without) for pair, values in self.by_pair.items()}


def _score(values: Mapping[str, int | None], weigh: Callable[[str], int], without: str) -> float:
    total = sum(
        weigh(name) * value for name, value in values.items() if value is not None and name != without
    )
    return max(total, 0) / GRAIN
