"""A small world whose scores are a table: the lists can be checked against plain sorting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from matching import adapters, services, sources
from matching.models import Match
from matching.pairs import Lists, Pair, lists_of


@dataclass
class World:
    """`scores`: {(firm, opportunity): score}; a pair that is not there is excluded."""

    firms: list[int]
    opportunities: list[int]
    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    version: str = "table-1"

    def scoring(self) -> "World":
        return self

    def records(self, ids: Iterable[int] | None = None) -> list[Any]:
        return [SimpleNamespace(id=str(pk)) for pk in self.firms if ids is None or pk in set(ids)]

    def postings(self, ids: Iterable[int] | None = None) -> list[Any]:
        wanted = None if ids is None else set(ids)
        return [SimpleNamespace(id=str(pk)) for pk in self.opportunities if wanted is None or pk in wanted]

    def pairs(self, firms: Iterable[Any], opportunities: Iterable[Any]) -> list[Pair]:
        postings = list(opportunities)
        return [self.pair(int(f.id), int(o.id)) for f in firms for o in postings if self.has(f, o)]

    def has(self, firm: Any, opportunity: Any) -> bool:
        return (int(firm.id), int(opportunity.id)) in self.scores

    def pair(self, firm: int, opportunity: int) -> Pair:
        score = self.scores[firm, opportunity]
        return Pair(firm, opportunity, score, None, lambda: {"band": "b", "findings": [{"points": score}]})

    def explainer(self, firms: Iterable[Any], opportunities: Iterable[Any]) -> Any:
        known = {pair.key: pair for pair in self.pairs(firms, opportunities)}
        return lambda pair: known[pair.key].explain

    def lists(self, firms: Iterable[Any], opportunities: Iterable[Any], length: int) -> Lists:
        return lists_of(self.pairs(firms, opportunities), length)


def install(world: World, monkeypatch: pytest.MonkeyPatch, *, length: int) -> None:
    """Let the services see this world instead of the database, with lists of `length`."""
    monkeypatch.setattr(adapters, "scoring", world.scoring)
    monkeypatch.setattr(adapters, "scorer_version", lambda: world.version)
    monkeypatch.setattr(adapters, "firms", world.records)
    monkeypatch.setattr(adapters, "count_words", lambda firms, opportunities: None)
    monkeypatch.setattr(sources, "opportunities", world.postings)
    monkeypatch.setattr(services, "LIST_LENGTH", length)


def stored() -> list[tuple[Any, ...]]:
    """Everything the rows say but their own keys and times."""
    rows = Match.objects.order_by("firm_id", "opportunity_id").values_list(
        "firm_id", "opportunity_id", "score", "band", "firm_rank", "opportunity_rank", "scorer_version"
    )
    found = dict(Match.objects.values_list("pk", "findings"))
    keys = Match.objects.order_by("firm_id", "opportunity_id").values_list("pk", flat=True)
    return [(*row, str(found[pk])) for row, pk in zip(rows, keys, strict=True)]
