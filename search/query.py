"""A search as one frozen value, read from an address and written back to it.

Whatever the address says that cannot be used is named in `Query.problems`, so that a page can say it;
nothing is ignored silently and nothing raises.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from search.filters import NO_FILTERS, Filters
from search.numbers import written
from taxonomy.tables import Taxonomy

SORTS = ("relevance", "newest", "amount", "maturity", "deadline")
PAGE_SIZE = 20
DEEPEST = 10_000
"""No engine is asked for a hit further down than this."""
LONGEST_TEXT = 200
MOST_VALUES = 100

# The names in the address, one a field of Filters.  They are public: people keep and send these addresses.
LISTS = {
    "sector": "sectors", "region": "regions", "industry": "industries", "amount": "bands", "mode": "modes",
    "office": "offices", "mark": "marks",
}
NUMBERS = {
    "amount_min": "amount_min_wan", "amount_max": "amount_max_wan",
    "land_min": "land_min_mu", "land_max": "land_max_mu",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that was not used, or not as given.

    `code` says what: unknown (a value no list holds), number (not a number from 0 to 10⁹), reversed (the
    least is above the most), sort, page, deep (a page beyond the last), cut (text longer than 200
    characters), control (control characters), many (more than 100 values), quote (a quotation mark left
    open); and of fields written in the text: field (no field has this name), unmeant (a value that names
    nothing, looked for as a word), blank (nothing behind the colon), positive (a field that cannot
    be excluded).
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
        for name, field in LISTS.items():
            if values := getattr(self.filters, field):
                held[name] = list(values)
        for name, field in NUMBERS.items():
            if (number := getattr(self.filters, field)) is not None:
                held[name] = [written(number)]
        if self.filters.land_none:
            held["land"] = ["none"]
        if self.filters.maturity_min:
            held["maturity"] = [str(self.filters.maturity_min)]
        if self.filters.verified_days is not None:
            held["verified"] = [str(self.filters.verified_days)]
        if self.filters.deadline_none or self.filters.deadline_days is not None:
            held["deadline"] = ["none" if self.filters.deadline_none else str(self.filters.deadline_days)]
        if self.filters.without:
            held["without"] = list(self.filters.without)
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
        offices_named: Callable[[str], tuple[str, ...]] = lambda _name: (), kind: str = "opportunity",
    ) -> Query:
        """Read a Django QueryDict, or a mapping of names to a string or a list of strings.

        Codes are checked against `taxonomy`; office ids against `offices` where it is given, marks
        against what `kind` registered. Fields written in the text become conditions; `offices_named` says
        which offices a name may mean.
        """
        from search.reading import Reader

        return Reader(data).query(taxonomy, offices, offices_named, kind)
