"""The plain scorer: one firm, one opportunity, one answer with its reasons.  The fast engine must equal it.

The rule: score = sum over the features of weight x value, weights adding up to 100, value in [-1, 1], a
silent side
adding nothing.  A sum below zero is shown as zero, and the finding "floor" says by how much it was lifted,
so that
the parts always add up to the score.  All sums are of whole numbers (1/100,000 of a point).
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from matching.constraints import exclusion
from matching.features import fit, industry, mode, past, ready, region, reservation, role, size, text
from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide, read_firm, read_opportunity
from matching.text.corpus import Corpus
from matching.text.tokens import Tokenizer, bigrams
from matching.types import Finding, Firm, Match, Opportunity
from matching.weights import DEFAULT, Weights
from taxonomy.tables import Taxonomy, load_tables

GRAIN = 100_000  # parts of a point
FEATURES = ("industry", "region", "fit", "size", "mode", "role", "text", "ready", "past", "reservation")


_PARTS = (
    "affinity",
    "constraints",
    "dislikes",
    "knowledge",
    "phrasing",
    "places",
    "requirements",
    "roles",
    "scorer",
    "sides",
    "types",
    "weights",
)


@lru_cache(maxsize=1)
def code_version() -> str:
    """Changes with every line of the features, the constraints and their tables."""
    root = Path(__file__).parent
    stamp = hashlib.blake2b(digest_size=4)
    for pattern in (*(f"{name}.py" for name in _PARTS), "features/*.py", "text/*.py", "data/*.csv"):
        for file in sorted(root.glob(pattern)):
            stamp.update(file.read_bytes())
    return stamp.hexdigest()


class Common(NamedTuple):
    """What both the values and the sentences of a pair rest on: the two trades, the place, the words."""

    pair: industry.Pair | None
    link: region.Link | None
    worth: dict[str, int]


class Scorer:
    """Scores pairs.  `corpus` tells how rare words are (see `corpus_of`); without one all words weigh the
    same.

    `today` (a date) is what deadlines are held against; None looks at no deadline.
    """

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        corpus: Corpus | None = None,
        weights: Weights = DEFAULT,
        *,
        tokenizer: Tokenizer = bigrams,
        today: datetime.date | None = None,
        knowledge: Knowledge | None = None,
    ) -> None:
        self.know = knowledge or Knowledge.of(taxonomy if taxonomy is not None else load_tables(), tokenizer)
        self.corpus = corpus if corpus is not None else Corpus()
        self.weights = weights
        self.today = today

    @property
    def version(self) -> str:
        """Name of this scorer: its code, its weights, its corpus."""
        stamp = hashlib.blake2b(
            repr(
                (
                    sorted(self.weights.points.items()),
                    self.weights.reservation,
                    self.weights.introduce,
                    self.weights.send,
                )
            ).encode(),
            digest_size=4,
        )
        return f"1-{code_version()}-{stamp.hexdigest()}-{self.corpus.version}"

    def firm(self, firm: Firm) -> FirmSide:
        """Read a firm once, for many pairs."""
        return read_firm(firm, self.know)

    def opportunity(self, opportunity: Opportunity) -> OpportunitySide:
        """Read an opportunity once, for many pairs."""
        return read_opportunity(opportunity, self.know)

    def score(self, firm: Firm, opportunity: Opportunity) -> Match:
        """Score one pair.  An excluded pair has score 0, no findings, and says why."""
        return self.match(self.firm(firm), self.opportunity(opportunity))

    def match(self, firm: FirmSide, opportunity: OpportunitySide) -> Match:
        """Score two sides that were read before."""
        barred = exclusion(firm, opportunity, self.know, self.today)
        if barred is not None:
            return Match(firm.firm.id, opportunity.opportunity.id, 0.0, "reference", (), barred)
        return self.explain(firm, opportunity)

    def values(self, firm: FirmSide, opportunity: OpportunitySide) -> dict[str, int | None]:
        """Thousandths by feature."""
        return self._values(firm, opportunity, self._common(firm, opportunity))

    def _common(self, firm: FirmSide, opportunity: OpportunitySide) -> Common:
        know = self.know
        return Common(
            industry.best_pair(firm, opportunity, know),
            region.best_link(firm, opportunity, know),
            self.corpus.worth(firm.bag.weights, opportunity.bag.weights),
        )

    def _values(self, firm: FirmSide, opportunity: OpportunitySide, common: Common) -> dict[str, int | None]:
        know = self.know
        trade = industry.value_of(common.pair, firm, opportunity, know)
        place = region.value_of(common.link)
        return {
            "industry": trade,
            "region": place,
            "fit": fit.value(trade, place),
            "size": size.value(firm, opportunity, know),
            "mode": mode.value(firm, opportunity, know),
            "role": role.value(firm, opportunity, know),
            "text": text.value_of(common.worth, firm, opportunity),
            "ready": ready.value(opportunity, self.today),
            "past": past.value(firm, opportunity, know),
            "reservation": reservation.value(firm, opportunity, know),
        }

    def explain(self, firm: FirmSide, opportunity: OpportunitySide) -> Match:
        """The score with its sentences, constraints aside."""
        common = self._common(firm, opportunity)
        values = self._values(firm, opportunity, common)
        spoken = industry.speaking(common.pair, firm, opportunity, self.know, values["industry"] or 0)
        findings: list[tuple[int, int, Finding]] = []
        total = 0
        for position, (feature, result) in enumerate(values.items()):
            weight = self.weights.of(feature)
            if result is None:
                continue
            points = weight * result
            total += points
            words = self._say(feature, firm, opportunity, result, common, spoken)
            findings.append(
                (
                    -points,
                    position,
                    Finding(
                        feature,
                        points / GRAIN,
                        weight / 100,
                        result / 1000,
                        words.zh,
                        words.en,
                        words.left,
                        words.right,
                        words.left_en,
                        words.right_en,
                    ),
                )
            )
        findings.sort(key=lambda item: item[:2])
        reasons = [item[2] for item in findings]
        if total < 0:
            reasons.append(
                Finding(
                    "floor",
                    -total / GRAIN,
                    -total / GRAIN,
                    1.0,
                    "合计不足零分，按零分计",
                    "The sum is below zero and counts as zero",
                )
            )
        score = max(total, 0) / GRAIN
        return Match(
            firm.firm.id, opportunity.opportunity.id, score, self.weights.band(score), tuple(reasons)
        )

    def _say(
        self,
        feature: str,
        firm: FirmSide,
        opportunity: OpportunitySide,
        result: int,
        common: Common,
        spoken: industry.Pair | None,
    ) -> Words:
        know = self.know
        if feature == "industry":
            return industry.say(firm, opportunity, know, result, spoken)
        if feature == "region":
            return region.say(firm, opportunity, know, result, common.link)
        if feature == "fit":
            return fit.say(firm, opportunity, know, result, spoken, common.link)
        if feature == "size":
            return size.say(firm, opportunity, know, result)
        if feature == "mode":
            return mode.say(firm, opportunity, know, result)
        if feature == "role":
            return role.say(firm, opportunity, know, result)
        if feature == "ready":
            return ready.say(firm, opportunity, know, result, self.today)
        if feature == "past":
            return past.say(firm, opportunity, know, result)
        if feature == "text":
            return text.say(firm, opportunity, know, result, common.worth)
        return reservation.say(firm, opportunity, know, result)


def corpus_of(firms: Iterable[FirmSide], opportunities: Iterable[OpportunitySide]) -> Corpus:
    """The corpus of a run: every text of either side."""
    return Corpus.of([*(side.bag.weights for side in firms), *(side.bag.weights for side in opportunities)])
