"""地区：项目所在地是不是企业想去的地方。

企业写明的意向地最重要：项目就在意向地内得满分（意向写到省，全省都算）；同市、同片区（如川南）、相距不远、同省依次递减；
写了意向地而项目在别处要扣分。没有写意向地时看籍贯地，再看经营地；这两样不符不扣分。

Region: whether the project lies where the firm wants to go.  Inside a place the firm wants counts in full (a
wish for a province covers all of it); the same city, the same group of cities (such as southern Sichuan), a
short distance and the same province count less; elsewhere counts against.  Where people come from, and where
they work, only count in favour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.knowledge import Knowledge, remembered
from matching.phrasing import Words
from matching.places import (
    BUSINESS,
    BUSINESS_AGAINST_WISH,
    HOMETOWN,
    HOMETOWN_AGAINST_WISH,
    KINDS,
    TARGET,
    Relation,
)
from matching.sides import FirmSide, OpportunitySide


@dataclass(frozen=True, slots=True)
class Link:
    """The place of the firm that speaks for (or against) the pair.  `role`: target, hometown or business."""

    value: int
    role: str
    code: str
    relation: Relation


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths, of the place that speaks best for the pair."""
    return value_of(best_link(firm, opportunity, know))


def value_of(link: Link | None) -> int | None:
    """`value`, by the `best_link` of the two sides."""
    return link.value if link is not None else None


def wish_value(wish: str, trust: int, place: str, know: Knowledge) -> int:
    """What one wished-for place is worth."""
    kind = know.places.relation(wish, place).kind
    return TARGET["inside" if kind == "inside_province" else kind] * trust // 1000


def tie_value(role: str, code: str, place: str, know: Knowledge) -> int | None:
    """What the home town or the place of business is worth; None when it is far, which says nothing."""
    worth = HOMETOWN if role == "hometown" else BUSINESS
    return worth.get(know.places.relation(code, place).kind)


