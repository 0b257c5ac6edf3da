"""The core at work for the services: the taxonomy of the database, the words as they were last counted."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

from matching.adapters import explanation
from matching.constraints import exclusion
from matching.engine import Ranking, rank
from matching.engine.ranking import rank_compiled
from matching.knowledge import Knowledge
from matching.pairs import Lists, Pair, PairKey, lists_of
from matching.scorer import GRAIN, Scorer, corpus_of
from matching.sides import FirmSide, OpportunitySide
from matching.silence import silences
from matching.text.corpus import Corpus
from matching.types import Exclusion, Firm, Opportunity
from matching.weighting.models import WeightSet
from matching.weights import DEFAULT, Weights
from search.analysis import analyzer
from search.fold import simplified
from taxonomy import tree
from taxonomy.tables import Taxonomy

_held: tuple[Taxonomy, Knowledge] | None = None


def knowledge() -> Knowledge:
    """Made once for the taxonomy as it now stands."""
    global _held
    taxonomy = tree.current()
    if _held is None or _held[0] is not taxonomy:
        _held = (taxonomy, Knowledge.of(taxonomy, segmenter=segmented))
    return _held[1]


def segmented(text: str) -> list[str]:
    """The words of a text as the search divides it."""
    return analyzer().tokens(text).words.split()


class CoreScoring:
    """`matching.pairs.Scoring` by the plain scorer."""

    def __init__(
        self,
        *,
        corpus: Corpus,
        today: datetime.date,
        weights: Weights = DEFAULT,
        version: WeightSet | None = None,
    ) -> None:
        """`version`: the row the weights come from; its number stands in the scorer's version."""
        self.scorer = Scorer(corpus=corpus, knowledge=knowledge(), today=today, weights=weights)
        self.version = self.scorer.version + (f"-w{version.number}" if version else "")
        self.version_id = version.pk if version else None

    def firm(self, record: Firm) -> FirmSide:
        return self.scorer.firm(_plain(record, "profile", "dislikes"))

    def opportunity(self, record: Opportunity) -> OpportunitySide:
        return self.scorer.opportunity(_plain(record, "title", "summary", "requirements"))

    def count_words(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]) -> Corpus:
        """How rare each word is among all that both sides wrote; each record of a firm counts."""
        return corpus_of(map(self.firm, firms), map(self.opportunity, opportunities))

    def pairs(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]) -> list[Pair]:
        """Every pair no constraint keeps apart, by the firm's best intent (among equals the oldest)."""
        scorer, know = self.scorer, self.scorer.know
        posted = [self.opportunity(record) for record in opportunities]
        best: dict[PairKey, Pair] = {}
        for record in firms:
            firm = self.firm(record)
            firm_id, intent_id = int(record.id), int(record.intent_id) if record.intent_id else None
            for opportunity in posted:
                if exclusion(firm, opportunity, know, scorer.today) is not None:
                    continue
                score = self._score(firm, opportunity)
                key = (firm_id, int(opportunity.opportunity.id))
                if key not in best or score > best[key].score:
                    best[key] = Pair(*key, score, intent_id, partial(self._explain, firm, opportunity))
        return list(best.values())

    def lists(self, firms: Iterable[Firm], opportunities: Iterable[Opportunity], length: int) -> Lists:
        """By the fast engine: as `lists_of(self.pairs(…))`, which a test holds it to.

        The engine ranks records. A firm that stands on a list with its best record is among the first
        `length` firms there, so it stands behind fewer than `length` x (most records of a firm) records.
        """
        ranking, _top = self._ranking(firms, opportunities, length)
        return self._lists(ranking, length)

    def trial(
        self, firms: Iterable[Firm], opportunities: Iterable[Opportunity], length: int, weights: Weights
    ) -> tuple[Lists, Lists]:
        """The lists under the present weights and under others; both sides are read once."""
        ranking, top = self._ranking(firms, opportunities, length)
        other = rank_compiled(ranking.compiled.reweighted(weights), top)
        return self._lists(ranking, length), self._lists(other, length)

    def _ranking(
        self, firms: Iterable[Firm], opportunities: Iterable[Opportunity], length: int
    ) -> tuple[Ranking, int]:
        records = [_plain(record, "profile", "dislikes") for record in firms]
        posted = [_plain(record, "title", "summary", "requirements") for record in opportunities]
        top = length * max(Counter(record.id for record in records).values(), default=1)
        return rank(records, posted, scorer=self.scorer, corpus=self.scorer.corpus, top=top), top

    def _lists(self, ranking: Ranking, length: int) -> Lists:
        mine, theirs = ranking.compiled.firms, ranking.compiled.opportunities
        best: dict[PairKey, tuple[int, int, int]] = {}
        for found, firm, opportunity in (
            (ranking.by_firm, ranking.by_firm.owner, ranking.by_firm.other),
            (ranking.by_opportunity, ranking.by_opportunity.other, ranking.by_opportunity.owner),
        ):
            rows = zip(firm.tolist(), opportunity.tolist(), found.score.tolist(), strict=True)
            for f, o, score in rows:
                key = (int(mine[f].firm.id), int(theirs[o].opportunity.id))
                held = best.get(key)
                if held is None or (-score, f) < (-held[0], held[1]):
                    best[key] = (score, f, o)
        return lists_of(
            (self._pair(key, mine[f], theirs[o], score) for key, (score, f, o) in best.items()), length
        )

    def _pair(self, key: PairKey, firm: FirmSide, opportunity: OpportunitySide, score: int) -> Pair:
        intent_id = int(firm.firm.intent_id) if firm.firm.intent_id else None
        return Pair(*key, score / GRAIN, intent_id, partial(self._explain, firm, opportunity))

    def explainer(
        self, firms: Iterable[Firm], opportunities: Iterable[Opportunity]
    ) -> Callable[[Pair], Callable[[], dict[str, Any]]]:
        mine = {(int(one.id), int(one.intent_id) if one.intent_id else None): one for one in firms}
        theirs = {int(one.id): one for one in opportunities}
        firm_side, posted = lru_cache(maxsize=10_000)(self.firm), lru_cache(maxsize=100_000)(self.opportunity)

        def explainer(pair: Pair) -> Callable[[], dict[str, Any]]:
            firm, opportunity = mine[pair.firm_id, pair.intent_id], theirs[pair.opportunity_id]
            return lambda: self._explain(firm_side(firm), posted(opportunity))

        return explainer

    def exclusion(self, firms: Iterable[Firm], opportunity: Opportunity) -> Exclusion | None:
        """What keeps a firm and an opportunity apart; None when one of its records may go with it."""
        posted = self.opportunity(opportunity)
        barred = [exclusion(self.firm(f), posted, self.scorer.know, self.scorer.today) for f in firms]
        return None if None in barred or not barred else barred[0]

    def _score(self, firm: FirmSide, opportunity: OpportunitySide) -> float:
        """As `Scorer.explain` sums it up, without the sentences."""
        values, weigh = self.scorer.values(firm, opportunity), self.scorer.weights.of
        total = sum(weigh(name) * value for name, value in values.items() if value is not None)
        return max(total, 0) / GRAIN

    def _explain(self, firm: FirmSide, opportunity: OpportunitySide) -> dict[str, Any]:
        match = self.scorer.explain(firm, opportunity)
        spoken = [finding.feature for finding in match.findings]
        silent = silences(self.scorer, firm, opportunity, spoken)
        return explanation(dataclasses.replace(match, findings=(*match.findings, *silent)), self.version_id)


def _plain(record: Any, *names: str) -> Any:
    """The record with these texts in simplified characters, so that 繁體 finds what 简体 finds."""
    table = simplified()
    changed = {name: text.translate(table) for name in names if (text := getattr(record, name))}
    changed = {name: text for name, text in changed.items() if text != getattr(record, name)}
    return dataclasses.replace(record, **changed) if changed else record
