"""What an engine promises, and all of a search that is the same for every engine."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from search import facets as facet_values
from search.analysis import Analyzer
from search.document import Document
from search.facets import Counts
from search.highlight import mark, snippet, words_to_mark
from search.plan import Plan, Terms, Text
from search.planner import FACETS, Planner
from search.query import DEEPEST, Query
from search.results import Hit, Results
from search.visibility import Viewer


class EngineError(Exception):
    """The engine could not answer.  The message says what to do."""


class MissingIndexError(EngineError):
    """There is no index yet, or it was deleted: `manage.py rebuild_search`."""


class DamagedIndexError(MissingIndexError):
    """The index is there but cannot be read: as good as none."""


class OutdatedIndexError(EngineError):
    """The index was made by another version of the software: `manage.py rebuild_search`."""


class BusyEngineError(EngineError):
    """Another process kept the index locked for too long; the job tries again."""


class FullDiskError(BusyEngineError):
    """There is no room to write. The index answers as it is; the job tries again."""


class UnreachableError(EngineError):
    """A server is away, too busy, or answers nonsense. It passes by itself: the job tries again."""


class Engine(Protocol):
    """The contract.  `tests/search/contract.py` is the same in executable form."""

    def put(self, documents: Iterable[Document]) -> int:
        """Add or replace; a version older than the one held changes nothing.  Returns how many were written.

        Without an index it raises MissingIndexError: an index begun with this one document would look whole.
        """

    def remove(self, keys: Iterable[str]) -> None:
        """Take out; a key that is not there is no error."""

    def search(
        self,
        query: Query,
        *,
        viewer: Viewer,
        facets: tuple[str, ...] = FACETS,
        only: Collection[str] | None = None,
    ) -> Results:
        """A page of what the viewer may see.

        `only`: keys of the documents to look among ("opportunity:17"), for a search that watches what is new;
        none of them means that nothing is found.  All words are then required, never some of them.
        """

    def total(self, query: Query, *, viewer: Viewer, only: Collection[str] | None = None) -> int:
        """How many documents hold all words and conditions of the query."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a new index beside the old one and swap. Searches go on meanwhile, changes made meanwhile
        are kept.
        """

    def refresh(self) -> None:
        """From here on a search of this process sees every write that has returned."""

    def count(self) -> int:
        """Documents in the index."""

    def versions(self, keys: Iterable[str]) -> Mapping[str, int]:
        """The version held of each key that is there."""

    def keys(self) -> Iterator[str]:
        """Every key in the index, each once, in no order."""

    def about(self) -> Mapping[str, str]:
        """Where the index is and what keeps it, for the eyes of whoever runs the site: label -> text."""

    def is_current(self) -> bool:
        """The index is there and made by this version of the analysis."""


FEW = 10
"""With fewer hits than this, up to as many that match in part follow them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine gives back for a plan: documents in order with their scores, and counts a facet."""

    total: int
    documents: tuple[tuple[Document, float], ...] = ()
    counts: Mapping[str, Counts] = dataclasses.field(default_factory=dict)


def local_today() -> dt.date:
    """The day in China, wherever the process runs: deadlines end there."""
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()


class PlannedEngine:
    """Search by plans.  An engine adds `execute` and the writing half."""

    def __init__(self, planner: Callable[[], Planner], *, today: Callable[[], dt.date] = local_today) -> None:
        """`planner` is asked at each search, since the taxonomy may have changed."""
        self._planner = planner
        self._today = today

    def execute(self, plan: Plan) -> Found:
        """Run a plan; `limit` 0 asks for the total only."""
        raise NotImplementedError

    def search(
        self,
        query: Query,
        *,
        viewer: Viewer,
        facets: tuple[str, ...] = FACETS,
        only: Collection[str] | None = None,
    ) -> Results:
        planner = self._planner()
        plan = _bounded(planner.plan(query, viewer=viewer, today=self._today(), facets=facets))
        if plan.nothing:
            return Results(unmatched=True)
        if only is None:
            found, relaxed = self._find(plan)
        else:
            found, relaxed = (self.execute(_among(plan, only)) if only else Found(0)), False
        partly = self._partly(plan, found) if only is None and not relaxed else ()
        words = words_to_mark(plan)
        hits, near = (
            tuple(_hit(document, score, words, planner.analyzer) for document, score in documents)
            for documents in (found.documents, partly)
        )
        return Results(
            total=found.total,
            hits=hits,
            partly=near,
            facets={name: facet_values.values(name, found.counts.get(name, {}), query) for name in facets},
            widened=plan.widened,
            relaxed=relaxed,
        )

    def total(self, query: Query, *, viewer: Viewer, only: Collection[str] | None = None) -> int:
        plan = self._planner().plan(query, viewer=viewer, today=self._today(), facets=())
        if plan.nothing or (only is not None and not only):
            return 0
        return self._total(plan if only is None else _among(plan, only))

    def _find(self, plan: Plan) -> tuple[Found, bool]:
        """All words; or, where no document at all holds them all, as many of them as any does."""
        found = self.execute(plan)
        if found.total or len(plan.required) < 2:
            return found, False
        if plan.filtered and self._total(plan.without(*plan.filtered)):
            return found, False  # the conditions are what leaves nothing: the page offers to drop one
        words = len(plan.required)
        for least in dict.fromkeys((-(-words * 3 // 5), 1)):
            if least < words:
                some = self.execute(plan.partly(least=least))
                if some.total:
                    return some, True
        return found, False

    def _partly(self, plan: Plan, found: Found) -> tuple[tuple[Document, float], ...]:
        """Where few hold all words: those that come near, by how much they hold.  Conditions stay.

        Nothing where the conditions leave nothing: the page then offers to drop one.
        """
        wanted = (
            plan.sort == "relevance"
            and plan.offset == 0
            and found.total < FEW
            and plan.may_match_in_part
            and (found.total or not plan.filtered)
        )
        if not wanted:
            return ()
        held = {document.key for document, _score in found.documents}
        some = self.execute(dataclasses.replace(plan.partly(), limit=found.total + FEW, facets=()))
        return tuple(one for one in some.documents if one[0].key not in held)[:FEW]

    def _total(self, plan: Plan) -> int:
        return self.execute(dataclasses.replace(plan, limit=0, offset=0, facets=())).total


def _bounded(plan: Plan) -> Plan:
    """No hit further down than DEEPEST is asked of any engine; a page beyond that holds none."""
    offset = min(max(plan.offset, 0), DEEPEST)
    return dataclasses.replace(plan, offset=offset, limit=min(max(plan.limit, 0), DEEPEST - offset))


def _among(plan: Plan, keys: Collection[str]) -> Plan:
    """The plan, among the documents named: an engine needs nothing but a keyword field `key`."""
    return dataclasses.replace(plan, filters=(*plan.filters, Terms("key", tuple(sorted(set(keys))))))


def _hit(document: Document, score: float, words: tuple[Text, ...], analyzer: Analyzer) -> Hit:
    return Hit(
        key=document.key,
        id=document.id,
        score=score,
        title_html=mark(document.title, words, analyzer),
        summary_html=snippet(document.summary, document.body, words, analyzer),
        document=document,
    )
