"""以往往来：企业以前对这个单位、这个地方、这类项目说过什么。

对同一单位或同一地方的项目表示过感兴趣的加分，行业又相近的加得更多；以前因为太远、行业不对标过「不相关」的，
遇到同一地方或同一行业的项目时扣一些。没有往来的不加不减。

Past dealings: what the firm said of earlier postings of this office, this place or this trade.  Interest
counts in favour, more so in a like trade; an earlier “not relevant” for being too far or the wrong trade
counts against what is alike in that, though less.  Silent without dealings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide
from matching.types import Past

if TYPE_CHECKING:
    from matching.scorer import Scorer

OFFICE, COUNTY, CITY = 700, 600, 400  # interest in another posting of the same office, county, city
TRADE = 300  # more for a like trade, or on its own
LIKE = 78  # hundredths of nearness at which two trades are alike
TOO_FAR, WRONG_TRADE = -600, -800
Key = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Speaking:
    """A dealing that bears on the pair; `why`: office, place, trade."""

    value: int
    past: Past
    why: str


def past_key(opportunity: OpportunitySide) -> Key:
    """(office, place, main industry); the industry only when somebody filled it in or the title says it."""
    main = next((item.code for item in opportunity.evidence if item.trust >= 90), None)
    return opportunity.opportunity.office, opportunity.place, main


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths."""
    return past_value(firm.firm.past, past_key(opportunity), know)


def past_value(dealings: tuple[Past, ...], key: Key, know: Knowledge) -> int | None:
    """The best of what speaks for plus the worst of what speaks against; None when nothing bears on it."""
    found = speaking(dealings, key, know)
    if not found:
        return None
    best = max((item.value for item in found if item.value > 0), default=0)
    worst = min((item.value for item in found if item.value < 0), default=0)
    return best + worst


def speaking(dealings: tuple[Past, ...], key: Key, know: Knowledge) -> list[Speaking]:
    """Every dealing that bears on a posting, in the order they are given."""
    found = [_speaks(past, key, know) for past in dealings]
    return [item for item in found if item is not None]


def past_values(mine: list[tuple[Past, ...]], theirs: list[Key], scorer: Scorer) -> NDArray[np.int16]:
    """`past_value` of many, firms down and postings across; -32768 where it is None.

    Only what an earlier posting shares with another is looked at: its office, its city, its trade.
    """
    found = np.full((len(mine), len(theirs)), -32768, dtype=np.int16)
    by_part: dict[tuple[str, str], list[int]] = {}
    for column, (office, place, code) in enumerate(theirs):
        for kind, part in (("office", office), ("city", _city(place, scorer.know)), ("code", code)):
            if part is not None:
                by_part.setdefault((kind, part), []).append(column)
    codes = [part for kind, part in by_part if kind == "code"]
    for row, dealings in enumerate(mine):
        columns: set[int] = set()
        for past in dealings:
            columns.update(by_part.get(("office", past.office or ""), ()))
            columns.update(by_part.get(("city", _city(past.place, scorer.know) or ""), ()))
            for code in codes if past.code is not None else ():
                if _alike(past.code, code, scorer.know):
                    columns.update(by_part["code", code])
        for column in columns:
            worth = past_value(dealings, theirs[column], scorer.know)
            if worth is not None:
                found[row, column] = worth
    return found


def _city(place: str | None, know: Knowledge) -> str | None:
    """The code two places share that lie in one city; a province is its own."""
    if place is None or place not in know.taxonomy.regions:
        return None
    path = know.taxonomy.regions.ancestors(place)
    return path[1] if len(path) > 1 else path[0]


def _speaks(past: Past, key: Key, know: Knowledge) -> Speaking | None:
    office, place, code = key
    alike = _alike(past.code, code, know)
    near = _nearness(past.place, place, know)
    if past.verdict == "interested":
        if office is not None and past.office == office:
            return Speaking(min(OFFICE + TRADE * alike, 1000), past, "office")
        if near:
            return Speaking(near + TRADE * alike, past, "place")
        return Speaking(TRADE, past, "trade") if alike else None
    if past.reason == "too_far" and near:
        return Speaking(TOO_FAR, past, "place")
    if past.reason == "wrong_industry" and alike:
        return Speaking(WRONG_TRADE, past, "trade")
    return None


def _alike(mine: str | None, theirs: str | None, know: Knowledge) -> bool:
    known = know.affinity.index
    if mine is None or theirs is None or mine not in known or theirs not in known:
        return False
    return know.affinity.between(mine, theirs) >= LIKE


def _nearness(mine: str | None, theirs: str | None, know: Knowledge) -> int:
    tree = know.taxonomy.regions
    if mine is None or theirs is None or mine not in tree or theirs not in tree:
        return 0
    if mine == theirs:
        return COUNTY
    return CITY if _city(mine, know) == _city(theirs, know) else 0


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int) -> Words:
    """The sentence names the dealing that weighs most."""
    found = speaking(firm.firm.past, past_key(opportunity), know)
    best = max(found, key=lambda item: abs(item.value))
    what = {
        "office": ("同一单位", "this office"),
        "place": ("同一地方", "this place"),
        "trade": ("同类", "this trade"),
    }[best.why]
    if best.value > 0:
        left, left_en = "感兴趣", "interested"
        zh, en = (
            f"企业对{what[0]}的项目表示过感兴趣",
            f"The firm was interested in another posting of {what[1]}",
        )
    else:
        left, left_en = "不相关", "not relevant"
        why, why_en = (
            ("太远", "too far") if best.past.reason == "too_far" else ("行业不对", "the wrong trade")
        )
        zh = f"企业曾把{what[0]}的项目标为「不相关」（{why}）"
        en = f"The firm called another posting of {what[1]} not relevant ({why_en})"
    place = opportunity.place
    right = know.taxonomy.regions.path_name(place) if place else ""
    right_en = (
        (know.taxonomy.regions[place].name_en or know.taxonomy.regions[place].full_name) if place else ""
    )
    return Words(zh, en, left, right, left_en, right_en)
