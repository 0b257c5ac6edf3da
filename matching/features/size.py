"""规模：项目的投资额、用地是不是企业拿得出、看得上的。

在企业预算以内得满分；超出预算越多扣得越多；低于预算下限扣得少些。园区类项目不看总投资，看单个项目的入园门槛；
没有写投资额而写了用地和投资强度的，用两者相乘来估。企业写了要多少地的，也看用地；项目写了投资强度的，
看企业最少的用地按这个强度投不投得起。几样里取最差的一样。任何一方没写，不加不减。

Size: whether the investment and the land are what the firm can carry and looks for. Within its budget
counts in full; the further above it the more it counts against, below its lower end less so. A park is
judged by what it asks of one tenant, not by its total. Where no amount is given, land times intensity
stands for it. The land a firm needs is held against the land on offer, and the least land it needs, at the
intensity asked for, against its budget. The worst of these counts.
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


_WIDER = ((1.0, 1000), (1.5, 700), (3.0, 200), (10.0, -400))
_NARROWER = ((1.0, 1000), (1.25, 500), (2.0, -300), (4.0, -800))
WIDER, NARROWER = _table(_WIDER), _table(_NARROWER)  # by land / upper end, and by lower end / land
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
    """Thousandths: the least of what spoke."""
    return min((worth for worth in values(firm, opportunity).values() if worth is not None), default=None)


def values(firm: FirmSide, opportunity: OpportunitySide) -> dict[str, int | None]:
    """Thousandths of money, land and intensity."""
    mine, asked = firm.firm, ask(opportunity)
    return {
        "money": None
        if asked is None
        else money_value(mine.budget_min_wan, mine.budget_max_wan, asked.wan, asked.kind),
        "land": land_value(mine.land_min_mu, mine.land_max_mu, land(opportunity)),
        "intensity": intensity_value(
            mine.budget_max_wan, mine.land_min_mu, opportunity.demands.intensity_wan
        ),
    }


def land(opportunity: OpportunitySide) -> float | None:
    """亩 on offer to one firm; None for a park, of which a tenant takes a part."""
    return None if opportunity.demands.park else opportunity.opportunity.land_mu


def land_value(low: float | None, high: float | None, mu: float | None) -> int | None:
    """Thousandths for the land a firm needs and the land on offer (亩)."""
    if not mu or not (low or high):
        return None
    over = int(min(mu / high * 1000, len(WIDER) - 1)) if high else 0
    under = int(min(low / mu * 1000, len(NARROWER) - 1)) if low else 0
    return min(WIDER[over], NARROWER[under])


def intensity_value(high: float | None, low_mu: float | None, intensity: float | None) -> int | None:
    """Thousandths: the least land (亩) at this intensity (万元 a 亩), against the budget (万元)."""
    if not high or not low_mu or not intensity:
        return None
    return ABOVE[int(min(intensity * low_mu / high * 1000, len(ABOVE) - 1))]


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
    """The sentence and both figures, of what counts least."""
    known = values(firm, opportunity)
    if known["money"] == result:
        return _money(firm, opportunity, result)
    return (
        _land(firm, opportunity, result) if known["land"] == result else _intensity(firm, opportunity, result)
    )


def _land(firm: FirmSide, opportunity: OpportunitySide, result: int) -> Words:
    low, high, offered = firm.firm.land_min_mu, firm.firm.land_max_mu, opportunity.opportunity.land_mu or 0.0
    left, left_en = area(low, high), area(low, high, english=True)
    here = (f"用地 {mu(offered)} 亩", f"{mu(offered)} mu of land")
    if high and offered > high:
        tail = ("大于企业要的", "more than the firm needs")
    elif low and offered < low:
        tail = ("不够企业要的" if result < 0 else "略少于企业要的", "less than the firm needs")
    else:
        tail = ("合企业要的", "what the firm needs")
    return Words(
        f"{here[0]}，{tail[0]}（{left}）",
        f"{here[1]}, {tail[1]} ({left_en})",
        left,
        f"{mu(offered)} 亩",
        left_en,
        f"{mu(offered)} mu",
    )


def _intensity(firm: FirmSide, opportunity: OpportunitySide, result: int) -> Words:
    low, high = firm.firm.land_min_mu or 0.0, firm.firm.budget_max_wan
    intensity = opportunity.demands.intensity_wan or 0.0
    least = low * intensity
    enough = high is not None and least <= high
    return Words(
        f"投资强度 {mu(intensity)} 万元/亩，企业最少要 {mu(low)} 亩，合 {money(least)}，"
        + (f"在预算之内（{budget(None, high)}）" if enough else f"超出预算（{budget(None, high)}）"),
        f"At CNY {mu(intensity / 100)} million a mu, the {mu(low)} mu the firm needs cost {money_en(least)}, "
        + ("within" if enough else "above")
        + f" its budget ({budget(None, high, english=True)})",
        f"{mu(low)} 亩，{budget(None, high)}",
        f"{mu(intensity)} 万元/亩",
        f"{mu(low)} mu, {budget(None, high, english=True)}",
        f"CNY {mu(intensity / 100)} million a mu",
    )


def mu(number: float) -> str:
    """A figure without needless zeros: 85, 12.5."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def area(low: float | None, high: float | None, *, english: bool = False) -> str:
    """A range of land: 60–100 亩; 不少于 60 亩."""
    unit = "mu" if english else "亩"
    if low and high:
        return f"{mu(low)}–{mu(high)} {unit}" if low != high else f"{mu(low)} {unit}"
    if high:
        return f"up to {mu(high)} mu" if english else f"不超过 {mu(high)} 亩"
    return f"{mu(low or 0)} mu or more" if english else f"不少于 {mu(low or 0)} 亩"


def _money(firm: FirmSide, opportunity: OpportunitySide, result: int) -> Words:
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
