"""The nearest ways out of a search that found nothing: one condition less, and how many that gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.query import Query
from taxonomy.tables import Taxonomy

MOST_WAYS = 8
_LISTS = ("sectors", "industries", "regions", "bands", "modes", "offices")


@dataclass(frozen=True, slots=True)
class Way:
    """`action`: drop (a value of `field`), widen (the value's parent instead), text (without the text),
    bare (the text without any condition). `total` is what `query` then finds.
    """

    action: str
    field: str
    value: str
    query: Query
    total: int = 0
    to: str = ""


def ways(query: Query, *, taxonomy: Taxonomy, total: Callable[[Query], int]) -> tuple[Way, ...]:
    """The ways in the order of what they give, those that give nothing last."""
    found = [
        Way(way.action, way.field, way.value, way.query, total(way.query), way.to)
        for _number, way in zip(range(MOST_WAYS), _candidates(query, taxonomy), strict=False)
    ]
    return tuple(sorted(found, key=lambda way: (way.total == 0, -way.total)))


def _candidates(query: Query, taxonomy: Taxonomy) -> Iterator[Way]:
    filters = query.filters
    for field in _LISTS:
        if values := getattr(filters, field):
            yield Way("drop", field, ",".join(values), query.with_filters(**{field: ()}))
    if filters.amount_min_wan is not None or filters.amount_max_wan is not None:
        yield Way("drop", "amount", "", query.with_filters(amount_min_wan=None, amount_max_wan=None))
    if filters.land_min_mu is not None or filters.land_max_mu is not None:
        yield Way("drop", "land", "", query.with_filters(land_min_mu=None, land_max_mu=None))
    if filters.land_none:
        yield Way("drop", "land_none", "none", query.with_filters(land_none=False))
    if filters.maturity_min:
        yield Way("drop", "maturity", str(filters.maturity_min), query.with_filters(maturity_min=0))
    if filters.verified_days is not None:
        yield Way("drop", "verified", str(filters.verified_days), query.with_filters(verified_days=None))
    if filters.deadline_none or filters.deadline_days is not None:
        yield Way("drop", "deadline", "", query.with_filters(deadline_days=None, deadline_none=False))
    if filters.without:
        yield Way("drop", "without", "", query.with_filters(without=()))
    for field, tree in (("regions", taxonomy.regions), ("industries", taxonomy.industries)):
        values = getattr(filters, field)
        above = tree.ancestors(values[0])[-2:-1] if len(values) == 1 else ()
        if above:
            yield Way("widen", field, values[0], query.with_filters(**{field: above}), to=above[0])
    if query.text and filters:
        yield Way("text", "q", query.text, query.replace(text="", page=1))
        yield Way("bare", "", query.text, Query(text=query.text, exact=query.exact))
