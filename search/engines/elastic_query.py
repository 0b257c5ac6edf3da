"""A plan as a search of Elasticsearch's DSL.  No text a person typed ever reaches a query language: it stands
in term and phrase queries only, as tokens.
"""

from __future__ import annotations

import functools
from typing import Any

import elasticsearch_dsl as dsl

from search import counting, shape
from search.facets import Counts
from search.plan import Filter, Plan, Range, Terms

_OWN = "values"  # the name of a facet's aggregation inside its filter


def search(plan: Plan) -> dsl.Search:
    """The whole plan: hits, total and counts in one request.

    Conditions of a facet that is counted stand behind the count (post_filter), and each facet has those of
    the others as a filter of its own.
    """
    apart = [held for held in plan.filters if held.name and held.name in plan.facets]
    # each step of the builder copies all that is there, so the large parts come last
    found = dsl.Search().extra(track_total_hits=True, track_scores=False)
    if plan.sort != "relevance":
        found = found.sort({f"sort_{plan.sort}": {"order": "desc"}})
    found = found[plan.offset : plan.offset + plan.limit]
    if apart:
        found = found.post_filter(_all(apart))
    found = found.query(_query(plan, [held for held in plan.filters if held not in apart]))
    for name in plan.facets:
        counted = _aggregation(name)
        if apart:
            others = [held for held in apart if held.name != name]
            counted = dsl.A("filter", filter=_all(others), aggs={_OWN: counted})
        found.aggs.bucket(name, counted)
    return found


def counts(plan: Plan, answer: dict[str, Any]) -> dict[str, Counts]:
    """The facets of an answer to `search(plan)`."""
    return {name: _read(name, answer["aggregations"][name], plan) for name in plan.facets}


def _query(plan: Plan, filters: list[Filter]) -> dsl.Q:
    words = [node(one) for one in shape.words(plan)]
    conditions = [condition(held) for held in filters]
    never = [node(one) for one in shape.excluded(plan)]
    if plan.sort != "relevance":  # nothing scores
        return dsl.Q("bool", filter=conditions + words, must_not=never)
    lifts = [node(one) for one in shape.lifts(plan)]
    return dsl.Q("bool", must=words, should=lifts, filter=conditions, must_not=never)


def _all(filters: list[Filter]) -> dsl.Q:
    return dsl.Q("bool", filter=[condition(held) for held in filters])


@functools.singledispatch
def condition(held: Filter) -> dsl.Q:
    """One condition."""
    raise TypeError(f"A plan holds no condition like {held!r}.")


@condition.register
def _(held: Terms) -> dsl.Q:
    return dsl.Q("terms", **{held.field: list(held.values)})


@condition.register
def _(held: Range) -> dsl.Q:
    limits = {"gte": held.low, "lte": held.high}
    given = {name: limit for name, limit in limits.items() if limit is not None}
    return dsl.Q("range", **{held.field: given})


@functools.singledispatch
def node(held: shape.Node) -> dsl.Q:
    """One node of the tree of words."""
    raise TypeError(f"A plan's shape holds no {held!r}.")


@node.register
def _(held: shape.Term) -> dsl.Q:
    return dsl.Q("term", **{held.field: held.token})


@node.register
def _(held: shape.Run) -> dsl.Q:
    return dsl.Q("match_phrase", **{held.field: " ".join(held.tokens)})


@node.register
def _(held: shape.Holds) -> dsl.Q:
    return dsl.Q("term", **{held.field: held.value})


@node.register
def _(held: shape.Verified) -> dsl.Q:
    return dsl.Q("range", verified_day={"gte": held.since})


@node.register
def _(held: shape.Const) -> dsl.Q:
    return dsl.Q("constant_score", filter=node(held.node), boost=held.score)


@node.register
def _(held: shape.Boost) -> dsl.Q:
    return dsl.Q("bool", must=[node(held.node)], boost=held.factor)


@node.register
def _(held: shape.Any) -> dsl.Q:
    return dsl.Q("bool", should=[node(one) for one in held.nodes], minimum_should_match=held.least)


@node.register
def _(held: shape.All) -> dsl.Q:
    return dsl.Q("bool", must=[node(one) for one in held.nodes])


@node.register
def _(held: shape.Best) -> dsl.Q:
    return dsl.Q("dis_max", queries=[node(one) for one in held.nodes], tie_breaker=held.tie)


@node.register
def _(held: shape.Nothing) -> dsl.Q:
    return dsl.Q("match_none")


def _aggregation(name: str) -> dsl.A:
    if name == "land_none":
        return dsl.A("filter", range={"land": {"lt": counting.LANDLESS}})
    return dsl.A("terms", **counting.terms(name))


def _read(name: str, answer: dict[str, Any], plan: Plan) -> Counts:
    answer = answer.get(_OWN, answer)
    if name == "land_none":
        return {"none": answer["doc_count"]}
    found = [(one["key"], one["doc_count"]) for one in answer["buckets"]]
    return counting.named(name, found, today=plan.today)
