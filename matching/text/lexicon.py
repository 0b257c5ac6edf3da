"""Everyday words -> industry codes: what a title or a profile tells of an industry nobody filled in.

Two sources: the crosswalk's rows with a term and an industry (edited by the secretariat, so they win), and
data/terms.csv, made for matching.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from matching.text.tokens import fold
from taxonomy.tables import Taxonomy

DATA = Path(__file__).parent.parent / "data"
_PARTS = re.compile(r"[与及和暨或、，,；;。·/（）()\s+“”]")
_WHOLE = ("定制", "面辅", "制造商")  # words that others must not be cut out of
_REACH = 3  # characters between a qualifier and its head
_NO_HEADS = ("73", "721", "722", "754", "7040")  # research, head offices, parks, incubators, letting

_SITE = """
厂房 标准厂房 公寓 写字楼 水电 绿电 供电 供热 天然气 燃气 污水 污水处理 自来水 供水 仓库 管网 公路 铁路 道路
高速公路 机场 港口 码头 停车场 食堂 银行 实验室 研究院 成套设备 喷涂 资本 基础设施 绿化 数字化
"""
SITE = frozenset(_SITE.split())
"""What any site has or any firm asks for; in a text it tells no trade."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A word found in a text and the code it stands for;
    `row` is the crosswalk's row, when it came from there.
    """

    term: str
    code: str
    row: int | None


class Lexicon:
    """Finds terms in a text; where two overlap, the longer one that starts first wins."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        known: dict[str, Hint] = {}
        with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if line["code"] in taxonomy.industries:
                    for term in line["terms"].split("|"):
                        known[fold(term)] = Hint(term, line["code"], None)
        for row in sorted(taxonomy.crosswalk.rows, key=lambda row: -row.number):
            if row.term and row.industry and len(row.term) > 1:
                ours = known.get(fold(row.term))
                if (
                    ours is None
                    or ours.row is not None
                    or not taxonomy.industries.is_within(ours.code, row.industry)
                ):
                    known[fold(row.term)] = Hint(row.term, row.industry, row.number)
        self.terms = known
        by_start: dict[str, list[str]] = {}
        for term in sorted(known, key=lambda term: (-len(term), term)):
            by_start.setdefault(term[:2], []).append(term)
        self._by_start = by_start

    def find(self, text: str) -> list[Hint]:
        """Hints in reading order, each term once."""
        found: dict[str, Hint] = {}
        for _place, term in self.places(fold(text)):
            found.setdefault(term, self.terms[term])
        return list(found.values())

    def places(self, folded: str) -> list[tuple[int, str]]:
        """Where each known term stands in a folded text, in reading order."""
        found: list[tuple[int, str]] = []
        place, last = 0, len(folded) - 1
        starts = self._by_start
        while place < last:
            if folded.startswith(_WHOLE, place):  # 定制衣柜 is no 制衣
                place += 2
                continue
            for term in starts.get(folded[place : place + 2], ()):
                if folded.startswith(term, place) and _alone(folded, place, term):
                    found.append((place, term))
                    place += len(term) - 1
                    break
            place += 1
        return found

    def qualifiers(self, text: str) -> frozenset[str]:
        """Terms of a title that only qualify another one: 动力电池 in 动力电池铝箔, which is a foil.

        Chinese puts the head of a name last.  What 与 or a comma parts stands side by side, and what any site
        has (厂房, 园区, 研发) is no head.  A term that stands alone once is no qualifier.
        """
        folded = fold(text)
        at = self.places(folded)
        alone: set[str] = set()
        qualifying: set[str] = set()
        for number, (place, term) in enumerate(at):
            end = place + len(term)
            heads = [
                other
                for other, head in at[number + 1 :]
                if other - end <= _REACH and not _PARTS.search(folded, end, other) and self._is_head(head)
            ]
            (qualifying if heads else alone).add(term)
        return frozenset(qualifying - alone)

    def _is_head(self, term: str) -> bool:
        return term not in SITE and not self.terms[term].code.startswith(_NO_HEADS)


def _alone(text: str, place: int, term: str) -> bool:
    """A Latin term is not found inside a longer Latin word (ai in retail)."""
    if not term.isascii():
        return True
    before, after = text[place - 1 : place] if place else "", text[place + len(term) : place + len(term) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
