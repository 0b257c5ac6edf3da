"""What a side has not said: shown as an open socket, counted neither for nor against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.features import industry, mode, size
from matching.phrasing import budget, money
from matching.types import Finding

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


def silences(scorer: Scorer, firm: FirmSide, opportunity: OpportunitySide) -> list[Finding]:
    """A finding without value for each feature on which a side was silent, in the order of the features.

    `left` or `right` is "" where that side was silent, and says what the other wrote. A feature that has
    nothing to go by although both wrote (a place with no tie to the firm's) gives none.
    """
    know = scorer.know
    names = know.taxonomy.industries
    asked = size.ask(opportunity)
    posted, seeks = opportunity.opportunity, firm.firm
    said: dict[str, tuple[str, str]] = {
        "industry": (
            "、".join(names[item.code].name for item in firm.evidence[:2])
            or industry.sector_names(firm.sectors, know),
            "、".join(names[item.code].name for item in opportunity.evidence[:2])
            or industry.sector_names(opportunity.sectors, know),
        ),
        "region": (
            "、".join(know.taxonomy.regions[code].full_name for code, _trust in firm.wishes)
            or _place(firm.hometown or firm.business, scorer),
            _place(opportunity.place, scorer),
        ),
        "size": (
            budget(seeks.budget_min_wan, seeks.budget_max_wan),
            money(asked.wan) if asked else "",
        ),
        "mode": (_modes(firm.modes), _modes(opportunity.modes)),
        "text": (seeks.profile.strip()[:24], (posted.summary or posted.title).strip()[:24]),
    }
    found = []
    for feature, value in scorer.values(firm, opportunity).items():
        if value is not None or feature not in said:
            continue
        left, right = said[feature]
        if left and right:
            continue
        sentences = [words for words, side in zip(WORDS[feature], (left, right), strict=True) if not side]
        weight = scorer.weights.of(feature) / 100
        found.append(
            Finding(
                feature,
                0.0,
                weight,
                None,
                "，".join(pair[0] for pair in sentences) + "，不加不减",
                "; ".join(pair[1] for pair in sentences) + ": neither for nor against",
                left,
                right,
            )
        )
    return found


def _place(code: str | None, scorer: Scorer) -> str:
    return scorer.know.taxonomy.regions.path_name(code) if code else ""


def _modes(codes: frozenset[str]) -> str:
    return mode._names(codes) if codes else ""
