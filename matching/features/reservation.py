"""企业的顾虑：企业说过不想要的，项目正文里提到了。

标题或填报的行业正是企业排除的，直接不配（见「硬条件」）；只在简介或要求里提到的，扣分并写明是哪一句。

The firm's reservations: whether the project's text mentions something the firm does not want.  In the title,
or as its industry, it excludes the pair; in the text it only costs points.
"""

from __future__ import annotations

from matching.dislikes import WEAK, Clause, judge, own_trade
from matching.knowledge import Knowledge
from matching.phrasing import Words, quote
from matching.sides import FirmSide, OpportunitySide


def found(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Clause | None:
    """The first reservation the opportunity's text touches."""
    for clause in firm.clauses:
        if judge(clause, own_trade(clause, firm, know), opportunity, know) == WEAK:
            return clause
    return None


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """-1000 when there is one, None otherwise."""
    return -1000 if found(firm, opportunity, know) is not None else None


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int) -> Words:
    """The sentence quotes the firm."""
    clause = found(firm, opportunity, know)
    said = clause.said if clause is not None else ""
    return Words(
        f"企业说过不考虑{quote(said)}，项目里有这方面的内容，引荐前先问清",
        f"The firm does not want “{said}”, which the project touches on: ask first",
        said,
        said,
    )
