"""The panel of filters and the chips above the results, as the templates draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from search import wording
from search.facets import Kept, Values, selected
from search.planner import FACETS
from search.query import Query
from search.results import FacetValue, Results
from taxonomy.tables import Industries, Regions, Taxonomy

MOST_NODES = 150
"""A tree with more branches than this shows the deeper levels only below what is selected."""
MOST_OFFICES = 12
_PARAMETER = {
    "sectors": "sector", "regions": "region", "industries": "industry", "bands": "amount", "modes": "mode",
    "maturity": "maturity", "verified": "verified", "land_none": "land", "offices": "office",
    "deadline": "deadline",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick: its name in the address, its value, how many it would give, and those below it."""

    parameter: str
    value: str
    label: str
    count: int
    selected: bool
    below: tuple[Option, ...] = ()
    is_open: bool = False

    @property
    def html_id(self) -> str:
        return f"f-{self.parameter}-{self.value}"


@dataclass(frozen=True, slots=True)
class Panel:
    """Options a facet, and how many conditions are set."""

    options: Mapping[str, tuple[Option, ...]]
    chosen: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that is set, and the address without it."""

    field: str
    label: str
    address: str


def offices_shown(results: Results) -> list[str]:
    """Ids of the offices in the panel: those with the most, and those chosen."""
    return [one.value for one in _shown("offices", results)]


def panel(results: Results, query: Query, taxonomy: Taxonomy, offices: Mapping[str, str]) -> Panel:
    """What the panel shows for these results."""
    options = {
        name: tuple(_leaf(name, one, taxonomy, offices) for one in _shown(name, results))
        for name in FACETS
        if name not in ("regions", "industries")
    }
    options["offices"] = tuple(one for one in options.get("offices", ()) if one.value in offices)
    for name in ("regions", "industries"):
        options[name] = _kept_tree(name, Values.of(results.facets.get(name, ())), taxonomy)
    return Panel(options, len(chips(query, taxonomy, {})))


def _shown(name: str, results: Results) -> Iterator[FacetValue]:
    for number, one in enumerate(results.facets.get(name, ())):
        if name != "offices" or number < MOST_OFFICES or one.selected:
            yield one


def _leaf(name: str, one: FacetValue, taxonomy: Taxonomy, offices: Mapping[str, str]) -> Option:
    label = wording.value(name, one.value, taxonomy, offices)
    return Option(_PARAMETER[name], one.value, label, one.count, one.selected)


def chips(query: Query, taxonomy: Taxonomy, offices: Mapping[str, str]) -> tuple[Chip, ...]:
    """The conditions that are set, in the order of the panel."""
    return tuple(_chips(query, taxonomy, offices))


def _chips(query: Query, taxonomy: Taxonomy, offices: Mapping[str, str]) -> Iterator[Chip]:
    for name in ("sectors", "regions", "industries", "bands", "modes", "offices", "marks"):
        values: tuple[str, ...] = getattr(query.filters, name)
        for held in values:
            left = tuple(other for other in values if other != held)
            label = wording.value(name, held, taxonomy, offices)
            yield _chip(name, label, query.with_filters(**{name: left}))
    filters = query.filters
    if filters.amount_min_wan is not None or filters.amount_max_wan is not None:
        label = wording.span(wording.wan(filters.amount_min_wan), wording.wan(filters.amount_max_wan))
        yield _chip("amount", label, query.with_filters(amount_min_wan=None, amount_max_wan=None))
    if filters.land_min_mu is not None or filters.land_max_mu is not None:
        label = wording.span(wording.mu(filters.land_min_mu), wording.mu(filters.land_max_mu))
        yield _chip("land", label, query.with_filters(land_min_mu=None, land_max_mu=None))
    for name, empty in (
        ("land_none", {"land_none": False}),
        ("maturity", {"maturity_min": 0}),
        ("verified", {"verified_days": None}),
        ("deadline", {"deadline_days": None, "deadline_none": False}),
    ):
        for held in selected(name, query):
            yield _chip(name, wording.value(name, held, taxonomy, {}), query.with_filters(**empty))
    for held in filters.without:
        left = tuple(other for other in filters.without if other != held)
        label = wording.value("without", held, taxonomy, offices)
        yield _chip("without", label, query.with_filters(without=left))


def _chip(name: str, label: str, left: Query) -> Chip:
    return Chip(str(wording.FIELDS[name]), label, left.to_address() or "?")


@dataclass(frozen=True, eq=False)
class _Same:
    """Equal to itself only, so that what is kept for one state of the taxonomy never serves another."""

    taxonomy: Taxonomy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.taxonomy is self.taxonomy

    def __hash__(self) -> int:
        return id(self.taxonomy)


def _kept_tree(name: str, values: Values, taxonomy: Taxonomy) -> tuple[Option, ...]:
    """The same counts come again with every page and order of a search."""
    if not isinstance(values.counts, Kept):
        return _tree(name, values, _Same(taxonomy))
    key = (name, values.chosen, get_language(), _Same(taxonomy))
    drawn: tuple[Option, ...] | None = values.counts.drawn.get(key)
    if drawn is None:
        drawn = values.counts.drawn[key] = _tree(name, values, _Same(taxonomy))
    return drawn


class _Places(NamedTuple):
    """Where each code of a tree stands: the one above it, "" for none, and how many there are above."""

    above: Mapping[str, str]
    level: Mapping[str, int]


@lru_cache(maxsize=8)
def _places(name: str, same: _Same) -> _Places:
    tree: Regions | Industries = getattr(same.taxonomy, name)
    paths = {code: tree.ancestors(code) for code in tree}
    return _Places(
        {code: path[-2] if len(path) > 1 else "" for code, path in paths.items()},
        {code: len(path) for code, path in paths.items()},
    )


def _tree(name: str, values: Values, same: _Same) -> tuple[Option, ...]:
    """The values as a tree, only branches with something behind them or selected.

    There are thousands of values, and some hundred are shown: only these are handled one by one.
    """
    above, level = _places(name, same)
    known = {one for one in values.counts if one in level} | (values.chosen & level.keys())
    held = _with_parents(known, above)
    is_open = {code for one in values.chosen & held for code in (one, *_all_above(one, above))}
    most = _depth([level[one] for one in held]) + 1
    below: dict[str, list[str]] = {}
    for one in held:
        if level[one] <= most or above[one] in is_open:
            below.setdefault(above[one], []).append(one)
    return _options(name, "", below, is_open, values, same.taxonomy)


def _with_parents(held: set[str], above: Mapping[str, str]) -> set[str]:
    """A selected value without a hit may have no parent among the counts."""
    missing = {above[code] for code in held} - held - {""}
    return held | {code for one in missing for code in (one, *_all_above(one, above))}


def _all_above(code: str, above: Mapping[str, str]) -> Iterator[str]:
    while code := above[code]:
        yield code


def _depth(levels: list[int]) -> int:
    """How many levels below the first are shown everywhere: as many as keep the panel readable."""
    many = Counter(levels)
    depth, total = 0, many[1] + many[2]
    while depth < max(many, default=0) and total <= MOST_NODES:
        depth += 1
        total += many[depth + 2]
    return depth


def _options(
    name: str,
    parent: str,
    below: Mapping[str, list[str]],
    is_open: set[str],
    values: Values,
    taxonomy: Taxonomy,
) -> tuple[Option, ...]:
    count = values.counts.get
    options = []
    for code in sorted(below.get(parent, ()), key=lambda one: (-count(one, 0), one)):
        under = _options(name, code, below, is_open, values, taxonomy)
        options.append(
            Option(
                parameter=_PARAMETER[name],
                value=code,
                label=wording.value(name, code, taxonomy, {}),
                count=count(code, 0),
                selected=code in values.chosen,
                below=under,
                is_open=bool(under) and code in is_open,
            )
        )
    return tuple(options)
