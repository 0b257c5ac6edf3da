"""硬条件：有一条不满足，分再高也不配，并说明是哪一条。

Constraints come before any score: closed or expired, opted out, an earlier “not relevant”, an excluded region
(with all places below it), an excluded industry or dislike, a budget below the office's stated minimum.
"""

from __future__ import annotations

import datetime

from matching.dislikes import STRONG, judge, own_trade
from matching.features.industry import english_name, sector_names
from matching.features.region import path_en
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
    """项目已关闭或已过截止日。

    The project is closed, or its deadline has passed.
    """
    posted = opportunity.opportunity
    if posted.status in CLOSED:
        return Exclusion(
            "closed", "项目已经关闭，不再对接", "The project is closed", "", "已关闭", "", "closed"
        )
    if today is not None and posted.deadline is not None and posted.deadline < today:
        return Exclusion(
            "closed",
            f"项目已于 {posted.deadline.isoformat()} 截止",
            f"The project closed on {posted.deadline.isoformat()}",
            "",
            posted.deadline.isoformat(),
            "",
            posted.deadline.isoformat(),
        )
    return None


def opted_out(firm: FirmSide) -> Exclusion | None:
    """企业已关闭接收推荐。

    The firm has opted out of suggestions.
    """
    if firm.firm.opted_out:
        return Exclusion(
            "opted_out",
            "企业已关闭接收推荐",
            "The firm has opted out of suggestions",
            "不接收推荐",
            "",
            "opted out",
            "",
        )
    return None


def dismissed(firm: FirmSide, opportunity: OpportunitySide) -> Exclusion | None:
    """企业对这个项目点过「不相关」。

    The firm called this posting not relevant.
    """
    for id_, reason in firm.firm.dismissed:
        if id_ == opportunity.opportunity.id:
            tail, tail_en = (f"，理由：{reason}", f": {reason}") if reason else ("", "")
            return Exclusion(
                "dismissed",
                f"企业已把它标为「不相关」{tail}",
                f"The firm called it not relevant{tail_en}",
                f"不相关{tail}",
                opportunity.opportunity.title,
                f"not relevant{tail_en}",
            )
    return None


def excluded_region(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目在企业排除的地区（含下辖各地）。

    The project lies in a region the firm excludes, or below it.
    """
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
                f"The firm excludes {there.name_en or there.name}"
                + ("" if here is there else f"; the project is in {here.name_en or here.name}"),
                there.full_name,
                tree.path_name(opportunity.place),
                there.name_en or there.full_name,
                path_en(opportunity.place, know),
            )
    return None


def excluded_industry(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目属企业排除的行业。

    The project belongs to an industry or sector the firm excludes.
    """
    tree = know.taxonomy.industries
    for code in firm.firm.excluded_gb4754:
        for item in opportunity.evidence:
            if item.trust >= 92 and tree.is_within(item.code, code):
                return Exclusion(
                    "excluded_industry",
                    f"企业写明不考虑{tree[code].name}，项目是{tree[item.code].name}",
                    f"The firm excludes {english_name(code, know)}; "
                    f"the project is {english_name(item.code, know)}",
                    tree[code].name,
                    tree[item.code].name,
                    english_name(code, know),
                    english_name(item.code, know),
                )
    mask = know.sector_mask(firm.firm.excluded_sectors)
    if mask and opportunity.sectors and opportunity.sectors & ~mask == 0:
        sectors = know.taxonomy.crosswalk.sectors
        sector = next(
            sectors[code] for code, bit in know.sector_bits.items() if opportunity.sectors & mask & bit
        )
        return Exclusion(
            "excluded_industry",
            f"企业写明不考虑{sector.name}行业",
            f"The firm excludes the sector {sector.name_en}",
            sector.name,
            sector_names(opportunity.sectors, know),
            sector.name_en,
            sector_names(opportunity.sectors, know, english=True),
        )
    return None


def dislike(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Exclusion | None:
    """项目正是企业说过不想要的。

    The project is what the firm said it does not want.
    """
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
    """企业预算达不到项目写明的最低投资。

    The firm's budget does not reach the least investment the project states.
    """
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
        budget(firm.firm.budget_min_wan, high, english=True),
        f"from {money_en(least)}",
    )
