"""A firm and an opportunity, read once: codes with how far they are to be trusted, places, demands, words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.dislikes import Clause, clauses
from matching.knowledge import Knowledge
from matching.places import FROM_TEXT, wishes_in
from matching.requirements import Demands, demands
from matching.roles import asked, played
from matching.text.bag import Bag, bag
from matching.text.lexicon import SITE, Hint
from matching.text.tokens import fold, without_form
from matching.types import Firm, Opportunity

GIVEN, GIVEN_TOO = 100, 94  # the first code a side filled in is its main industry
TITLE, SUMMARY = 92, 75  # an opportunity's words
TITLE_BESIDE, SUMMARY_BESIDE = 75, 50  # the same when codes, or codes and title, say something
QUALIFIER = 70  # per cent: a word of the title that only qualifies another
OFF_SECTOR = 70  # per cent: a word that points outside every sector the office filled in
NAME, PROFILE = 80, 85  # a firm's words
NAME_BESIDE, PROFILE_BESIDE = 50, 60  # the same when the firm filled in codes
IN_PASSING = 40  # words for what any site has (厂房, 供电), when the text also names a trade
CUSTOMERS = 30  # words that name whom the firm sells to
MOST = 12  # pieces of evidence kept a side


@dataclass(frozen=True, slots=True)
class Evidence:
    """An industry code, how far it is to be trusted (0–100), and the word it was read from, if it was."""

    code: str
    trust: int
    hint: Hint | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class FirmSide:
    """A firm as the features read it.

    `sectors` is a bit mask; `finer` says that some evidence is below a section; `wishes` are (code, trust in
    thousandths); `own` are the codes of its own trade: filled in, or what the profile says it does.
    """

    firm: Firm
    evidence: tuple[Evidence, ...]
    own: frozenset[str]
    sectors: int
    finer: bool
    wishes: tuple[tuple[str, int], ...]
    hometown: str | None
    business: str | None
    modes: frozenset[str]
    roles: frozenset[str]
    clauses: tuple[Clause, ...]
    bag: Bag


@dataclass(frozen=True, slots=True)
class OpportunitySide:
    """An opportunity as the features read it.  `strong` codes are certain, `weak` ones come from its text."""

    opportunity: Opportunity
    evidence: tuple[Evidence, ...]
    sectors: int
    finer: bool
    place: str | None
    modes: frozenset[str]
    asks: frozenset[str]
    demands: Demands
    title: str
    body: str
    bag: Bag


def read_firm(firm: Firm, know: Knowledge) -> FirmSide:
    """Read a firm.  Codes it filled in come first; then what its profile and its name say."""
    found = _given(firm.gb4754, know)
    beside = any(len(know.taxonomy.industries.ancestors(code)) > 2 for code in found)
    own, others = split_customers(firm.profile)
    _add(found, own, PROFILE_BESIDE if beside else PROFILE, "简介", know)
    trade = frozenset(code for code, item in found.items() if item.trust > IN_PASSING)
    _add(found, without_form(firm.name), NAME_BESIDE if beside else NAME, "名称", know)
    _add(found, others, CUSTOMERS, "简介", know)
    evidence = _top(found)
    regions = know.taxonomy.regions
    wishes = tuple((code, 1000) for code in firm.target_region_codes if code in regions)
    if not wishes and firm.profile:
        wishes = tuple((code, FROM_TEXT) for code in wishes_in(firm.profile, know.places))
    return FirmSide(
        firm,
        evidence,
        trade,
        _sectors(firm.sectors, evidence, know),
        _finer(evidence, know),
        wishes,
        _known(firm.hometown_region_code, know),
        _known(firm.business_region_code, know),
        frozenset(firm.modes),
        played(firm.profile, frozenset(firm.modes)),
        clauses(firm.dislikes, know),
        bag(
            [(know.tokens(firm.profile), 1.0), (know.tokens(without_form(firm.name)), 0.6)],
            "firm",
            know.places.short_names,
        ),
    )


def read_opportunity(opportunity: Opportunity, know: Knowledge) -> OpportunitySide:
    """Read an opportunity.  A word of the title counts more than one of the summary."""
    found = _given(opportunity.gb4754, know)
    coded = any(len(know.taxonomy.industries.ancestors(code)) > 1 for code in found)
    _add(found, opportunity.title, TITLE_BESIDE if coded else TITLE, "标题", know)
    _add(found, opportunity.summary, SUMMARY_BESIDE if found else SUMMARY, "简介", know)
    evidence = _top(_doubted(found, opportunity.sectors, know))
    wanted = demands(opportunity.title, opportunity.summary, opportunity.requirements)
    if opportunity.min_investment_wan is not None or opportunity.intensity_wan_per_mu is not None:
        wanted = Demands(
            opportunity.min_investment_wan
            if opportunity.min_investment_wan is not None
            else wanted.least_wan,
            opportunity.intensity_wan_per_mu
            if opportunity.intensity_wan_per_mu is not None
            else wanted.intensity_wan,
            wanted.park,
        )
    return OpportunitySide(
        opportunity,
        evidence,
        _sectors(opportunity.sectors, evidence, know),
        _finer(evidence, know),
        _known(opportunity.region_code, know),
        frozenset(opportunity.modes),
        asked(
            "\n".join((opportunity.title, opportunity.summary, opportunity.requirements)),
            frozenset(opportunity.modes),
        ),
        wanted,
        fold(opportunity.title),
        fold(opportunity.summary + "\n" + opportunity.requirements),
        bag(
            [
                (know.tokens(opportunity.title), 1.6),
                (know.tokens(opportunity.summary), 1.0),
                (know.tokens(opportunity.requirements), 0.5),
            ],
            "opportunity",
            know.places.short_names,
        ),
    )


def _given(codes: tuple[str, ...], know: Knowledge) -> dict[str, Evidence]:
    known = dict.fromkeys(code for code in codes if code in know.affinity.index)
    return {code: Evidence(code, GIVEN_TOO if place else GIVEN) for place, code in enumerate(known)}


_BESIDES = """
停车 实训 检测 研发 物流 冷库 仓储 配送 电商 直播 直播基地 培训 商贸 出口 进口 广告 设计 咨询 包装 运动 市政
环保 物联网 贸易 金融 医疗
"""
RESEARCH = frozenset({"研发"})
BESIDES = frozenset(_BESIDES.split())
"""What a project also builds; in a summary it tells little of its trade."""


def _add(found: dict[str, Evidence], text: str, trust: int, where: str, know: Knowledge) -> None:
    """Codes read from a text.  A word that only names a section (制造) is left to the sectors."""
    hints = [
        hint for hint in know.lexicon.find(text) if len(know.taxonomy.industries.ancestors(hint.code)) > 1
    ]
    passing = SITE | RESEARCH if where in ("简介", "标题") else frozenset()
    if where == "简介" and trust in (SUMMARY, SUMMARY_BESIDE):
        passing = SITE | BESIDES
    trades = bool(found) or any(hint.term not in passing for hint in hints)
    qualifiers = know.lexicon.qualifiers(text) if where == "标题" else frozenset()
    for hint in hints:
        worth = min(trust, IN_PASSING) if trades and hint.term in passing else trust
        if fold(hint.term) in qualifiers:
            worth = worth * QUALIFIER // 100
        if hint.code not in found or found[hint.code].hint is not None and found[hint.code].trust < worth:
            found[hint.code] = Evidence(hint.code, worth, hint, where)


def _doubted(found: dict[str, Evidence], declared: tuple[str, ...], know: Knowledge) -> dict[str, Evidence]:
    """What was read from words counts less when it points outside every sector the office filled in."""
    mask, crosswalk = know.sector_mask(declared), know.taxonomy.crosswalk
    if not mask:
        return found
    doubted = {}
    for code, item in found.items():
        theirs = know.sector_mask(tuple(crosswalk.sectors_of_industry(code)))
        doubtful = item.hint is not None and theirs and not theirs & mask
        doubted[code] = (
            Evidence(code, item.trust * OFF_SECTOR // 100, item.hint, item.where) if doubtful else item
        )
    return doubted


_CUSTOMERS = re.compile(
    r"(?:进入|销往|供应|供给|服务于?|面向|客户(?:为|包括|有)?|配套|出口)[^，,。；;、]{1,30}"
)


def split_customers(profile: str) -> tuple[str, str]:
    """What the firm does, and whom it sells to (产品进入商超, 服务汽车厂): the latter is not its trade."""
    return _CUSTOMERS.sub("，", profile), "，".join(_CUSTOMERS.findall(profile))


def _top(found: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """The most trusted, in reading order among equals."""
    return tuple(sorted(found.values(), key=lambda item: -item.trust)[:MOST])


def _finer(evidence: tuple[Evidence, ...], know: Knowledge) -> bool:
    """Says more than a section (C)."""
    return any(len(know.taxonomy.industries.ancestors(item.code)) > 1 for item in evidence)


def _known(code: str | None, know: Knowledge) -> str | None:
    return code if code is not None and code in know.taxonomy.regions else None


def _sectors(declared: tuple[str, ...], evidence: tuple[Evidence, ...], know: Knowledge) -> int:
    """The sectors a side named; when it named none, those its industry codes belong to by the crosswalk."""
    mask = know.sector_mask(declared)
    if not mask:
        for item in evidence:
            mask |= know.sector_mask(know.taxonomy.crosswalk.sectors_of_industry(item.code)[:1])
    return mask
