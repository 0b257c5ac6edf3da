"""A pair as the lists need it, and the lists of many firms with many opportunities. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from matching.text.corpus import Corpus
    from matching.types import Exclusion, Firm, Opportunity
    from matching.weights import Weights

PairKey = tuple[int, int]  # primary key of the firm, primary key of the opportunity's page


@dataclass(frozen=True, slots=True)
class Pair:
    """A firm and an opportunity that no constraint keeps apart, by the firm's intent that fits best."""

    firm_id: int
    opportunity_id: int
    score: float
    intent_id: int | None = None
    explain: Callable[[], dict[str, Any]] = field(default=dict, compare=False, repr=False)
    # band and findings, as `Match` stores them; called for the pairs that are kept

    @property
    def key(self) -> PairKey:
        return (self.firm_id, self.opportunity_id)


@dataclass(frozen=True, slots=True)
class Lists:
    """Both directions of a full run, best first."""

    firms: dict[int, list[Pair]]
    opportunities: dict[int, list[Pair]]


class Scoring(Protocol):
    """What the services ask of the core. A firm may come as several records, one for each current intent."""

    version: str

    def count_words(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]) -> Corpus:
        """How rare each word is among all these texts."""

    def pairs(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]) -> list[Pair]:
        """Every pair that is not excluded, one for each firm and opportunity."""

    def lists(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity], length: int) -> Lists:
        """The best `length` of `pairs` for each firm and for each opportunity, ties by id as text."""

    def trial(
        self, firms: Iterable[Firm], opportunities: Iterable[Opportunity], length: int, weights: Weights
    ) -> tuple[Lists, Lists]:
        """`lists` under the present weights and under others."""

    def explainer(
        self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]
    ) -> Callable[[Pair], Callable[[], dict[str, Any]]]:
        """For pairs of these records found elsewhere: pair -> its `explain`; LookupError for another's."""

    def exclusion(self, firms: Iterable[Firm], opportunity: Opportunity) -> Exclusion | None:
        """What keeps a firm and an opportunity apart, in words."""


def lists_of(pairs: Iterable[Pair], length: int) -> Lists:
    """Sort pairs into both directions: the plain definition of a full run."""
    firms: dict[int, list[Pair]] = {}
    opportunities: dict[int, list[Pair]] = {}
    for pair in pairs:
        firms.setdefault(pair.firm_id, []).append(pair)
        opportunities.setdefault(pair.opportunity_id, []).append(pair)
    for listed in firms.values():
        listed.sort(key=lambda pair: (-pair.score, str(pair.opportunity_id)))
        del listed[length:]
    for listed in opportunities.values():
        listed.sort(key=lambda pair: (-pair.score, str(pair.firm_id)))
        del listed[length:]
    return Lists(firms, opportunities)
