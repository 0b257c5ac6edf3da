"""成熟与新鲜：项目准备得怎样，信息是不是近期核实过。

成熟度（0–6）越高、核实得越近，越值得现在去谈；一年没有核实的要扣分。两样都没写的不加不减。

Ready and fresh: how far the project is prepared, and how lately it was verified.  The higher its maturity
(0–6) and the later its verification, the better the time to talk; unverified for a year counts against.
Silent when neither is known.
"""

from __future__ import annotations

import datetime

from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide

MATURITY = (-500, -200, 100, 400, 600, 800, 1000)
FRESH = ((30, 1000), (90, 700), (180, 300), (365, -300))  # days since it was verified, thousandths
STALE = -1000


def value(opportunity: OpportunitySide, today: datetime.date | None) -> int | None:
    """Thousandths: the mean of what is known.  Without `today` only the maturity is known."""
    return ready_value(opportunity.opportunity.maturity, opportunity.opportunity.verified, today)


def freshness(verified: datetime.date | None, today: datetime.date | None) -> int | None:
    """Thousandths by the days since the posting was verified."""
    if verified is None or today is None:
        return None
    days = (today - verified).days
    return next((worth for limit, worth in FRESH if days <= limit), STALE)


def ready_value(
    maturity: int | None, verified: datetime.date | None, today: datetime.date | None
) -> int | None:
    """Thousandths of one posting."""
    fresh = freshness(verified, today)
    known = [] if maturity is None else [MATURITY[min(max(maturity, 0), len(MATURITY) - 1)]]
    known += [] if fresh is None else [fresh]
    return sum(known) // len(known) if known else None


def say(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int, today: datetime.date | None
) -> Words:
    """The sentence and the posting's own figures."""
    posted = opportunity.opportunity
    mature, fresh = posted.maturity, freshness(posted.verified, today)
    zh = [] if mature is None else [f"成熟度 {mature}（满分 6）"]
    en = [] if mature is None else [f"maturity {mature} of 6"]
    if fresh is not None and posted.verified is not None:
        zh.append(f"{posted.verified.isoformat()} 核实")
        en.append(f"verified on {posted.verified.isoformat()}")
    right, right_en = "，".join(zh), ", ".join(en)
    tail, tail_en = (
        ("可以谈了", "ready to talk")
        if result >= 500
        else ("", "")
        if result >= 0
        else ("先核实再谈", "verify first")
    )
    return Words(
        f"项目{right}{'，' + tail if tail else ''}",
        f"The project: {right_en}{', ' + tail_en if tail_en else ''}",
        "",
        right,
        "",
        right_en,
    )
