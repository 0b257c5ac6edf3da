"""An effect with names: ids become firms and postings, in two queries however much changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from organisations.models import Firm


@dataclass(frozen=True, slots=True)
class NamedMove:
    firm_id: int
    firm: str
    opportunity_id: int
    posting: str
    before: int | None
    after: int | None
    score_before: float | None
    score_after: float | None

    @property
    def is_up(self) -> bool:
        return (self.after or 999) < (self.before or 999)


@dataclass(frozen=True, slots=True)
class NamedChange:
    firm_id: int
    firm: str
    enters: list[NamedMove]
    leaves: list[NamedMove]
    moves: int


@dataclass(frozen=True, slots=True)
class NamedEffect:
    """`raw`: matching.weighting.effects.Effect as it is stored. Who has gone since is called so."""

    raw: Mapping[str, Any]
    changes: list[NamedChange]
    biggest: list[NamedMove]
    unseen: list[tuple[int, str]]
    seen: list[tuple[int, str]]

    @property
    def is_nothing(self) -> bool:
        """Nobody's list and no band would change."""
        raw = self.raw
        same = all(before == after for _code, before, after in raw["bands"])
        return same and not (raw["firms_with_others"] or raw["firms_reordered"])

    @property
    def more_firms(self) -> int:
        return int(self.raw["firms_with_others"]) - len(self.changes)


def named(effect: Mapping[str, Any] | None) -> NamedEffect | None:
    """None for none."""
    if not effect:
        return None
    moves = [*effect["biggest"], *(m for c in effect["changes"] for m in (*c["enters"], *c["leaves"]))]
    firms = Firm.objects.in_bulk({*(m["firm_id"] for m in moves), *(c["firm_id"] for c in effect["changes"])})
    titles = _titles({*(m["opportunity_id"] for m in moves), *effect["unseen"], *effect["seen"]})
    gone = _("no longer there")

    def firm(pk: int) -> str:
        return firms[pk].name if pk in firms else gone

    def move(raw: Mapping[str, Any]) -> NamedMove:
        return NamedMove(firm=firm(raw["firm_id"]), posting=titles.get(raw["opportunity_id"], gone), **raw)

    return NamedEffect(
        effect,
        [
            NamedChange(
                each["firm_id"],
                firm(each["firm_id"]),
                sorted(map(move, each["enters"]), key=lambda m: m.after or 0),
                sorted(map(move, each["leaves"]), key=lambda m: m.before or 0),
                each["moves"],
            )
            for each in effect["changes"]
        ],
        [move(raw) for raw in effect["biggest"]],
        [(pk, titles.get(pk, gone)) for pk in effect["unseen"]],
        [(pk, titles.get(pk, gone)) for pk in effect["seen"]],
    )


def _titles(ids: Iterable[int]) -> dict[int, str]:
    return dict(Page.objects.filter(pk__in=set(ids)).values_list("pk", "title"))
