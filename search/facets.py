"""Raw counts of an engine -> facet values in the order a page shows them."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, overload

from search.filters import BANDS, DEADLINE_DAYS, MODE_CODES, VERIFIED_DAYS, group_of
from search.query import Query
from search.results import FacetValue

MATURITY_STEPS = (5, 4, 3)
Counts = Mapping[str, int]
"""Value -> documents. `maturity` has the points reached, `verified` the days since, each exact; `land_none`
has the one value "none"; `deadline` the days until, exact, and "none" for those open for ever."""


class Kept(dict[str, int]):
    """Counts that an engine keeps, and with them what a page has made of them."""

    __slots__ = ("drawn",)

    def __init__(self, counts: Counts) -> None:
        super().__init__(counts)
        self.drawn: dict[Hashable, Any] = {}


class Values(Sequence[FacetValue]):
    """The values of a facet that may have thousands, by count, then code; equal to a tuple of the same.

    They are made only for whoever goes through them: a page shows some hundred, and takes them from `counts`.
    """

    __slots__ = ("_made", "chosen", "counts")

    def __init__(self, counts: Counts, chosen: Iterable[str]) -> None:
        self.counts, self.chosen = counts, frozenset(chosen)
        self._made: tuple[FacetValue, ...] | None = None

    @classmethod
    def of(cls, values: Sequence[FacetValue]) -> Values:
        """The same of any sequence."""
        if isinstance(values, cls):
            return values
        return cls({one.value: one.count for one in values}, (one.value for one in values if one.selected))

    def _all(self) -> tuple[FacetValue, ...]:
        if self._made is None:
            order = sorted({**dict.fromkeys(self.chosen, 0), **self.counts}.items(), key=itemgetter(0))
            order.sort(key=itemgetter(1), reverse=True)  # stable: equal counts stay in order of code
            self._made = _made(order, self.chosen)
        return self._made

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FacetValue, ...]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        return self._all()[at]

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Values) else other)

    __hash__ = None  # type: ignore[assignment]  # nobody keeps these by value

    def __repr__(self) -> str:
        return f"Values{self._all()}"


_FIXED: dict[str, tuple[str, ...]] = {
    "bands": tuple(BANDS),
    "modes": MODE_CODES,
    "maturity": tuple(map(str, MATURITY_STEPS)),
    "verified": tuple(map(str, VERIFIED_DAYS)),
    "land_none": ("none",),
    "deadline": (*map(str, DEADLINE_DAYS), "none"),
}


def values(name: str, counts: Counts, query: Query) -> Sequence[FacetValue]:
    """The values of one facet: those of a short list in its own order, zeros too; the others by count, then
    code.

    A selected value is always there, even with nothing behind it.
    """
    chosen = selected(name, query)
    fixed = _FIXED.get(name)
    if fixed is None:
        return Values(counts, chosen)
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
    return _made([(value, counts.get(value, 0)) for value in (*fixed, *sorted(chosen - set(fixed)))], chosen)


def _made(order: Iterable[tuple[str, int]], chosen: Container[str]) -> tuple[FacetValue, ...]:
    new = tuple.__new__  # half the time of FacetValue(…)
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
