"""The answer when the engine cannot give one: from the documents of the sources, that is, from the database.

Bounded: the newest MOST documents of a kind, read once in KEPT_FOR seconds a process.  Whoever shows it says
so (`Results.degraded`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache

from search import sources
from search.analysis import Analyzer
from search.degraded_scan import Row, ScanEngine
from search.engines.base import EngineError, MissingIndexError, OutdatedIndexError, UnreachableError
from search.fields import fields_of

log = logging.getLogger(__name__)
MOST = 5_000
KEPT_FOR = 60.0


class Rows:
    """The documents of a kind, kept for a while.  While one thread reads anew, the others take the old."""

    def __init__(
        self, analyzer: Analyzer, *, most: int = MOST, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._analyzer, self._most, self._now = analyzer, most, now
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, Sequence[Row]]] = {}

    def __call__(self, kind: str) -> Sequence[Row]:
        read, rows = self._held.get(kind, (0.0, None))
        if rows is not None and self._now() - read < KEPT_FOR:
            return rows
        if rows is not None and not self._lock.acquire(blocking=False):
            return rows
        if rows is None:
            self._lock.acquire()
            if kind in self._held:  # another thread has just read them
                self._lock.release()
                return self._held[kind][1]
        try:
            self._held[kind] = (self._now(), self._read(kind))
            return self._held[kind][1]
        finally:
            self._lock.release()

    def _read(self, kind: str) -> Sequence[Row]:
        documents = list(sources.newest(kind, self._most))
        made = fields_of(documents, self._analyzer)
        return [Row(document, fields) for document, fields in zip(documents, made, strict=True)]


@lru_cache(maxsize=1)
def engine() -> ScanEngine:
    """The one of this process."""
    from search.analysis import analyzer
    from search.current import planner

    return ScanEngine(Rows(analyzer()), planner=planner)


def mend(error: EngineError) -> None:
    """Have an index that is missing or of an older form built; a server that is away comes back by itself."""
    if isinstance(error, UnreachableError):
        return  # the breaker has said it, once
    log.error("search: answering from the database. %s", error)
    if not isinstance(error, MissingIndexError | OutdatedIndexError):
        return
    try:
        import jobs
        from jobs.models import Job, State

        under_way = Job.objects.filter(kind="search.rebuild", state__in=(State.WAITING, State.RUNNING))
        if not under_way.exists():
            jobs.enqueue("search.rebuild", "all")
    except Exception:  # the page must be answered; the sweep sees it too
        log.warning("search: the rebuild could not be entered", exc_info=True)