def wish_values(wish: str, trust: int, places: tuple[str, ...], know: Knowledge) -> NDArray[np.int32]:
    """`wish_value` of many places."""
    worth = [TARGET["inside" if kind == "inside_province" else kind] * trust // 1000 for kind in KINDS]
    return np.array(worth, dtype=np.int32)[know.places.kinds(wish, places)]


def tie_values(role: str, code: str, places: tuple[str, ...], know: Knowledge) -> NDArray[np.int32]:
    """`tie_value` of many places; -32768 where it is None."""
    worth = HOMETOWN if role == "hometown" else BUSINESS
    return np.array([worth.get(kind, -32768) for kind in KINDS], dtype=np.int32)[
        know.places.kinds(code, places)
    ]


def best_link(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Link | None:
    """The strongest of all the firm's places; None when nothing was said that bears on this one."""
    if opportunity.place is None:
        return None
    return _best_link(know, firm.wishes, firm.hometown, firm.business, opportunity.place)


@remembered(8_192)
def _best_link(
    know: Knowledge,
    wishes: tuple[tuple[str, int], ...],
    hometown: str | None,
    business: str | None,
    place: str,
) -> Link | None:
    links = [
        Link(wish_value(wish, trust, place, know), "target", wish, know.places.relation(wish, place))
        for wish, trust in wishes
    ]
    against = bool(links) and max(link.value for link in links) < 0
    for role, code, lowered in (
        ("hometown", hometown, HOMETOWN_AGAINST_WISH),
        ("business", business, BUSINESS_AGAINST_WISH),
    ):
        if code is None:
            continue
        worth = tie_value(role, code, place, know)
        if worth is not None:
            links.append(
                Link(
                    worth * lowered // 1000 if against else worth,
                    role,
                    code,
                    know.places.relation(code, place),
                )
            )
    return max(links, key=lambda link: link.value) if links else None


def say(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int, link: Link | None
) -> Words:
    """The sentence and what each side said.  `link`: what `best_link` found."""
    if link is None or opportunity.place is None:
        raise ValueError("a silent region has no sentence")
    read = not firm.firm.target_region_codes
    return _told(know, link, opportunity.place, firm.wishes, read, result > 0)


@remembered(8_192)
def _told(
    know: Knowledge, link: Link, place: str, wishes: tuple[tuple[str, int], ...], read: bool, favour: bool
) -> Words:
    tree = know.taxonomy.regions
    here, there = tree[place], tree[link.code]
    right = tree.path_name(place)
    right_en = path_en(place, know)
    left, left_en = _wished(know, wishes) if wishes else (there.full_name, there.name_en or there.full_name)
    if link.role == "target":
        source = "（从简介看出）" if read else ""
        zh, en = _wish(link, here.full_name, there.full_name, here.name_en, there.name_en)
        return Words(zh + source, en, left, right, left_en, right_en)
    who, who_en = ("籍贯地", "home town") if link.role == "hometown" else ("经营地", "place of business")
    zh = {
        "inside": f"项目在{here.full_name}，正是企业的{who}",
        "inside_province": f"项目在{here.full_name}，企业的{who}是{there.full_name}，同省",
        "covers_city": f"项目在{here.full_name}，企业的{who}{there.full_name}就在其中",
        "covers_province": f"项目面向{here.full_name}，企业的{who}{there.full_name}在省内",
        "same_city": f"项目在{here.full_name}，与企业的{who}{there.full_name}同市",
        "group": f"项目在{here.full_name}，与企业的{who}{there.full_name}同属{link.relation.group}",
        "wide_group": f"项目在{here.full_name}，与企业的{who}{there.full_name}同属{link.relation.group}",
        "near": f"项目在{here.full_name}，距企业的{who}{there.full_name}约 {link.relation.km:.0f} 公里",
        "nearish": f"项目在{here.full_name}，距企业的{who}{there.full_name}约 {link.relation.km:.0f} 公里",
        "same_province": f"项目在{here.full_name}，与企业的{who}{there.full_name}同省",
    }[link.relation.kind]
    if wishes and favour and max(wish_value(w, t, place, know) for w, t in wishes) < 0:
        zh += "，但不在写明的意向地"
    return Words(
        zh,
        f"The project is in {here.name_en or here.name}; the firm's {who_en} is "
        f"{there.name_en or there.name}",
        left,
        right,
        left_en,
        right_en,
    )


def wished(firm: FirmSide, know: Knowledge) -> tuple[str, str]:
    """The places a firm wants to go to, in both languages; ("", "") for a firm that named none."""
    return _wished(know, firm.wishes)


@remembered(4_096)
def _wished(know: Knowledge, wishes: tuple[tuple[str, int], ...]) -> tuple[str, str]:
    nodes = [know.taxonomy.regions[code] for code, _trust in wishes]
    return (
        "、".join(node.full_name for node in nodes),
        ", ".join(node.name_en or node.full_name for node in nodes),
    )


def path_en(code: str, know: Knowledge, *, sep: str = " › ", province: bool = True) -> str:
    """Sichuan › Zigong › Rong County; a place without an English name keeps its own."""
    tree = know.taxonomy.regions
    steps = tree.ancestors(code)
    nodes = [tree[step] for step in (steps if province or len(steps) < 2 else steps[1:])]
    return sep.join(dict.fromkeys(node.name_en or node.full_name for node in nodes))


def briefly(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, link: Link | None
) -> tuple[str, str, str, str]:
    """The two places that speak, in few words: 川南, 自贡市荣县; then the same in English.

    A firm that wants every member of a group is said to want the group; groups have no English name.
    `link`: what `best_link` found.
    """
    if link is None or opportunity.place is None:
        return "", "", "", ""
    return _briefly(know, link.code, opportunity.place, firm.wishes if link.role == "target" else None)


@remembered(8_192)
def _briefly(
    know: Knowledge, code: str, place: str, wishes: tuple[tuple[str, int], ...] | None
) -> tuple[str, str, str, str]:
    tree = know.taxonomy.regions
    there = tree[code]
    left, left_en = there.full_name, there.name_en or there.full_name
    if wishes is not None:
        wanted = {wish for wish, _trust in wishes}
        whole = [name for name in tree.groups_of(code) if wanted.issuperset(tree.groups[name])]
        if whole:
            left = max(whole, key=lambda name: (len(tree.groups[name]), name))
    steps = tree.ancestors(place)
    right = "".join(dict.fromkeys(tree[step].full_name for step in (steps[1:] or steps)))
    right_en = ", ".join(reversed(path_en(place, know, sep="\n", province=False).split("\n")))
    return left, right, left_en, right_en


def _wish(link: Link, here: str, there: str, here_en: str, there_en: str) -> tuple[str, str]:
    kind, relation = link.relation.kind, link.relation
    en = f"The project is in {here_en or here}; the firm wants {there_en or there}"
    if kind in ("inside", "inside_province"):
        zh = f"项目就在企业的意向地{there}" if here == there else f"项目在{here}，属企业的意向地{there}"
        return zh, f"The project is in {here_en or here}, within the firm's wish {there_en or there}"
    return {
        "covers_city": f"项目面向{here}，企业的意向地{there}在其中",
        "covers_province": f"项目面向{here}全省，企业的意向地{there}在省内",
        "same_city": f"项目在{here}，与意向地{there}同市",
        "group": f"项目在{here}，与意向地{there}同属{relation.group}",
        "wide_group": f"项目在{here}，与意向地{there}同属{relation.group}",
        "near": f"项目在{here}，距意向地{there}约 {relation.km:.0f} 公里",
        "nearish": f"项目在{here}，距意向地{there}约 {relation.km:.0f} 公里",
        "same_province": f"项目在{here}，与意向地{there}同省不同市",
        "far": f"项目在{here}，不在企业的意向地{there}",
    }[kind], en
