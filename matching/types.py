"""What goes into matching and what comes out of it.  Plain, frozen, free of Django.

Money is in 万元 (10,000 CNY), land in 亩 (1/15 hectare).  None or an empty tuple means: not said.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Past:
    """Something between a firm and an earlier posting.

    `verdict`: "interested" or "not_relevant"; `reason` (too_far, wrong_industry, too_large, too_small, …)
    goes with the latter.  `office` is the office's id, `place` the posting's region code, `code` its main
    industry.
    """

    verdict: str
    office: str | None = None
    place: str | None = None
    code: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm, or one intent of a firm: what it is, and what it seeks.

    `sectors` are codes of the twelve; `gb4754` codes of any level without the letter (13, 137, 1371) or the
    letter alone (C); region codes are GB/T 2260.  `dismissed` are the opportunities it called 不相关, each
    with
    the reason it gave.
    """

    id: str
    name: str = ""
    sectors: tuple[str, ...] = ()
    gb4754: tuple[str, ...] = ()
    business_region_code: str | None = None
    hometown_region_code: str | None = None
    target_region_codes: tuple[str, ...] = ()
    excluded_region_codes: tuple[str, ...] = ()
    budget_min_wan: float | None = None
    budget_max_wan: float | None = None
    modes: tuple[str, ...] = ()
    profile: str = ""
    dislikes: str = ""
    intent_id: str | None = None
    land_min_mu: float | None = None
    land_max_mu: float | None = None
    excluded_gb4754: tuple[str, ...] = ()
    excluded_sectors: tuple[str, ...] = ()
    dismissed: tuple[tuple[str, str], ...] = ()
    opted_out: bool = False
    past: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An opportunity as an office posts it.  `status` "closed" or "expired" takes it out of every list;
    `office` is the id of who posted it.
    """

    id: str
    title: str = ""
    summary: str = ""
    region_code: str | None = None
    sectors: tuple[str, ...] = ()
    gb4754: tuple[str, ...] = ()
    amount_wan: float | None = None
    modes: tuple[str, ...] = ()
    land_mu: float | None = None
    requirements: str = ""
    min_investment_wan: float | None = None
    intensity_wan_per_mu: float | None = None
    maturity: int | None = None
    verified: datetime.date | None = None
    deadline: datetime.date | None = None
    status: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason.  `points` = `weight` x `value`; the points of all findings add up to the score.

    `value` is in [-1, 1]; None says that a side was silent (then `points` is 0).  `left` is what the firm
    said, `right` what the opportunity said; "" when it said nothing.  `left_en` and `right_en` are the same
    for English pages, "" where it is a quotation, which is not translated.
    """

    feature: str
    points: float
    weight: float
    value: float | None
    sentence: str
    sentence_en: str
    left: str = ""
    right: str = ""
    left_en: str = ""
    right_en: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a pair is out of the question, whatever its score would have been.

    `left` is what the firm said, `right` what the posting says; `left_en` and `right_en` the same for English
    pages, "" where it is a quotation.
    """

    constraint: str
    sentence: str
    sentence_en: str
    left: str = ""
    right: str = ""
    left_en: str = ""
    right_en: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair with its score (0–100), band ("introduce", "send", "reference") and reasons,
    the strongest first.
    """

    firm_id: str
    opportunity_id: str
    score: float
    band: str
    findings: tuple[Finding, ...]
    excluded: Exclusion | None = None
