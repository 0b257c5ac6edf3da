"""硬条件：有一条不满足，分再高也不配，并说明是哪一条。

Constraints come before any score: closed or expired, opted out, the firm's earlier 不相关, an excluded
region (with
all places below it), an excluded industry or dislike, a budget below the office's stated minimum.
"""

from __future__ import annotations

import datetime

from matching.dislikes import STRONG, judge, own_trade
from matching.knowledge import Knowledge
from matching.phrasing import budget, money, money_en, quote
from matching.sides import FirmSide, OpportunitySide
from matching.types import Exclusion

ORDER = ("closed", "opted_out", "dismissed", "excluded_region", "excluded_industry", "dislike", "minimum")
CLOSED = frozenset({"closed", "expired", "withdrawn"})


def exclusion(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, today: datetime.date | None
) -> Exclusion | None:
    """The first constraint that forbids the pair, or None.

    Deadlines are only looked at when `today` is given.
    """
    return (
        closed(opportunity, today)
        or opted_out(firm)
        or dismissed(firm, opportunity)
        or excluded_region(firm, opportunity, know)
        or excluded_industry(firm, opportunity, know)
        or dislike(firm, opportunity, know)
        or below_minimum(firm, opportunity)
    )


def closed(opportunity: OpportunitySide, today: datetime.date | None) -> Exclusion | None:
    """项目已关闭或已过截止日。"""
    posted = opportunity.opportunity
    if posted.status in CLOSED:
        return Exclusion("closed", "项目已经关闭，不再对接", "The project is closed", "", posted.status or "")
    if today is not None and posted.deadline is not None and posted.deadline < today:
        return Exclusion(
            "closed",
            f"项目已于 {posted.deadline.isoformat()} 截止",
            f"The project closed on {posted.deadline.isoformat()}",
            "",
            posted.deadline.isoformat(),
        )
    return None


def opted_out(firm: FirmSide) -> Exclusion | None:
    """企业已关闭接收推荐。"""
    if firm.firm.opted_out:
        return Exclusion("opted_out", "企业已关闭接收推荐", "The firm has opted out of suggestions")
    return None


def dismissed(firm: FirmSide, opportunity: OpportunitySide) -> Exclusion | None:
    """企业对这个项目点过「不相关」。"""
    for id_, reason in firm.firm.dismissed:
        if id_ == opportunity.opportunity.id:
            tail, tail_en = (f"，理由：{reason}", f": {reason}") if reason else ("", "")
            return Exclusion(
                "dismissed",
                f"企业已把它标为「不相关」{tail}",
                f"The firm called it not relevant{tail_en}",
                reason,
            )
    return None


def excluded_region(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目在企业排除的地区（含下辖各地）。"""
    tree = know.taxonomy.regions
    path = tree.ancestors(opportunity.place) if opportunity.place else ()
    for code in firm.firm.excluded_region_codes:
        if code in path and opportunity.place is not None:
            here, there = tree[opportunity.place], tree[code]
            zh = (
                f"企业写明不考虑{there.full_name}"
                if here is there
                else f"企业写明不考虑{there.full_name}，项目在{here.full_name}"
            )
            return Exclusion(
                "excluded_region",
                zh,
                f"The firm excludes {there.name_en or there.name}",
                there.full_name,
                tree.path_name(opportunity.place),
            )
    return None


def excluded_industry(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目属企业排除的行业。"""
    tree = know.taxonomy.industries
    for code in firm.firm.excluded_gb4754:
        for item in opportunity.evidence:
            if item.trust >= 92 and tree.is_within(item.code, code):
                return Exclusion(
                    "excluded_industry",
                    f"企业写明不考虑{tree[code].name}，项目是{tree[item.code].name}",
                    f"The firm excludes {tree[code].name_en or tree[code].name}",
                    tree[code].name,
                    tree[item.code].name,
                )
    mask = know.sector_mask(firm.firm.excluded_sectors)
    if mask and opportunity.sectors and opportunity.sectors & ~mask == 0:
        sectors = know.taxonomy.crosswalk.sectors
        name = next(
            sectors[code].name for code, bit in know.sector_bits.items() if opportunity.sectors & mask & bit
        )
        return Exclusion(
            "excluded_industry",
            f"企业写明不考虑{name}行业",
            f"The firm excludes the sector {name}",
            name,
            name,
        )
    return None


def dislike(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目正是企业说过不想要的。"""
    for clause in firm.clauses:
        if judge(clause, own_trade(clause, firm, know), opportunity, know) == STRONG:
            return Exclusion(
                "dislike",
                f"企业说过不考虑{quote(clause.said)}，这个项目正属此类",
                f"The firm does not want “{clause.said}”",
                firm.firm.dislikes,
                opportunity.opportunity.title,
            )
    return None


def below_minimum(firm: FirmSide, opportunity: OpportunitySide) -> Exclusion | None:
    """企业预算达不到项目写明的最低投资。"""
    least, high = opportunity.demands.least_wan, firm.firm.budget_max_wan
    if least is None or high is None or high >= least:
        return None
    return Exclusion(
        "minimum",
        f"项目要求最低投资 {money(least)}，企业预算{budget(None, high)}",
        f"The project asks for at least {money_en(least)}, "
        f"the firm's budget is {budget(None, high, english=True)}",
        budget(firm.firm.budget_min_wan, high),
        f"{money(least)}起",
    )
