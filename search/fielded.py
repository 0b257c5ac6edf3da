"""Fields written in the text -> conditions: 地区:自贡 金额:>5000 -mode:ppp.

What is understood leaves the text and becomes a condition, so that the address says it in its own way. A
value nobody knows is said and stays as a word to look for; a number that is none is said and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from search.filters import UNSTATED
from search.numbers import read_number, read_span, written
from search.syntax import Part, parse
from taxonomy.modes import modes_of_text
from taxonomy.nodes import Resolution
from taxonomy.tables import Taxonomy

MOST_MEANT = 12
"""A name that may be more places or industries than this is no condition."""
_LIST = re.compile(r"[、,，|]+")
_DAYS = re.compile(r"(?:within|<=?|≤)?\s*(\d{1,4})\s*(?:天内?|日内?|d|days?)?")
_POINTS = re.compile(r"(?:>=?|≥)?\s*([1-6])\s*(?:\+|分|分以上|以上)?")
_NO_LAND = frozenset(("none", "无", "没有", "不需要", "0"))
_FOR_EVER = frozenset(("none", "无", "没有", "长期", "不限"))
_UNSTATED = frozenset((UNSTATED, "none", "未公布", "未公开", "面议", "无"))

OfficesNamed = Callable[[str], tuple[str, ...]]
"""A name or a part of one -> ids of the offices it may be."""


@dataclass
class Taken:
    """The text that is left, and the conditions that were in it: names as in `Filters`."""

    text: str
    lists: dict[str, set[str]] = field(default_factory=dict)
    single: dict[str, object] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    problems: list[tuple[str, str, str]] = field(default_factory=list)


def take(text: str, taxonomy: Taxonomy, offices_named: OfficesNamed) -> Taken:
    """Read the fields of a text.  Problems are (code, name in the address, value), see `query.Problem`."""
    parsed = parse(text)
    taken = Taken(text)
    taken.problems = [("field", name, whole) for name, whole in parsed.unknown]
    if parsed.is_open:
        taken.problems.append(("quote", "q", ""))
    reader = _Fields(taxonomy, offices_named, taken)
    pieces: list[str] = []
    place = 0
    for part in parsed.parts:
        if not part.field or (part.field == "title" and part.text):
            continue
        pieces += [text[place : part.start], " ", reader.read(part), " "]
        place = part.end
    if pieces:
        taken.text = " ".join("".join((*pieces, text[place:])).split())
    return taken


class _Fields:
    """Reads one part after the other into `taken`; what it gives back stays in the text."""

    def __init__(self, taxonomy: Taxonomy, offices_named: OfficesNamed, taken: Taken) -> None:
        self._taxonomy = taxonomy
        self._taken = taken
        self._codes: dict[str, Callable[[str], tuple[tuple[str, str], ...]]] = {
            "region": lambda value: self._named("region", _meant(taxonomy.regions.resolve(value))),
            "industry": self._industry,
            "sector": self._sector,
            "mode": lambda value: self._named("mode", modes_of_text(value)),
            "office": lambda value: self._named("office", offices_named(value)),
        }

    def read(self, part: Part) -> str:
        if not part.text:
            self._say("blank", part.field)
            return ""
        if part.field in self._codes:
            return self._codes_of(part)
        if part.is_excluded and not (part.field == "amount" and part.text.lower() in _UNSTATED):
            self._say("positive", part.field, part.text)
            return ""
        getattr(self, f"_{part.field}")(part)
        return ""

    def _codes_of(self, part: Part) -> str:
        left = []
        for value in [part.text] if part.is_phrase else filter(None, _LIST.split(part.text)):
            found = self._codes[part.field](value)
            if not found:
                self._say("unmeant", part.field, value)
                left.append(_as_text(value, excluded=part.is_excluded, phrase=part.is_phrase))
            for name, code in found:
                if part.is_excluded:
                    self._taken.without.add(f"{name}:{code}")
                else:
                    self._taken.lists.setdefault(name, set()).add(code)
        return " ".join(left)

    def _named(self, name: str, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((name, code) for code in codes)

    def _industry(self, value: str) -> tuple[tuple[str, str], ...]:
        """A class of GB/T 4754, or else one of the chamber's own sectors: people say 行业 for both."""
        codes = _meant(self._taxonomy.industries.resolve(value))
        return self._named("industry", codes) or self._sector_itself(value)

    def _sector(self, value: str) -> tuple[tuple[str, str], ...]:
        codes = self._sector_itself(value)
        return codes or self._named("industry", _meant(self._taxonomy.industries.resolve(value)))

    def _sector_itself(self, value: str) -> tuple[tuple[str, str], ...]:
        sector = self._taxonomy.crosswalk.sector_by_name(value)
        return (("sector", sector),) if sector else ()

    def _amount(self, part: Part) -> None:
        if part.text.lower() in _UNSTATED:
            if part.is_excluded:
                self._taken.without.add(f"amount:{UNSTATED}")
            else:
                self._taken.lists.setdefault("amount", set()).add(UNSTATED)
            return
        self._span(part, "amount_min_wan", "amount_max_wan")

    def _land(self, part: Part) -> None:
        if part.text.lower() in _NO_LAND:
            self._taken.single["land_none"] = True
        else:
            self._span(part, "land_min_mu", "land_max_mu")

    def _span(self, part: Part, low: str, high: str) -> None:
        span = read_span(part.text)
        if span is None:
            self._say("number", part.field, part.text)
        elif None not in span and span[0] > span[1]:  # type: ignore[operator]  # neither is None
            self._say("reversed", f"{part.field}_min", f"{written(span[0] or 0)} > {written(span[1] or 0)}")
        else:
            self._taken.single |= {low: span[0], high: span[1]}

    def _maturity(self, part: Part) -> None:
        match = _POINTS.fullmatch(part.text.lower())
        if match:
            self._taken.single["maturity_min"] = int(match[1])
        else:
            self._say("unknown", "maturity", part.text)

    def _verified(self, part: Part) -> None:
        self._days(part, "verified_days")

    def _deadline(self, part: Part) -> None:
        if part.text.lower() in _FOR_EVER:
            self._taken.single |= {"deadline_none": True, "deadline_days": None}
        else:
            self._days(part, "deadline_days")

    def _days(self, part: Part, name: str) -> None:
        match = _DAYS.fullmatch(part.text.lower())
        days = read_number(match[1]) if match else None
        if days is None or not 1 <= days <= 3650:
            self._say("number", part.field, part.text)
        else:
            self._taken.single[name] = int(days)
            if name == "deadline_days":
                self._taken.single["deadline_none"] = False

    def _title(self, part: Part) -> None:
        """Only one without a value comes here."""

    def _say(self, code: str, name: str, value: str = "") -> None:
        self._taken.problems.append((code, name, value))


def _meant(found: Resolution) -> tuple[str, ...]:
    """The codes a text names whole; several where it names a group, or places of one name."""
    if not found.exact:
        return ()
    codes = (found.code,) if found.code else found.candidates
    return codes if len(codes) <= MOST_MEANT else ()


def _as_text(value: str, *, excluded: bool, phrase: bool) -> str:
    """A value as a word to look for; in quotation marks where it would be read as something else."""
    is_odd = phrase or re.match(r"[-－−–—]", value) or re.search(r"[:：∶﹕︰]", value)
    word = f'"{value}"' if is_odd else value
    return f"-{word}" if excluded else word
