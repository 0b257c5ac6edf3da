"""A search without an index: the plan evaluated in Python on documents that are at hand.

What is found, the counts and the order by a field are those of the engines, for the same plan, the same
tokens and the same tree of words decide.  Only the relevance is rougher: a word counts for where it stands
and not for how often.  Slow, so for some thousands of documents at most.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from search import counting, shape
from search.document import Document
from search.engines.base import Found, PlannedEngine
from search.facets import Counts
from search.fields import Fields
from search.plan import Filter, Plan, Range, Terms
from search.planner import Planner

PLAIN = 1.0  # in place of BM25


class Row:
    """A document with its fields; tokens between spaces, so that whole ones are found by their characters."""

    __slots__ = ("document", "keywords", "numbers", "tokens")

    def __init__(self, document: Document, made: Fields) -> None:
        self.document = document
        self.keywords = {**made.keywords, "key": (made.key,)}
        self.numbers = made.numbers
        self.tokens = {name: f" {tokens} " for name, tokens in made.tokens.items()}


class ScanEngine(PlannedEngine):
    """The reading half of an engine; `rows(kind)` gives what there is."""

    def __init__(
        self, rows: Callable[[str], Sequence[Row]], *, planner: Callable[[], Planner], **settings: Any
    ) -> None:
        super().__init__(planner, **settings)
        self._rows = rows

    def execute(self, plan: Plan) -> Found:
        asked = [held.values for held in plan.filters if isinstance(held, Terms) and held.field == "kind"]
        words = [*shape.words(plan)]
        never = [*shape.excluded(plan)]
        lifts = [*shape.lifts(plan)] if plan.sort == "relevance" else []
        found: list[tuple[float, Row]] = []
        near: dict[str, list[Row]] = {name: [] for name in plan.facets}
        for row in (
            row for kind in sorted({kind for kinds in asked for kind in kinds}) for row in self._rows(kind)
        ):
            failed = [held.name for held in plan.filters if not holds(held, row)]
            # failed by the filter of one facet alone, it counts for that facet
            if any(name != failed[0] or name not in near for name in failed):
                continue
            worths = [worth(one, row) for one in words]
            if None in worths or any(worth(one, row) is not None for one in never):
                continue
            if failed:
                near[failed[0]].append(row)
                continue
            found.append((sum(filter(None, worths)) + sum(worth(one, row) or 0.0 for one in lifts), row))
        column = "sort_newest" if plan.sort == "relevance" else f"sort_{plan.sort}"
        if plan.sort == "relevance":
            found.sort(key=lambda one: (one[0], one[1].numbers[column]), reverse=True)
        else:
            found.sort(key=lambda one: one[1].numbers[column], reverse=True)
        page = found[plan.offset : plan.offset + plan.limit]
        rows = [row for _score, row in found]
        return Found(
            total=len(found),
            documents=tuple(
                (row.document, score if plan.sort == "relevance" else 0.0) for score, row in page
            ),
            counts={name: _counts(name, [*rows, *near[name]], plan) for name in plan.facets},
        )


def _counts(name: str, rows: Iterable[Row], plan: Plan) -> Counts:
    if name == "land_none":
        return {"none": sum(row.numbers.get("land", counting.LANDLESS) < counting.LANDLESS for row in rows)}
    column = counting.column(name)
    found: Counter[object] = Counter()
    for row in rows:
        found.update(row.keywords.get(column, ()))
        if column in row.numbers:
            found[int(row.numbers[column])] += 1
    return counting.named(name, found.items(), today=plan.today)


@functools.singledispatch
def holds(held: Filter, row: Row) -> bool:
    """Whether a condition holds."""
    raise TypeError(f"A plan holds no condition like {held!r}.")


@holds.register
def _(held: Terms, row: Row) -> bool:
    return any(value in held.values for value in row.keywords.get(held.field, ()))


@holds.register
def _(held: Range, row: Row) -> bool:
    number = row.numbers.get(held.field)
    if number is None:
        return False
    return (held.low is None or number >= held.low) and (held.high is None or number <= held.high)


@functools.singledispatch
def worth(node: shape.Node, row: Row) -> float | None:
    """What a node gives for a document; None where it does not find it."""
    raise TypeError(f"A plan's shape holds no {node!r}.")


@worth.register
def _(node: shape.Term, row: Row) -> float | None:
    return PLAIN if f" {node.token} " in row.tokens[node.field] else None


@worth.register
def _(node: shape.Run, row: Row) -> float | None:
    return PLAIN if f" {' '.join(node.tokens)} " in row.tokens[node.field] else None


@worth.register
def _(node: shape.Holds, row: Row) -> float | None:
    return PLAIN if node.value in row.keywords.get(node.field, ()) else None


@worth.register
def _(node: shape.Verified, row: Row) -> float | None:
    return PLAIN if row.numbers.get("verified_day", 0) >= node.since else None


@worth.register
def _(node: shape.Const, row: Row) -> float | None:
    return None if worth(node.node, row) is None else node.score


@worth.register
def _(node: shape.Boost, row: Row) -> float | None:
    given = worth(node.node, row)
    return None if given is None else given * node.factor


@worth.register
def _(node: shape.Any, row: Row) -> float | None:
    given = [one for each in node.nodes if (one := worth(each, row)) is not None]
    return sum(given) if len(given) >= node.least else None


@worth.register
def _(node: shape.All, row: Row) -> float | None:
    total = 0.0
    for each in node.nodes:
        given = worth(each, row)
        if given is None:
            return None
        total += given
    return total


@worth.register
def _(node: shape.Best, row: Row) -> float | None:
    given = [one for each in node.nodes if (one := worth(each, row)) is not None]
    return max(given) + node.tie * (sum(given) - max(given)) if given else None


@worth.register
def _(node: shape.Nothing, row: Row) -> float | None:
    return None
