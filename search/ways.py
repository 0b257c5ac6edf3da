"""The nearest ways out of a search that found nothing, each with how many it gives.

A condition less, the place next to it, a word like the one nobody wrote. The cost is bounded: MOST_ASKED
counts are asked for; a neighbouring place's is known from the facets of the search itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from search.query import Query
from search.results import FacetValue
from search.syntax import parse
from taxonomy.tables import Taxonomy

MOST_ASKED = 10
MOST_NEIGHBOURS = 2
NEAR_KM = 250.0
_LISTS = ("sectors", "industries", "regions", "bands", "modes", "offices", "marks")
_SINGLE = (
    ("amount", {"amount_min_wan": None, "amount_max_wan": None}),
    ("land", {"land_min_mu": None, "land_max_mu": None}),
    ("land_none", {"land_none": False}),
    ("maturity", {"maturity_min": 0}),
    ("verified", {"verified_days": None}),
    ("deadline", {"deadline_days": None, "deadline_none": False}),
    ("without", {"without": ()}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """`action`: drop (a value of `field`), widen (the value's parent `to` instead), near (the neighbour `to`
    instead), word (`to` instead of the word `value`), text (without the text), bare (the text without any
    condition). `total` is what `query` then finds.
    """

    action: str
    field: str
    value: str
    query: Query
    total: int = 0
    to: str = ""


def ways(
    query: Query,
    *,
    taxonomy: Taxonomy,
    total: Callable[[Query], int],
    facets: Mapping[str, Sequence[FacetValue]] | None = None,
    similar: Callable[[str], Iterable[str]] = lambda _word: (),
) -> tuple[Way, ...]:
    """The ways in the order of what they give, those that give nothing last; words like the one written and
    that give something come first, since then the text is what left nothing.

    `facets` are those of the search that found nothing; `similar` gives words like a word.
    """
    found = [
        Way(way.action, way.field, way.value, way.query, total(way.query), way.to)
        for way in islice(_candidates(query, taxonomy), MOST_ASKED)
    ]
    bare = next((way.total for way in found if way.action == "bare"), 0)
    words: list[Way] = []
    if query.text and not bare:  # the words are what leaves nothing
        left = max(MOST_ASKED - len(found), 3)
        for way in islice(_other_words(query, similar), left):
            if number := total(way.query):
                words.append(Way(way.action, way.field, way.value, way.query, number, way.to))
    found += _neighbours(query, taxonomy, (facets or {}).get("regions", ()))
    return (*words, *sorted(found, key=lambda way: (way.total == 0, -way.total)))


def _candidates(query: Query, taxonomy: Taxonomy) -> Iterator[Way]:
    filters = query.filters
    if query.text and filters:
        yield Way("bare", "", query.text, Query(text=query.text, exact=query.exact))
        yield Way("text", "q", query.text, query.replace(text="", page=1))
    for field in _LISTS:
        if values := getattr(filters, field):
            yield Way("drop", field, ",".join(values), query.with_filters(**{field: ()}))
    for field, empty in _SINGLE:
        dropped = query.with_filters(**empty)
        if dropped.filters != filters:
            value = str(filters.maturity_min if field == "maturity" else filters.verified_days or "")
            yield Way("drop", field, value if field in ("maturity", "verified") else "", dropped)
    for field, tree in (("regions", taxonomy.regions), ("industries", taxonomy.industries)):
        values = getattr(filters, field)
        above = tree.ancestors(values[0])[-2:-1] if len(values) == 1 else ()
        if above:
            yield Way("widen", field, values[0], query.with_filters(**{field: above}), to=above[0])


def _neighbours(query: Query, taxonomy: Taxonomy, counted: Sequence[FacetValue]) -> list[Way]:
    """Places of the same level nearby that have what is looked for: the facet counts as if no place were
    set.
    """
    if len(query.filters.regions) != 1:
        return []
    regions, here = taxonomy.regions, query.filters.regions[0]
    level = regions[here].level
    near = []
    for one in counted:
        place = regions.get(one.value)
        if one.count and one.value != here and place is not None and place.level == level:
            far = regions.distance_km(here, one.value)
            if far is not None and far <= NEAR_KM:
                near.append((far, one))
    near.sort(key=lambda pair: pair[0])
    return [
        Way("near", "regions", here, query.with_filters(regions=(one.value,)), one.count, to=one.value)
        for _far, one in near[:MOST_NEIGHBOURS]
    ]


def _other_words(query: Query, similar: Callable[[str], Iterable[str]]) -> Iterator[Way]:
    """The text with one word in place of another that is like it."""
    for part in parse(query.text).parts:
        if part.is_phrase or part.is_excluded or part.field:
            continue
        for other in similar(part.text):
            text = f"{query.text[: part.start]}{other}{query.text[part.end :]}"
            yield Way("word", "q", part.text, query.replace(text=text, page=1), to=other)
