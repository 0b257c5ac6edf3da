"""An address -> a `Query`, with everything in it that could not be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from search import sources
from search.fielded import OfficesNamed, take
from search.filters import BANDS, COLUMNS, MODE_CODES, Filters
from search.numbers import read_number, written
from search.query import LISTS, LONGEST_TEXT, MOST_VALUES, NUMBERS, SORTS, Problem, Query
from taxonomy.tables import Taxonomy


class Reader:
    """Takes an address apart and keeps count of what it could not use."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def query(
        self, taxonomy: Taxonomy, offices: Container[str] | None, offices_named: OfficesNamed, kind: str
    ) -> Query:
        known: dict[str, Callable[[str], bool]] = {
            "sector": taxonomy.crosswalk.sectors.__contains__,
            "region": taxonomy.regions.__contains__,
            "industry": taxonomy.industries.__contains__,
            "amount": BANDS.__contains__,
            "mode": MODE_CODES.__contains__,
            "office": (lambda _id: True) if offices is None else offices.__contains__,
            "mark": lambda mark: sources.has_mark(kind, mark),
        }
        held: dict[str, Any] = {field: self.codes(name, known[name]) for name, field in LISTS.items()}
        held |= {field: self.number(name) for name, field in NUMBERS.items()}
        for field, unit in (("amount", "wan"), ("land", "mu")):
            low, high = held[f"{field}_min_{unit}"], held[f"{field}_max_{unit}"]
            if low is not None and high is not None and low > high:
                self.say("reversed", f"{field}_min", f"{written(low)} > {written(high)}")
                held[f"{field}_min_{unit}"] = held[f"{field}_max_{unit}"] = None
        held["land_none"] = self.choice("land", ("", "none")) == "none"
        held["maturity_min"] = int(self.choice("maturity", ("", *"0123456")) or 0)
        held["verified_days"] = self.whole("verified", low=1, high=MOST_DAYS)
        held["deadline_none"] = self.value("deadline") == "none"
        if not held["deadline_none"]:
            held["deadline_days"] = self.whole("deadline", low=1, high=MOST_DAYS)
        held["without"] = self.without(known)
        text = self.text()
        if text:
            text = self.fields(text, held, taxonomy, offices_named)
        return Query(
            text=text,
            filters=Filters(**held),
            sort=self.choice("sort", ("", *SORTS), code="sort") or "relevance",
            page=self.page(),
            exact=self.choice("exact", ("", "0", "1")) == "1",
            kind=kind,
            problems=tuple(self.problems),
        )

    def fields(
        self, text: str, held: dict[str, Any], taxonomy: Taxonomy, offices_named: OfficesNamed
    ) -> str:
        """Put the conditions written in the text among the others; the text that is left."""
        taken = take(text, taxonomy, offices_named)
        for name, codes in taken.lists.items():
            held[LISTS[name]] = tuple(sorted({*held[LISTS[name]], *codes}))
        held |= taken.single  # what was typed last wins over what the address had
        held["without"] = tuple(sorted({*held["without"], *taken.without}))
        for problem in taken.problems:
            self.say(*problem)
        return taken.text

    def without(self, known: Mapping[str, Callable[[str], bool]]) -> tuple[str, ...]:
        """Codes not wanted: "region:510300"."""

        def is_known(value: str) -> bool:
            name, _colon, code = value.partition(":")
            return name in COLUMNS and known[name](code)

        return self.codes("without", is_known)

    def say(self, code: str, field: str, value: str = "") -> None:
        self.problems.append(Problem(code, field, _printable(value)[:80]))

    def values(self, name: str) -> Sequence[str]:
        getlist = getattr(self.data, "getlist", None)
        found = getlist(name) if getlist else self.data.get(name, ())
        found = [found] if isinstance(found, str) else list(found)
        if len(found) > MOST_VALUES:
            self.say("many", name, str(len(found)))
        return [str(value) for value in found[:MOST_VALUES]]

    def value(self, name: str) -> str:
        found = self.values(name)
        return found[-1].strip() if found else ""

    def codes(self, name: str, known: Callable[[str], bool]) -> tuple[str, ...]:
        codes = {value.strip() for value in self.values(name)} - {""}
        for code in sorted(code for code in codes if not known(code)):
            self.say("unknown", name, code)
        return tuple(sorted(code for code in codes if known(code)))

    def choice(self, name: str, allowed: Container[str], *, code: str = "unknown") -> str:
        value = self.value(name)
        if value in allowed:
            return value
        self.say(code, name, value)
        return ""

    def number(self, name: str) -> float | None:
        value = self.value(name)
        if not value:
            return None
        number = read_number(value)
        if number is None:
            self.say("number", name, value)
        return number

    def whole(self, name: str, *, low: int, high: int, code: str = "number") -> int | None:
        value = self.value(name)
        if not value:
            return None
        number = read_number(value)
        if number is None or number != int(number) or not low <= number <= high:
            self.say(code, name, value)
            return None
        return int(number)

    def page(self) -> int:
        value = self.value("page")
        if not value:
            return 1
        if value.isdecimal() and int(value[:30]) > Query().deepest_page:
            self.say("deep", "page", value)
            return Query().deepest_page
        return self.whole("page", low=1, high=Query().deepest_page, code="page") or 1

    def text(self) -> str:
        raw = self.value("q")
        text = clean_text(raw)
        if _CONTROL.search(raw):
            self.say("control", "q")
        if len(text) > LONGEST_TEXT:
            self.say("cut", "q", str(len(text)))
            text = text[:LONGEST_TEXT].strip()
        return text


MOST_DAYS = 3650
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    r"\ud800-\udfff"  # halves of a character
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # without width, or turning the direction of writing
)


def _printable(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_text(raw: str) -> str:
    """Text without control characters, one space between words."""
    return " ".join(_CONTROL.sub(" ", raw).split())
