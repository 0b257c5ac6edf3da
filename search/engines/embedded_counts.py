"""Counts of facets on the embedded index, remembered while it stays the same."""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import tantivy

from search import counting
from search.engines.embedded_query import Compiler
from search.facets import Counts, Kept
from search.plan import Plan

REMEMBERED = 16
"""Passes whose counts are kept: about 1 MB each where all places are counted. A reader who turns the page,
orders the hits anew or sets one more value of a facet asks for the same counts again."""

Commit = tuple[object, ...]
"""What names a state of the index."""


class Counter:
    """Counts the facets of a plan: those without a filter in one pass; each other in a pass of its own, as if
    its filter were off.
    """

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._commit: Commit = ()
        self._held: OrderedDict[Plan, Mapping[str, Counts]] = OrderedDict()
        self._lock = threading.Lock()

    def counts(self, searcher: tantivy.Searcher, plan: Plan, *, commit: Commit) -> dict[str, Counts]:
        """Facet -> counts, of the state of the index that `commit` names and `searcher` reads."""
        if not plan.facets:
            return {}
        plain = dataclasses.replace(plan.for_counting(), offset=0, limit=0, widened=())
        counts: dict[str, Counts] = {}
        for names in passes(plan):
            one = dataclasses.replace(plain.without(*names), facets=names)
            held = self._remembered(one, commit)
            if held is None:
                held = self._count(searcher, one)
                self._remember(one, held, commit)
            counts |= held
        return counts

    def forget(self) -> None:
        """Count anew from here on."""
        with self._lock:
            self._held.clear()

    def _count(self, searcher: tantivy.Searcher, plan: Plan) -> dict[str, Counts]:
        wanted = {name: aggregation(name) for name in plan.facets}
        answer = searcher.aggregate(self._compiler.query(plan), wanted)
        return {name: Kept(_read(name, answer[name], plan)) for name in plan.facets}

    def _remembered(self, plan: Plan, commit: Commit) -> Mapping[str, Counts] | None:
        with self._lock:
            if commit != self._commit:
                self._held.clear()
                self._commit = commit
            held = self._held.get(plan)
            if held is not None:
                self._held.move_to_end(plan)
            return held

    def _remember(self, plan: Plan, counts: Mapping[str, Counts], commit: Commit) -> None:
        with self._lock:
            if commit == self._commit:
                self._held[plan] = counts
                while len(self._held) > REMEMBERED:
                    self._held.popitem(last=False)


def passes(plan: Plan) -> list[tuple[str, ...]]:
    """The facets that are counted together."""
    filtered = [name for name in plan.facets if name in plan.filtered]
    free = tuple(name for name in plan.facets if name not in filtered)
    return [names for names in (free, *((name,) for name in filtered)) if names]


def aggregation(name: str) -> dict[str, Any]:
    """What is asked of tantivy for a facet."""
    if name == "land_none":
        return {"range": {"field": "land", "ranges": [{"to": counting.LANDLESS}]}}
    return {"terms": counting.terms(name)}


def _read(name: str, answer: dict[str, Any], plan: Plan) -> Counts:
    buckets = answer["buckets"]
    if name == "land_none":
        return {"none": sum(bucket["doc_count"] for bucket in buckets if "from" not in bucket)}
    return counting.named(name, [(one["key"], one["doc_count"]) for one in buckets], today=plan.today)
