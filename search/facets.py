"""Raw counts of an engine -> facet values in the order a page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from search.filters import BANDS, DEADLINE_DAYS, MODE_CODES, VERIFIED_DAYS, group_of
from search.query import Query
from search.results import FacetValue

MATURITY_STEPS = (5, 4, 3)
Counts = Mapping[str, int]
"""Value -> documents. `maturity` has the points reached, `verified` the days since, each exact; `land_none`
has the one value "none"; `deadline` the days until, exact, and "none" for those open for ever."""


class Kept(dict[str, int]):
    """Counts that an engine keeps, and with them their values where none is selected."""

    __slots__ = ("drawn",)

    def __init__(self, counts: Counts) -> None:
        super().__init__(counts)
        self.drawn: tuple[FacetValue, ...] | None = None


_FIXED: dict[str, tuple[str, ...]] = {
    "bands": tuple(BANDS),
    "modes": MODE_CODES,
    "maturity": tuple(map(str, MATURITY_STEPS)),
    "verified": tuple(map(str, VERIFIED_DAYS)),
    "land_none": ("none",),
    "deadline": (*map(str, DEADLINE_DAYS), "none"),
}


def values(name: str, counts: Counts, query: Query) -> tuple[FacetValue, ...]:
    """The values of one facet: those of a short list in its own order, zeros too; the others by count, then
    code.

    A selected value is always there, even with nothing behind it.
    """
    chosen = selected(name, query)
    if not chosen and isinstance(counts, Kept):
        if counts.drawn is None:
            counts.drawn = _values(name, counts, chosen)
        return counts.drawn
    return _values(name, counts, chosen)


def _values(name: str, counts: Counts, chosen: set[str]) -> tuple[FacetValue, ...]:
    if name == "maturity":
        steps = set(range(1, 7))
        counts = {str(least): sum(n for value, n in counts.items() if int(value) >= least) for least in steps}
    if name == "verified":
        steps = {*VERIFIED_DAYS, *map(int, chosen)}
        counts = {str(days): sum(n for age, n in counts.items() if int(age) <= days) for days in steps}
    if name == "deadline":
        steps = {*DEADLINE_DAYS, *(int(one) for one in chosen if one != "none")}
        until = [(int(days), n) for days, n in counts.items() if days != "none"]
        counts = {
            "none": counts.get("none", 0),
            **{str(step): sum(n for days, n in until if 0 <= days <= step) for step in steps},
        }
    if fixed := _FIXED.get(name):
        order = [(value, counts.get(value, 0)) for value in (*fixed, *sorted(chosen - set(fixed)))]
    else:
        order = sorted({**dict.fromkeys(chosen, 0), **counts}.items(), key=itemgetter(0))
        order.sort(key=itemgetter(1), reverse=True)  # stable: equal counts stay in order of code
    new = tuple.__new__  # there are thousands of places: half the time of FacetValue(…)
    return tuple([new(FacetValue, (value, count, value in chosen)) for value, count in order])


def selected(name: str, query: Query) -> set[str]:
    """The values of a facet that are set."""
    filters = query.filters
    if name == "maturity":
        return {str(filters.maturity_min)} if filters.maturity_min else set()
    if name == "verified":
        return {str(filters.verified_days)} if filters.verified_days is not None else set()
    if name == "deadline":
        if filters.deadline_none:
            return {"none"}
        return set() if filters.deadline_days is None else {str(filters.deadline_days)}
    if name == "land_none":
        return {"none"} if filters.land_none else set()
    if group := group_of(name):
        return set(filters.marks_by_group.get(group, ()))
    held: tuple[str, ...] = getattr(filters, name)
    return set(held)
