"""合作方式：双方接受的方式有没有相同的。

有一种相同就得满分；没有相同但很接近的（合资与合作、PPP 与 BOT 等）得一半；完全不同扣分。任何一方没写，
不加不减。

Mode: whether both accept one way of cooperating.  One in common counts in full, a near one (joint venture and
cooperation, PPP and BOT) half; none counts against.
"""

from __future__ import annotations

from functools import lru_cache

from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide
from taxonomy.modes import MODES

NEAR = frozenset(
    frozenset(pair)
    for pair in (
        ("joint_venture", "cooperation"),
        ("ppp", "bot"),
        ("acquisition", "joint_venture"),
        ("operation", "cooperation"),
        ("operation", "lease"),
        ("ppp", "cooperation"),
        ("ppp", "operation"),
    )
)
SAME, CLOSE, APART = 1000, 500, -500


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths."""
    return mode_value(firm.modes, opportunity.modes)


@lru_cache(maxsize=4_096)
def mode_value(mine: frozenset[str], theirs: frozenset[str]) -> int | None:
    """Thousandths for two sets of modes."""
    if not mine or not theirs:
        return None
    if mine & theirs:
        return SAME
    near = any(frozenset((a, b)) in NEAR for a in mine for b in theirs)
    return CLOSE if near else APART


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int) -> Words:
    """The sentence and both sides' modes."""
    left, right = names(firm.modes), names(opportunity.modes)
    left_en, right_en = names(firm.modes, english=True), names(opportunity.modes, english=True)
    if result == SAME:
        shared = firm.modes & opportunity.modes
        return Words(
            f"双方都接受{names(shared)}",
            f"Both accept {names(shared, english=True)}",
            left,
            right,
            left_en,
            right_en,
        )
    if result > 0:
        return Words(
            f"企业愿意{left}，项目要{right}，可以商量",
            f"The firm offers {left_en}, the project asks for {right_en}: open to talk",
            left,
            right,
            left_en,
            right_en,
        )
    return Words(
        f"企业只接受{left}，项目要的是{right}",
        f"The firm accepts {left_en}, the project asks for {right_en}",
        left,
        right,
        left_en,
        right_en,
    )


@lru_cache(maxsize=1_024)
def names(codes: frozenset[str], *, english: bool = False) -> str:
    """独资、租赁; lower-case names in English."""
    found = [
        (mode.name_en if mode.name_en.isupper() else mode.name_en.lower()) if english else mode.name
        for code, mode in MODES.items()
        if code in codes
    ]
    return (", " if english else "、").join(found) or (", " if english else "、").join(sorted(codes))
