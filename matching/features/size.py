"""规模：项目的投资额、用地是不是企业拿得出、看得上的。

在企业预算以内得满分；超出预算越多扣得越多；低于预算下限扣得少些。园区类项目不看总投资，看单个项目的入园门槛；
没有写投资额而写了用地和投资强度的，用两者相乘来估。任何一方没写，不加不减。

Size: within the firm's budget counts in full; the further above it the more it counts against, below its
lower
end less so.  A park is judged by what it asks of one tenant, not by its total.  Where no amount is given,
land
times intensity stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from matching.knowledge import Knowledge
from matching.phrasing import Words, budget, money, money_en
from matching.sides import FirmSide, OpportunitySide

_ABOVE = ((1.0, 1000), (1.2, 600), (1.5, 200), (2.0, -200), (4.0, -700), (8.0, -1000))
_BELOW = ((1.0, 1000), (1.5, 700), (3.0, 200), (6.0, -200), (20.0, -600))


def _table(steps: tuple[tuple[float, int], ...]) -> tuple[int, ...]:
    """Value by thousandths of a ratio: 1000 up to one, then straight lines between the steps."""
    values = [1000] * 1001
    for (r0, v0), (r1, v1) in zip(steps, steps[1:], strict=False):
        first, last = round(r0 * 1000), round(r1 * 1000)
        values += [v0 + (v1 - v0) * (at - first) // (last - first) for at in range(first + 1, last + 1)]
    return tuple(values)


ABOVE, BELOW = _table(_ABOVE), _table(_BELOW)  # by amount / upper end, and by lower end / amount


@dataclass(frozen=True, slots=True)
class Ask:
    """What the opportunity asks in 万元, and how that is known: total, entry or estimate."""

    wan: float
    kind: str


def ask(opportunity: OpportunitySide) -> Ask | None:
    """The amount to hold against the budget."""
    posted, wanted = opportunity.opportunity, opportunity.demands
    if wanted.park and wanted.least_wan:
        return Ask(wanted.least_wan, "entry")
    if posted.amount_wan is not None and posted.amount_wan > 0:
        return Ask(posted.amount_wan, "park" if wanted.park else "total")
    if wanted.least_wan:
        return Ask(wanted.least_wan, "entry")
    if (
        wanted.intensity_wan is not None
        and posted.land_mu is not None
        and posted.land_mu > 0
        and not wanted.park
    ):
        return Ask(wanted.intensity_wan * posted.land_mu, "estimate")
    return None


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths."""
    asked = ask(opportunity)
    if asked is None:
        return None
    return money_value(firm.firm.budget_min_wan, firm.firm.budget_max_wan, asked.wan, asked.kind)


def money_value(low: float | None, high: float | None, wan: float, kind: str) -> int | None:
    """Thousandths for one budget and one amount.  A park's total within the budget counts; above it says
    nothing.

    An entry threshold is met by any budget that reaches it.
    """
    if not low and not high:
        return None
    over = under = 0
    if high:
        if wan > high and kind == "park":
            return None
        over = int(min(wan / high * 1000, len(ABOVE) - 1))
    if low and kind != "entry":
        under = int(min(low / wan * 1000, len(BELOW) - 1))
    return min(ABOVE[over], BELOW[under])


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int) -> Words:
    """The sentence and both figures."""
    asked = ask(opportunity)
    if asked is None:
        raise ValueError("a silent size has no sentence")
    low, high = firm.firm.budget_min_wan, firm.firm.budget_max_wan
    left = budget(low, high)
    what = {"entry": "入门投资", "total": "投资额", "park": "总投资", "estimate": "按用地和强度估算的投资"}[
        asked.kind
    ]
    what_en = {
        "entry": "The entry investment",
        "total": "The investment",
        "park": "The total",
        "estimate": "The investment estimated from land and intensity",
    }[asked.kind]
    right = money(asked.wan) if asked.kind != "entry" else f"{money(asked.wan)}起"
    right_en = money_en(asked.wan) if asked.kind != "entry" else f"from {money_en(asked.wan)}"
    here, here_en = f"{what} {money(asked.wan)}", f"{what_en} of {money_en(asked.wan)}"
    mine, mine_en = left, budget(low, high, english=True)
    if high and asked.wan > high:
        zh = f"{here}，超出企业预算（{mine}）" if result < 0 else f"{here}，略高于企业预算（{mine}）"
        en = f"{here_en} is above the firm's budget ({mine_en})"
        return Words(zh, en, left, right, mine_en, right_en)
    if result < 1000:
        zh = (
            f"{here}，低于企业想投的规模（{mine}）"
            if result < 700
            else f"{here}，略低于企业想投的规模（{mine}）"
        )
        en = f"{here_en} is below what the firm looks for ({mine_en})"
        return Words(zh, en, left, right, mine_en, right_en)
    return Words(
        f"{here}，在企业预算之内（{mine}）",
        f"{here_en} is within the firm's budget ({mine_en})",
        left,
        right,
        mine_en,
        right_en,
    )
