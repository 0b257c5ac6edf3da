"""A search as one frozen value, read from an address and written back to it.

Whatever the address says that cannot be used is named in `Query.problems`, so that a page can say it;
nothing is ignored silently and nothing raises.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from search.filters import BANDS, MODE_CODES, NO_FILTERS, Filters
from taxonomy.tables import Taxonomy

SORTS = ("relevance", "newest", "amount", "maturity", "deadline")
PAGE_SIZE = 20
DEEPEST = 10_000
"""No engine is asked for a hit further down than this."""
LONGEST_TEXT = 200
MOST_VALUES = 100
LARGEST_NUMBER = 1e9

# The names in the address, one a field of Filters.  They are public: people keep and send these addresses.
_LISTS = {
    "sector": "sectors", "region": "regions", "industry": "industries", "amount": "bands", "mode": "modes",
    "office": "offices",
}
_NUMBERS = {
    "amount_min": "amount_min_wan", "amount_max": "amount_max_wan",
    "land_min": "land_min_mu", "land_max": "land_max_mu",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that was not used, or not as given.

    `code` says what: unknown (a value no list holds), number (not a number from 0 to 10⁹), reversed (the
    least is above the most), sort, page, deep (a page beyond the last), cut (text longer than 200
    characters), control (control characters), many (more than 100 values), quote (a quotation mark left
    open), empty (text without a letter or a character).
    """

    code: str
    field: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, in which order, and which page of it."""

    text: str = ""
    filters: Filters = NO_FILTERS
    sort: str = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE
    exact: bool = False
    kind: str = "opportunity"
    problems: tuple[Problem, ...] = dataclasses.field(default=(), compare=False)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size

    @property
    def deepest_page(self) -> int:
        return max(1, DEEPEST // self.page_size)

    def with_filters(self, **changes: Any) -> Query:
        """The same search with other filters, from its first page."""
        return dataclasses.replace(self, filters=dataclasses.replace(self.filters, **changes), page=1)

    def replace(self, **changes: Any) -> Query:
        """The same search with other text, order or page."""
        return dataclasses.replace(self, **changes)

    def with_problems(self, *problems: Problem) -> Query:
        """The same search with more to say about it."""
        return dataclasses.replace(self, problems=(*self.problems, *problems))

    def to_querydict(self) -> dict[str, list[str]]:
        """The address's parameters without those that hold their default, names in a fixed order."""
        held: dict[str, list[str]] = {}
        if self.text:
            held["q"] = [self.text]
        for name, field in _LISTS.items():
            if values := getattr(self.filters, field):
                held[name] = list(values)
        for name, field in _NUMBERS.items():
            if (number := getattr(self.filters, field)) is not None:
                held[name] = [_written(number)]
        if self.filters.land_none:
            held["land"] = ["none"]
        if self.filters.maturity_min:
            held["maturity"] = [str(self.filters.maturity_min)]
        if self.filters.verified_days is not None:
            held["verified"] = [str(self.filters.verified_days)]
        if self.exact:
            held["exact"] = ["1"]
        if self.sort != "relevance":
            held["sort"] = [self.sort]
        if self.page != 1:
            held["page"] = [str(self.page)]
        return held

    def to_address(self) -> str:
        """`to_querydict` as "?q=…", or "" when there is nothing to say."""
        encoded = urlencode(self.to_querydict(), doseq=True)
        return f"?{encoded}" if encoded else ""

    @classmethod
    def from_querydict(
        cls, data: Mapping[str, Any], *, taxonomy: Taxonomy, offices: Container[str] | None = None,
    ) -> Query:
        """Read a Django QueryDict, or a mapping of names to a string or a list of strings.

        Codes are checked against `taxonomy`; office ids against `offices` where it is given.
        """
        return _Reader(data).query(taxonomy, offices)


class _Reader:
    """Takes an address apart and keeps count of what it could not use."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def query(self, taxonomy: Taxonomy, offices: Container[str] | None) -> Query:
        known: dict[str, Callable[[str], bool]] = {
            "sector": taxonomy.crosswalk.sectors.__contains__,
            "region": taxonomy.regions.__contains__,
            "industry": taxonomy.industries.__contains__,
            "amount": BANDS.__contains__,
            "mode": MODE_CODES.__contains__,
            "office": (lambda _id: True) if offices is None else offices.__contains__,
        }
        held: dict[str, Any] = {field: self.codes(name, known[name]) for name, field in _LISTS.items()}
        held |= {field: self.number(name) for name, field in _NUMBERS.items()}
        for field, unit in (("amount", "wan"), ("land", "mu")):
            low, high = held[f"{field}_min_{unit}"], held[f"{field}_max_{unit}"]
            if low is not None and high is not None and low > high:
                self.say("reversed", f"{field}_min", f"{_written(low)} > {_written(high)}")
                held[f"{field}_min_{unit}"] = held[f"{field}_max_{unit}"] = None
        held["land_none"] = self.choice("land", ("", "none")) == "none"
        held["maturity_min"] = int(self.choice("maturity", ("", *"0123456")) or 0)
        held["verified_days"] = self.whole("verified", low=1, high=3650)
        text = self.text()
        return Query(
            text=text,
            filters=Filters(**held),
            sort=self.choice("sort", ("", *SORTS), code="sort") or "relevance",
            page=self.page(),
            exact=self.choice("exact", ("", "0", "1")) == "1",
            problems=tuple(self.problems),
        )

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


_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    r"\ud800-\udfff"  # halves of a character
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # without width, or turning the direction of writing
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(亿|万)?(?:元|亩)?")


def _printable(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_text(raw: str) -> str:
    """Text without control characters, one space between words."""
    return " ".join(_CONTROL.sub(" ", raw).split())


def read_number(value: str) -> float | None:
    """A number from 0 to 10⁹ as people type it: "1,000", "１２００", "1.5亿" (15,000, in 万元), "800 亩";
    else None.
    """
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", value[:60]))
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    number = round(float(match[1]) * (10_000 if match[2] == "亿" else 1), 2)
    return number if number <= LARGEST_NUMBER else None


def _written(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
