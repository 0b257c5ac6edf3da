"""What a side has not said: shown as an open socket, counted neither for nor against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matching.features import industry, mode, region, size
from matching.phrasing import budget, money, money_en
from matching.types import Finding

if TYPE_CHECKING:
    from matching.knowledge import Knowledge
    from matching.scorer import Scorer
    from matching.sides import FirmSide, OpportunitySide

Sides = tuple[str, str, str, str]
"""What the firm wrote, what the posting wrote, and the same in English."""

# feature: what the firm did not write, what the posting did not; Chinese, English
WORDS = {
    "industry": (
        ("企业没有写行业", "The firm named no industry"),
        ("项目没有写行业", "The posting names no industry"),
    ),
    "region": (
        ("企业没有写想去哪里", "The firm named no place"),
        ("项目没有写地点", "The posting names no place"),
    ),
    "size": (
        ("企业没有写预算", "The firm gave no budget"),
        ("项目没有公布投资额", "The posting gives no amount"),
    ),
    "mode": (
        ("企业没有写合作方式", "The firm named no mode"),
        ("项目没有写合作方式", "The posting names no mode"),
    ),
    "text": (
        ("企业没有写文字说明", "The firm wrote no text"),
        ("项目没有写文字说明", "The posting has no text"),
    ),
}


def silences(
    scorer: Scorer, firm: FirmSide, opportunity: OpportunitySide, spoken: Iterable[str]
) -> list[Finding]:
    """A finding without value for each feature on which a side was silent, in the order of the features.

    `spoken`: the features that have a value. `left` or `right` is "" where that side was silent, and says
    what the other wrote. A feature that has nothing to go by although both wrote (a place with no tie to the
    firm's) gives none.
    """
    found, said = [], set(spoken)
    for feature in (name for name in WORDS if name not in said):
        left, right, left_en, right_en = SAID[feature](firm, opportunity, scorer)
        if left and right:
            continue
        sides = zip(WORDS[feature], (left, right), strict=True)
        sentences = [words for words, side in sides if not side]
        found.append(
            Finding(
                feature,
                0.0,
                scorer.weights.of(feature) / 100,
                None,
                "，".join(zh for zh, _en in sentences) + "，不加不减",
                "; ".join(en for _zh, en in sentences) + ": neither for nor against",
                left,
                right,
                left_en,
                right_en,
            )
        )
    return found


def _industry(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> Sides:
    (left, left_en), (right, right_en) = _trades(firm, scorer.know), _trades(opportunity, scorer.know)
    return left, right, left_en, right_en


def _trades(side: FirmSide | OpportunitySide, know: Knowledge) -> tuple[str, str]:
    codes = [item.code for item in side.evidence[:2]]
    return (
        "、".join(know.taxonomy.industries[code].name for code in codes)
        or industry.sector_names(side.sectors, know),
        ", ".join(industry.english_name(code, know) for code in codes)
        or industry.sector_names(side.sectors, know, english=True),
    )


def _region(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> Sides:
    know = scorer.know
    left, left_en = region.wished(firm, know)
    if not left:
        left, left_en = _place(firm.hometown or firm.business, know)
    right, right_en = _place(opportunity.place, know)
    return left, right, left_en, right_en


def _size(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> Sides:
    asked, low, high = size.ask(opportunity), firm.firm.budget_min_wan, firm.firm.budget_max_wan
    return (
        budget(low, high),
        money(asked.wan) if asked else "",
        budget(low, high, english=True),
        money_en(asked.wan) if asked else "",
    )


def _mode(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> Sides:
    mine, theirs = firm.modes, opportunity.modes
    return (
        mode.names(mine),
        mode.names(theirs),
        mode.names(mine, english=True),
        mode.names(theirs, english=True),
    )


def _text(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> Sides:
    posted = opportunity.opportunity
    return firm.firm.profile.strip()[:24], (posted.summary or posted.title).strip()[:24], "", ""


SAID = {"industry": _industry, "region": _region, "size": _size, "mode": _mode, "text": _text}


def _place(code: str | None, know: Knowledge) -> tuple[str, str]:
    return (know.taxonomy.regions.path_name(code), region.path_en(code, know)) if code else ("", "")
