"""What a person typed -> parts: words, "phrases", -exclusions, field:values. Never an error: every text means
something.

Quotation marks of any script open and close a phrase; a mark left open reaches to the end of the text. A
hyphen right before a part excludes it, at the start or after a space, a comma or a phrase. A field's name
(any of NAMES) with a colon of any width before a word, a list or a phrase asks for that field; any other word
with a colon is text.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_OPEN = "\"“”「『＂«"
_CLOSE = "\"“”」』＂»"
_HYPHENS = "-－−–—"
_COLONS = ":：∶﹕︰"
_STOPS = "、，,；;"
_BEFORE = f"(?<![^\\s{_STOPS}{_CLOSE}])"
_PHRASE = f"[{_OPEN}](?P<phrase>[^{_CLOSE}]*)(?P<end>[{_CLOSE}]|$)"
_PART = re.compile(
    f"(?P<minus>{_BEFORE}[{_HYPHENS}])?(?:{_PHRASE}|(?P<word>[^\\s{_STOPS}{_OPEN}{_CLOSE}]+))"
)
_FIELD = re.compile(
    f"{_BEFORE}(?P<minus>[{_HYPHENS}])?(?P<name>[^\\W\\d_]{{1,16}})[{_COLONS}]"
    f"(?: ?(?:{_PHRASE}|(?P<value>[^\\s；;{_OPEN}{_CLOSE}]+)))?"
)

_WRITTEN: Final = {
    "region": "region place location 地区 地点 区域 地方 省 市 县",
    "sector": "sector 板块",
    "industry": "industry trade 行业 产业",
    "amount": "amount investment 金额 投资 投资额 投资总额 总投资",
    "land": "land 用地 土地 用地规模",
    "mode": "mode 方式 合作方式 模式",
    "maturity": "maturity 成熟度",
    "verified": "verified 核实 最近核实",
    "deadline": "deadline 截止 截止日 截止日期",
    "office": "office 招商部门 部门 单位 主管单位",
    "title": "title 标题 名称 项目名称",
}
NAMES: Final = {name: field for field, names in _WRITTEN.items() for name in names.split()}
"""Every name a field may be written with, in Chinese and English, and the field."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text between spaces, commas or quotation marks.

    `field` is "" for plain text, else a value of NAMES; `start` and `end` are where the piece stands, its
    hyphen, its field's name and its quotation marks included.
    """

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    field: str = ""
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parts in order, whether a quotation mark was left open, and what looks like a field and is none:
    (name, the whole piece).
    """

    parts: tuple[Part, ...]
    is_open: bool = False
    unknown: tuple[tuple[str, str], ...] = ()


def parse(text: str) -> Parsed:
    """Take a text apart."""
    parts: list[Part] = []
    unknown: list[tuple[str, str]] = []
    is_open = False
    place = 0
    while match := _PART.search(text, place):
        field = ""
        asked = _FIELD.match(text, match.start())
        if asked and (known := NAMES.get(unicodedata.normalize("NFKC", asked["name"]).lower())):
            match, field, word = asked, known, asked["value"]
        else:
            word = match["word"]
            if asked and _looks_meant(asked):
                unknown.append((asked["name"], asked[0].strip()))
        place = match.end()
        phrase = match["phrase"]
        if phrase is not None and not match["end"]:
            is_open = True
        written = (phrase if phrase is not None else (word or "").rstrip(_STOPS) if field else word).strip()
        if field or written.strip(_HYPHENS):
            is_excluded = match["minus"] is not None
            parts.append(Part(written, phrase is not None, is_excluded, field, match.start(), match.end()))
    return Parsed(tuple(parts), is_open, tuple(unknown))


def _looks_meant(asked: re.Match[str]) -> bool:
    """A name of two letters or more with something behind it, and not the start of an address of the web."""
    value = asked["value"] or asked["phrase"] or ""
    return len(asked["name"]) > 1 and bool(value) and not value.startswith("//")
