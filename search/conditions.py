"""The conditions a person set, as filters and exclusions of a plan."""

from __future__ import annotations

import datetime as dt

from search.fields import NO_DEADLINE
from search.filters import COLUMNS
from search.plan import Alternative, Clause, Code, Filter, Range, Terms
from search.query import Query

_LISTS = (
    ("sectors", "sectors"), ("regions", "regions"), ("industries", "industries"), ("bands", "band"),
    ("modes", "modes"), ("offices", "office"),
)  # fmt: skip


def conditions(query: Query, *, today: dt.date) -> tuple[Filter, ...]:
    """The filters a person set, each under the name of its facet."""
    filters = query.filters
    held: list[Filter] = [
        Terms(column, values, name) for name, column in _LISTS if (values := getattr(filters, name))
    ]
    held += [Terms("marks", marks, f"marks:{group}") for group, marks in filters.marks_by_group.items()]
    if filters.amount_min_wan is not None or filters.amount_max_wan is not None:
        held.append(Range("amount", filters.amount_min_wan, filters.amount_max_wan, "amount"))
    if filters.land_min_mu is not None or filters.land_max_mu is not None:
        held.append(Range("land", filters.land_min_mu, filters.land_max_mu, "land"))
    if filters.land_none:
        held.append(Range("land", 0, 0, "land_none"))
    if filters.maturity_min:
        held.append(Range("maturity", filters.maturity_min, None, "maturity"))
    if filters.verified_days is not None:
        held.append(Range("verified_day", today.toordinal() - filters.verified_days, None, "verified"))
    if filters.deadline_days is not None:
        day = today.toordinal()
        held.append(Range("deadline_day", day, day + filters.deadline_days, "deadline"))
    elif filters.deadline_none:
        held.append(Range("deadline_day", NO_DEADLINE, None, "deadline"))
    return tuple(held)


def excluded(query: Query) -> tuple[Clause, ...]:
    """The codes that must not be there, as one clause: any of them is enough."""
    codes = [Alternative(Code(COLUMNS[name], code)) for name, code in query.filters.excluded_codes]
    return (Clause("", tuple(codes)),) if codes else ()
