"""The core at work for the services: the taxonomy of the database, the words as they were last counted."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from matching.adapters import explanation
from matching.constraints import exclusion
from matching.knowledge import Knowledge
from matching.pairs import Lists, Pair, PairKey, lists_of
from matching.scorer import GRAIN, Scorer, corpus_of
from matching.sides import FirmSide, OpportunitySide
from matching.silence import silences
from matching.text.corpus import Corpus
from matching.types import Exclusion, Firm, Opportunity
from search.fold import simplified
from taxonomy import tree
from taxonomy.tables import Taxonomy

_held: tuple[Taxonomy, Knowledge] | None = None


def knowledge() -> Knowledge:
    """Made once for the taxonomy as it now stands."""
    global _held
    taxonomy = tree.current()
    if _held is None or _held[0] is not taxonomy:
        _held = (taxonomy, Knowledge.of(taxonomy))
    return _held[1]


class CoreScoring:
    """`matching.pairs.Scoring` by the plain scorer."""

    def __init__(self, *, corpus: Corpus, today: datetime.date) -> None:
        self.scorer = Scorer(corpus=corpus, knowledge=knowledge(), today=today)
        self.version = self.scorer.version

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
        return lists_of(self.pairs(firms, opportunities), length)

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
        silent = silences(self.scorer, firm, opportunity)
        return explanation(dataclasses.replace(match, findings=(*match.findings, *silent)))


def _plain(record: Any, *names: str) -> Any:
    """The record with these texts in simplified characters, so that 繁體 finds what 简体 finds."""
    table = simplified()
    changed = {name: text.translate(table) for name in names if (text := getattr(record, name))}
    changed = {name: text for name, text in changed.items() if text != getattr(record, name)}
    return dataclasses.replace(record, **changed) if changed else record
