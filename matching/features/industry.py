"""行业：企业做的和项目要的是不是一行。

同一小类最好；同一中类、大类次之；上下游相邻的再次之；只同属商会十二行业之一的再次之；不搭界的扣分。
任何一方没填行业代码时，从标题、简介里的词推断，并说明是从哪个词看出来的；两边都看不出时不加不减。

Industry: whether the firm's trade is the one the project asks for. The same class is best, then the same
group or division, then a neighbour up or down the chain, then one of the chamber's twelve sectors in
common; unrelated trades count against. Codes nobody filled in are read from the words of the title or the
profile, and the sentence says from which. A word that only qualifies another, or that points outside the
sectors the office filled in, counts less.
"""

from __future__ import annotations

from matching.affinity import NEAREST, SECTOR, SECTOR_ALONE, SECTOR_BESIDE, UNRELATED
from matching.knowledge import Knowledge, remembered
from matching.phrasing import Words, quote
from matching.sides import Evidence, FirmSide, OpportunitySide


def value(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """Thousandths.

    The best pair of codes, each weighed by how far it is to be trusted, or the shared sector.
    """
    return value_of(best_pair(firm, opportunity, know), firm, opportunity, know)


def value_of(pair: Pair | None, firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> int | None:
    """`value`, by the `best_pair` of the two sides."""
    if not (firm.evidence or firm.sectors) or not (opportunity.evidence or opportunity.sectors):
        return None
    near = pair[2] * pair[0].trust * pair[1].trust // 1000 if pair is not None else 0
    shared = sector_value(firm.sectors & opportunity.sectors, firm.finer and opportunity.finer, know)
    return max(near, shared) or UNRELATED


def sector_value(mask: int, both_finer: bool, know: Knowledge) -> int:
    """Thousandths for sharing these sectors: more when nothing finer was said,
    less when something finer disagrees.
    """
    if not mask:
        return 0
    worth = max((SECTOR.get(code, 20) for code, bit in know.sector_bits.items() if mask & bit), default=0)
    return worth * (SECTOR_BESIDE if both_finer else SECTOR_ALONE) // 10


Pair = tuple[Evidence, Evidence, int]
"""Two codes and how near they are (0–100)."""


def best_pair(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Pair | None:
    """The two codes that speak for the pair, the first of equals; None where a side has none.

    Evidence stands in the order of its trust, and no two codes are nearer than 100: that ends the search.
    """
    between, best, found = know.affinity.between, -1, None
    for mine in firm.evidence:
        trust, code = mine.trust, mine.code
        for theirs in opportunity.evidence:
            most = trust * theirs.trust
            if most * NEAREST <= best:
                break
            near = between(code, theirs.code)
            if near * most > best:
                best, found = near * most, (mine, theirs, near)
    return found


def speaking(
    pair: Pair | None, firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int
) -> Pair | None:
    """The `best_pair`, or None where it is the shared sector that gave the value."""
    if pair is None:
        return None
    shared = sector_value(firm.sectors & opportunity.sectors, firm.finer and opportunity.finer, know)
    weaker = pair[2] * pair[0].trust * pair[1].trust // 1000 < shared
    return None if result == shared and weaker else pair


def say(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, result: int, pair: Pair | None
) -> Words:
    """The sentence and what each side said.  `pair`: what `speaking` found."""
    if pair is None:
        return _sector(firm, opportunity, know)
    return _of_codes(know, *pair, result < 0, result >= 600)


@remembered(8_192)
def _of_codes(
    know: Knowledge, mine: Evidence, theirs: Evidence, near: int, against: bool, straight: bool
) -> Words:
    tree = know.taxonomy.industries
    a, b = tree[mine.code], tree[theirs.code]
    left, right = f"{a.name}（{a.code}）", f"{b.name}（{b.code}）"
    left_en, right_en = f"{_en(mine, know)} ({a.code})", f"{_en(theirs, know)} ({b.code})"
    read = _read_from(mine, "企业") + _read_from(theirs, "项目")
    read_en = _read_from_en(mine, "firm") + _read_from_en(theirs, "project")
    if against:
        return Words(
            f"企业做的是{a.name}，项目是{b.name}，行业不搭界{read}",
            f"The firm works in {_en(mine, know)}, the project is {_en(theirs, know)}: "
            f"unrelated trades{read_en}",
            left,
            right,
            left_en,
            right_en,
        )
    path_a, path_b = tree.ancestors(mine.code), tree.ancestors(theirs.code)
    common = sum(1 for x, y in zip(path_a, path_b, strict=False) if x == y)
    note = know.affinity.chain_note(mine.code, theirs.code)
    if mine.code == theirs.code or near >= 80 and a.name == b.name:
        how = "行业正对口" if straight else "行业大致对口"
        zh = f"企业和项目同做{a.name}，{how}{read}"
        en = f"Both are in {_en(mine, know)}{read_en}"
    elif 1 < common in (len(path_a), len(path_b)):
        upper, lower = (a, b) if common == len(path_a) else (b, a)
        zh = f"{lower.name}就在{upper.name}之内，企业和项目是同一行{read}"
        en = f"{lower.name_en or lower.name} is part of {upper.name_en or upper.name}{read_en}"
    elif common >= 2 and (common > 2 or not note):
        upper = tree[path_a[common - 1]]
        zh = f"企业做{a.name}，项目是{b.name}，同属{upper.name}{read}"
        en = (
            f"{_en(mine, know)} and {_en(theirs, know)} both belong to {upper.name_en or upper.name}{read_en}"
        )
    elif note:
        zh = f"企业做{a.name}，项目是{b.name}，是上下游（{note}）{read}"
        en = f"{_en(mine, know)} and {_en(theirs, know)} are neighbours in one chain{read_en}"
    else:
        upper = tree[path_a[0]]
        zh = f"企业做{a.name}，项目是{b.name}，只同属{upper.name}，行当并不相同{read}"
        section = upper.name_en or upper.name
        en = f"{_en(mine, know)} and {_en(theirs, know)} only share the section {section}{read_en}"
    return Words(zh, en, left, right, left_en, right_en)


def _sector(firm: FirmSide, opportunity: OpportunitySide, know: Knowledge) -> Words:
    """Only one of the twelve in common, or nothing at all."""
    left, right = sector_names(firm.sectors, know), sector_names(opportunity.sectors, know)
    left_en = sector_names(firm.sectors, know, english=True)
    right_en = sector_names(opportunity.sectors, know, english=True)
    shared = firm.sectors & opportunity.sectors
    if not shared:
        return Words(
            f"企业属{left or '其他行业'}，项目属{right or '其他行业'}，行业不搭界",
            f"The firm is in {left_en or 'another sector'}, the project in {right_en or 'another'}",
            left,
            right,
            left_en,
            right_en,
        )
    best = max(
        (code for code, bit in know.sector_bits.items() if shared & bit), key=lambda c: (SECTOR.get(c, 20), c)
    )
    sector = know.taxonomy.crosswalk.sectors[best]
    tail = "，细分行当不同" if firm.finer and opportunity.finer else "，细分行业有一方没有写明"
    row = _row(firm, opportunity, best, know)
    return Words(
        f"企业和项目同属商会的「{sector.name}」行业{row}{tail}",
        f"Both belong to the chamber's sector {sector.name_en}",
        left,
        right,
        left_en,
        right_en,
    )


def briefly(
    firm: FirmSide, opportunity: OpportunitySide, know: Knowledge, pair: Pair | None
) -> tuple[str, str, str, str]:
    """The two trades that speak, without codes; then the same in English.  `pair`: what `speaking` found."""
    if pair is None:
        mine, theirs = firm.sectors, opportunity.sectors
        return (
            sector_names(mine, know),
            sector_names(theirs, know),
            sector_names(mine, know, english=True),
            sector_names(theirs, know, english=True),
        )
    tree = know.taxonomy.industries
    return tree[pair[0].code].name, tree[pair[1].code].name, _en(pair[0], know), _en(pair[1], know)


def _row(firm: FirmSide, opportunity: OpportunitySide, sector: str, know: Knowledge) -> str:
    """The crosswalk's row, when a side's sector was worked out from its code."""
    for declared, evidence in (
        (firm.firm.sectors, firm.evidence),
        (opportunity.opportunity.sectors, opportunity.evidence),
    ):
        if not declared:
            for item in evidence:
                for row in know.taxonomy.crosswalk.rows_of_industry(item.code):
                    if row.sector == sector:
                        return f"（对照表第 {row.number} 行）"
    return ""


def sector_names(mask: int, know: Knowledge, *, english: bool = False) -> str:
    """制造商贸、新能源."""
    return _sector_names(know, mask, english)


@remembered(4_096)
def _sector_names(know: Knowledge, mask: int, english: bool) -> str:
    sectors = know.taxonomy.crosswalk.sectors
    names = [
        sectors[code].name_en if english else sectors[code].name
        for code, bit in know.sector_bits.items()
        if mask & bit
    ]
    return (", " if english else "、").join(names)


def _en(item: Evidence, know: Knowledge) -> str:
    return english_name(item.code, know)


def english_name(code: str, know: Knowledge) -> str:
    """The English name; where a class has none, that of the class above."""
    return _english_name(know, code)


@remembered(4_096)
def _english_name(know: Knowledge, code: str) -> str:
    for above in reversed(know.taxonomy.industries.ancestors(code)):
        if name := know.taxonomy.industries[above].name_en:
            return name
    return code


def _read_from(item: Evidence, who: str) -> str:
    if item.hint is None:
        return ""
    row = f"，对照表第 {item.hint.row} 行" if item.hint.row is not None else ""
    return f"（{who}行业由{item.where}中的{quote(item.hint.term)}看出{row}）"


def _read_from_en(item: Evidence, who: str) -> str:
    return f" (the {who}'s industry read from “{item.hint.term}”)" if item.hint is not None else ""
