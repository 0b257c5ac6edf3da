"""What a firm does not want, read from its own words: 不考虑化工、印染；不去高原；不接受PPP；
单个项目不超过5亿元.

Each clause becomes conditions that must all hold.  Said of the title or of the industry that was filled
in, it
takes the pair out; only mentioned in the text, it is a doubt that costs points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.text.tokens import fold
from taxonomy.modes import modes_of_text

if TYPE_CHECKING:
    from matching.knowledge import Knowledge
    from matching.sides import FirmSide, OpportunitySide

_SPLIT = re.compile(r"[，,。；;、\n|/]+|(?<=..)(?:以及|或者|和|及|与|或)(?=..)")
_HEAD = re.compile(
    r"^(?:本?企业|我司|本公司|公司|我们)?(?:暂时?|目前|原则上|坚决|一律|均|也|都|更|绝)?"
    r"(?:不太?(?:再)?(?:考虑|做|投资|投|碰|接受|去|想|要|愿意|愿|参与|涉及|涉足|打算|希望|看好|适合|从事|建议|推荐|喜欢)+|避免|拒绝|排除|反感"
    r"|回避|谢绝|远离|讨厌|无意|没有?兴趣|勿推|别推荐|无需|非)*"
    r"(?:投资|从事|做|去|涉及|进入|参与|推荐|介绍|到|在|与|对)*"
)
_NOISE = re.compile(
    r"^(?:单纯的?|纯|任何|所有|一切|各类|大型|太|过于|带有?|含有?|涉及|属于|传统)+|(?:类|等|的|型)*(?:项目|产业|行业|领域|地区|地方|区域"
    r"|模式|方式|投资|业务|开发|生产|企业|不考虑|除外|不感兴趣)*(?:类|等|的)*$"
)
_MORE = re.compile(
    r"(?:超过|大于|高于|多于|>)\s*(\d+(?:\.\d+)?)\s*(亿|千万|百万|万)|(\d+(?:\.\d+)?)\s*(亿|千万|百万|万)元?(?:人民币)?(?:以上|及以上)"
)
_LESS = re.compile(
    r"(?:低于|小于|少于|不足|<)\s*(\d+(?:\.\d+)?)\s*(亿|千万|百万|万)|(\d+(?:\.\d+)?)\s*(亿|千万|百万|万)元?(?:人民币)?(?:以下|以内)"
)
_WAN = {"亿": 10_000.0, "千万": 1_000.0, "百万": 100.0, "万": 1.0}
_DIRTY = re.compile(r"高污染|重污染|污染|高耗能|高能耗|两高|三高|环保风险|环评难")
_DIRTY_CODES = ("06", "08", "171", "191", "221", "222", "25", "26", "301", "31", "321", "336")
_HIGHLAND = re.compile(r"高原|高海拔|藏区")
_HIGHLAND_CODES = ("513200", "513300", "540000", "630000")
STRONG, WEAK = 2, 1


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the firm does not want.  Empty parts put no condition.

    `term`: the words themselves; `codes`: the industries they mean; `above_wan`/`below_wan`: amounts not
    wanted.
    """

    said: str
    term: str = ""
    codes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    above_wan: float | None = None
    below_wan: float | None = None


def clauses(text: str, know: Knowledge) -> tuple[Clause, ...]:
    """Read the firm's dislikes.

    A clause that names nothing known and no word of two characters says nothing.
    """
    found: dict[Clause, None] = {}
    for part in _SPLIT.split(fold(text)):
        if clause := _clause(part.strip(), know):
            found[clause] = None
    return tuple(found)


def _clause(part: str, know: Knowledge) -> Clause | None:
    core = _NOISE.sub("", _HEAD.sub("", part)).strip()
    if len(core) < 2:
        return None
    above, below = _amount(_MORE, part), _amount(_LESS, part)
    modes = modes_of_text(core)
    if above is not None or below is not None:
        return Clause(core, modes=modes, above_wan=above, below_wan=below)
    if _HIGHLAND.search(core):
        return Clause(core, regions=tuple(c for c in _HIGHLAND_CODES if c in know.taxonomy.regions))
    dirty = tuple(c for c in _DIRTY_CODES if c in know.affinity.index) if _DIRTY.search(core) else ()
    regions = tuple(know.places.find(core))
    rest = core
    for name in sorted(know.places.names, key=len, reverse=True) if regions else ():
        rest = rest.replace(name, "")
    rest = _NOISE.sub("", rest).strip("的")
    hints = know.lexicon.find(rest)
    codes = tuple(dict.fromkeys([*(hint.code for hint in hints), *dirty]))
    sector = know.taxonomy.crosswalk.sector_by_name(rest) if len(rest) > 1 and not codes else None
    if sector:
        codes = tuple(
            dict.fromkeys(
                row.industry
                for row in know.taxonomy.crosswalk.rows_of_sector(sector)
                if row.industry and not row.term and row.industry in know.affinity.index
            )
        )
    term = "" if dirty or len(rest) < 2 or modes and not codes else rest
    if not (term or codes or regions or modes):
        return None
    return Clause(core, term, codes, regions, () if codes else modes)


def _amount(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.search(text)
    if not found:
        return None
    number, unit = (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
    return float(number) * _WAN[unit]


def own_trade(clause: Clause, side: FirmSide, know: Knowledge) -> bool:
    """The firm itself works in an industry the clause names (高污染化工, said by a chemist):
    the words alone count.

    A further code never takes a trade away: a firm does what its profile says, whatever it filled in.
    """
    tree = know.taxonomy.industries
    return any(
        tree.is_within(mine, code) or tree.is_within(code, mine) for mine in side.own for code in clause.codes
    )


def judge(clause: Clause, own: bool, side: OpportunitySide, know: Knowledge) -> int:
    """STRONG, WEAK or 0: does the opportunity have what the clause rejects?"""
    opportunity = side.opportunity
    if clause.above_wan is not None and not (
        opportunity.amount_wan is not None
        and opportunity.amount_wan > clause.above_wan
        and not side.demands.park
    ):
        return 0
    if clause.below_wan is not None and not (
        opportunity.amount_wan is not None and opportunity.amount_wan < clause.below_wan
    ):
        return 0
    if clause.modes and not (side.modes and side.modes <= set(clause.modes)):
        return 0
    if clause.regions:
        path = know.taxonomy.regions.ancestors(side.place) if side.place else ()
        if not any(code in path for code in clause.regions):
            return 0
    if not (clause.term or clause.codes):
        return STRONG
    if clause.term and clause.term in side.title:
        return STRONG
    weak = bool(clause.term) and clause.term in side.body
    if clause.codes and not own:
        tree = know.taxonomy.industries
        for place, item in enumerate(side.evidence):
            path = tree.ancestors(item.code)
            if any(code in path for code in clause.codes):
                if place == 0 and item.trust >= 92:  # its main industry; a secondary one is a doubt
                    return STRONG
                weak = True
    return WEAK if weak else 0
