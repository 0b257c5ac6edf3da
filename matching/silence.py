"""What a side has not said: shown as an open socket, counted neither for nor against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matching.features import industry, size
from matching.phrasing import budget, money
from matching.types import Finding
from taxonomy.modes import MODES

if TYPE_CHECKING:
    from matching.scorer import Scorer
    from matching.sides import FirmSide, OpportunitySide

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
    found = []
    for feature in (name for name in WORDS if name not in set(spoken)):
        left, right = SAID[feature](firm, opportunity, scorer)
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
            )
        )
    return found


def _industry(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> tuple[str, str]:
    know, names = scorer.know, scorer.know.taxonomy.industries
    return (
        "、".join(names[item.code].name for item in firm.evidence[:2])
        or industry.sector_names(firm.sectors, know),
        "、".join(names[item.code].name for item in opportunity.evidence[:2])
        or industry.sector_names(opportunity.sectors, know),
    )


def _region(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> tuple[str, str]:
    regions = scorer.know.taxonomy.regions
    wished = "、".join(regions[code].full_name for code, _trust in firm.wishes)
    return wished or _place(firm.hometown or firm.business, scorer), _place(opportunity.place, scorer)


def _size(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> tuple[str, str]:
    asked, seeks = size.ask(opportunity), firm.firm
    return budget(seeks.budget_min_wan, seeks.budget_max_wan), money(asked.wan) if asked else ""


def _mode(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> tuple[str, str]:
    return _names(firm.modes), _names(opportunity.modes)


def _text(firm: FirmSide, opportunity: OpportunitySide, scorer: Scorer) -> tuple[str, str]:
    posted = opportunity.opportunity
    return firm.firm.profile.strip()[:24], (posted.summary or posted.title).strip()[:24]


SAID = {"industry": _industry, "region": _region, "size": _size, "mode": _mode, "text": _text}


def _place(code: str | None, scorer: Scorer) -> str:
    return scorer.know.taxonomy.regions.path_name(code) if code else ""


def _names(codes: frozenset[str]) -> str:
    return "、".join(mode.name for code, mode in MODES.items() if code in codes)
