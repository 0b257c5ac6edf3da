"""The address of a request of the API -> a query; what cannot be used is refused, not left out.

A page for people does what it can and says the rest. A program would not read that: a condition it wrote and
that was dropped would give it too much, so here such an address is an error (422).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search import wording
from search.api.schemas import Address, Fault
from search.numbers import read_number
from search.offices import Offices
from search.planner import FACETS
from search.query import Problem, Query
from taxonomy.tables import Taxonomy

LARGEST_PAGE = 100
USED_IN_PART = frozenset(("cut", "control", "quote", "deep", "field", "unmeant"))
CURES = {
    "unknown": _("Take a value of that facet, or of openapi.json."),
    "number": _("Write a number, such as 5000 or 1.5亿."),
    "reversed": _("Let the least be no more than the most."),
    "sort": _("Write one of: relevance, newest, amount, maturity, deadline."),
    "page": _("Write a whole number from 1."),
    "deep": _("Narrow the search: no more than 10,000 hits can be paged through."),
    "cut": _("Shorten the text."),
    "control": _("Take the invisible characters out."),
    "many": _("Send fewer values."),
    "quote": _("Close the quotation mark."),
    "field": _("Use one of the fields, or write the text without a colon."),
    "unmeant": _("Write a name or a code that exists."),
    "blank": _("Write a value right behind the colon."),
    "positive": _("Write the range that is wanted."),
    "parameter": _("Take the parameter out, or correct its name; openapi.json lists all."),
    "size": _("Write a whole number from 1 to 100."),
}


class BadAddressError(Exception):
    """The address holds something that cannot be used."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.field for fault in faults))
        self.faults = faults


def read(data: QueryDict, *, taxonomy: Taxonomy, offices: Offices) -> Query:
    """The query of an address; BadAddressError names everything that is wrong with it."""
    query = Query.from_querydict(data, taxonomy=taxonomy, offices=offices, offices_named=offices.named)
    problems = [one for one in query.problems if one.code not in USED_IN_PART]
    known = Address.model_fields
    problems += [Problem("parameter", name[:80]) for name in sorted(data) if name not in known]
    size = read_number(data.get("page_size") or str(query.page_size))
    if size is None or size != int(size) or not 1 <= size <= LARGEST_PAGE:
        problems.append(Problem("size", "page_size", data.get("page_size", "")[:80]))
    if problems:
        raise BadAddressError(faults(problems))
    return query.replace(page_size=int(size or 1))


def facets(data: QueryDict) -> tuple[str, ...]:
    """The facets wanted, in their own order."""
    asked = {one for one in data.getlist("facets") if one}
    if not asked:
        return FACETS
    if wrong := sorted(asked - {*FACETS, "none"}):
        raise BadAddressError(faults(Problem("unknown", "facets", one[:80]) for one in wrong))
    return tuple(one for one in FACETS if one in asked)


def faults(problems: Iterable[Problem]) -> list[Fault]:
    """Each problem with its cause and its cure, in the reader's language."""
    return [
        Fault(
            field=one.field, code=one.code, value=one.value, cause=wording.problem(one),
            cure=str(CURES[one.code]),
        )
        for one in dict.fromkeys(problems)
    ]  # fmt: skip
