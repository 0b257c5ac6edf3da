"""Query + viewer -> Plan: which words must be there, what may stand for them, which conditions hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from search import visibility
from search.analysis import PARTICLES, Analyzer, phrase
from search.expand import Expander
from search.filters import FRESH_DAYS
from search.fold import fold
from search.plan import Clause, Filter, Plan, Range, Terms, Text
from search.query import Query
from search.syntax import Part, parse
from search.visibility import Viewer

MOST_CLAUSES = 32
OPTIONAL = frozenset((
    "项目", "招商", "招商引资", "招商项目", "投资项目", "我们", "想找", "请问", "适合", "哪里",
    "哪些", "什么", "怎么", "可以", "有没有", "相关",
))
"""Words that say nothing a posting could lack, or that only ask. They count when found, and are required
when alone.
"""
FACETS = ("sectors", "regions", "industries", "bands", "modes", "maturity", "verified", "land_none")


@dataclass
class _Clauses:
    required: list[Clause] = field(default_factory=list)
    optional: list[Clause] = field(default_factory=list)
    excluded: list[Clause] = field(default_factory=list)
    particles: list[Clause] = field(default_factory=list)
    together: list[Text] = field(default_factory=list)
    widened: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Planner:
    """Makes plans with one analysis and one state of the taxonomy."""

    def __init__(self, analyzer: Analyzer, expander: Expander) -> None:
        self.analyzer = analyzer
        self._expander = expander

    def plan(self, query: Query, *, viewer: Viewer, today: dt.date, facets: tuple[str, ...] = FACETS) -> Plan:
        """The plan of a query for a viewer on a day."""
        found = _Clauses()
        for part in parse(query.text).parts:
            self._read(part, found, exact=query.exact)
        required = found.required or found.optional or found.particles
        optional = found.optional if found.required else []
        sort = query.sort
        if sort == "relevance" and not required:
            sort = "newest"  # without words every document is as relevant as the next
        return Plan(
            required=tuple(dict.fromkeys(required))[:MOST_CLAUSES],
            optional=tuple(dict.fromkeys(optional))[:MOST_CLAUSES],
            excluded=tuple(dict.fromkeys(found.excluded))[:MOST_CLAUSES],
            together=tuple(dict.fromkeys(found.together)),
            filters=(
                Terms("kind", (query.kind,)), *visibility.conditions(viewer, today=today),
                *conditions(query, today=today),
            ),
            sort=sort,
            offset=query.offset,
            limit=query.page_size,
            fresh_from=today - dt.timedelta(days=FRESH_DAYS),
            today=today,
            facets=facets,
            widened=tuple(found.widened.items()),
            nothing=bool(query.text) and not (required or found.excluded),
        )

    def _read(self, part: Part, found: _Clauses, *, exact: bool) -> None:
        if part.is_phrase or part.is_excluded:
            if phrase(part.text):
                clause = self._expander.meaning(fold(part.text), exact=True).clause
                (found.excluded if part.is_excluded else found.required).append(clause)
            return
        words = self._expander.join(self.analyzer.words(part.text))
        words = [piece for word in words for piece in self._expander.split(word)]
        for word in words:
            meaning = self._expander.meaning(word, exact=exact)
            if word in PARTICLES:
                found.particles.append(meaning.clause)
            elif word in OPTIONAL:
                found.optional.append(meaning.clause)
            else:
                found.required.append(meaning.clause)
                if meaning.added:
                    found.widened[word] = meaning.added
        if len(words) > 1:
            found.together.append(self._expander.text(part.text))


def conditions(query: Query, *, today: dt.date) -> tuple[Filter, ...]:
    """The filters a person set, each under the name of its facet."""
    filters = query.filters
    held: list[Filter] = [
        Terms(column, values, name)
        for name, column, values in (
            ("sectors", "sectors", filters.sectors), ("regions", "regions", filters.regions),
            ("industries", "industries", filters.industries), ("bands", "band", filters.bands),
            ("modes", "modes", filters.modes), ("offices", "office", filters.offices),
        )
        if values
    ]
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
    return tuple(held)
