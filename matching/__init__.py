"""Pairs firms with opportunities, with reasons.  This front door and all behind it are free of Django.

>>> scorer = Scorer()
>>> scorer.score(firm, opportunity).findings
>>> ranking = rank(firms, opportunities, top=10)
"""

import matching.roots  # noqa: F401 - before all that imports taxonomy
from matching.engine import Ranking, rank
from matching.scorer import Scorer, corpus_of
from matching.text.corpus import Corpus
from matching.types import Exclusion, Finding, Firm, Match, Opportunity
from matching.weights import BANDS, DEFAULT, Weights, band_name

__all__ = [
    "BANDS",
    "DEFAULT",
    "Corpus",
    "Exclusion",
    "Finding",
    "Firm",
    "Match",
    "Opportunity",
    "Ranking",
    "Scorer",
    "Weights",
    "band_name",
    "corpus_of",
    "rank",
]
