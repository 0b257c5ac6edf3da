"""角色：项目要找的是哪一种企业，企业正好是不是。

项目写明要配套企业、运营方、入驻企业、采购方或龙头企业，企业正是其中一种，又同属商会的一个行业，得满分；
说不上来的、隔行的不加不减。

Role: whether the posting looks for the kind of firm this is.  Where it asks for suppliers, an operator,
tenants, buyers or a leading firm, and the firm is one of these and in one of the posting's sectors, it counts
in full; otherwise nothing is said.
"""

from __future__ import annotations

from functools import lru_cache

from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.roles import ROLES
from matching.sides import FirmSide, OpportunitySide


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths."""
    return role_value(role_key(firm), ask_key(opportunity))


Key = tuple[frozenset[str], int] | None


def role_key(firm: FirmSide) -> Key:
    """(roles, sectors as bits), None for a firm without roles or sectors."""
    return (firm.roles, firm.sectors) if firm.roles and firm.sectors else None


def ask_key(opportunity: OpportunitySide) -> Key:
    """(roles asked for, sectors as bits), None where either is missing."""
    return (opportunity.asks, opportunity.sectors) if opportunity.asks and opportunity.sectors else None


def role_value(mine: Key, theirs: Key) -> int | None:
    """1000 for a role and a sector in common, else None: what a firm does not write of itself speaks neither
    way, and an operator of museums is none of hospitals.
    """
    if mine is None or theirs is None:
        return None
    return 1000 if mine[1] & theirs[1] and mine[0] & theirs[0] else None


def say(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int) -> Words:
    """The sentence and what each side is or asks for."""
    shared = firm.roles & opportunity.asks
    zh, en = names(shared), names(shared, english=True)
    return Words(
        f"项目要找{zh}，企业正是",
        f"The posting looks for {en}, which the firm is",
        names(firm.roles),
        names(opportunity.asks),
        names(firm.roles, english=True),
        names(opportunity.asks, english=True),
    )


@lru_cache(maxsize=1_024)
def names(roles: frozenset[str], *, english: bool = False) -> str:
    """配套企业、运营方."""
    return (", " if english else "、").join(both[english] for role, both in ROLES.items() if role in roles)
