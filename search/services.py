"""Search, and keep the index true.

`find` and `total` are the one door through which page, API, feeds and alerts search. The writing calls each
make the state right and may be repeated.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Protocol, TypeVar

import search
from search import degraded, sources
from search.breaker import Breaker
from search.document import Document
from search.engines.base import EngineError, MissingIndexError, OutdatedIndexError
from search.planner import FACETS
from search.query import Query
from search.results import Results
from search.visibility import Viewer

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)
PROGRESS_EVERY = 200
_breaker = Breaker()


class Reading(Protocol):
    """The half of an engine that answers."""

    def search(
        self,
        query: Query,
        *,
        viewer: Viewer,
        facets: tuple[str, ...] = FACETS,
        only: Collection[str] | None = None,
    ) -> Results: ...

    def total(self, query: Query, *, viewer: Viewer, only: Collection[str] | None = None) -> int: ...


def find(
    query: Query,
    *,
    viewer: Viewer,
    facets: tuple[str, ...] | None = None,
    only: Collection[str] | None = None,
    strict: bool = False,
) -> Results:
    """A page of what the viewer may see, with the facets asked for (None: all that its kind has);
    `only`: among the documents of these keys.

    When the engine cannot answer, the database does (`Results.degraded`); with `strict` the EngineError is
    raised instead, for work that can wait.
    """
    if facets is None:
        facets = (*FACETS, *sources.mark_facets(query.kind))
    ask: Callable[[Reading], Results] = lambda of: of.search(query, viewer=viewer, facets=facets, only=only)  # noqa: E731
    found, is_degraded = _ask(ask, strict=strict)
    return dataclasses.replace(found, degraded=True) if is_degraded else found


def total(query: Query, *, viewer: Viewer, only: Collection[str] | None = None, strict: bool = False) -> int:
    """How many documents hold all words and conditions of the query."""
    return _ask(lambda of: of.total(query, viewer=viewer, only=only), strict=strict)[0]


def _ask(question: Callable[[Reading], Answer], *, strict: bool) -> tuple[Answer, bool]:
    """The answer, and whether the engine could not give it."""
    engine = search.engine()
    try:
        return _breaker.ask(engine, lambda: question(engine)), False
    except EngineError as error:
        if strict:
            raise
        degraded.mend(error)
        return question(degraded.engine()), True


def index(kind: str, ids: Iterable[str]) -> None:
    """Bring the things named up to date: those that may be found are put, the others taken out.

    Where there is no usable index, one is built of everything: an index begun with these few would look
    whole.
    """
    wanted = [str(one) for one in ids]
    found = list(sources.documents(kind, wanted))
    gone = {f"{kind}:{one}" for one in wanted} - {document.key for document in found}
    engine = search.engine()
    try:
        if gone:
            engine.remove(sorted(gone))
        if found:
            engine.put(found)
            engine.refresh()  # whoever is told of it finds it
    except (MissingIndexError, OutdatedIndexError) as error:
        log.warning("%s Building it anew.", error)
        rebuild()
    from search import hooks  # loads Django

    hooks.announce_indexed(document.key for document in found)


def remove(kind: str, ids: Iterable[str]) -> None:
    """Take the things named out, whatever their source says."""
    try:
        search.engine().remove([f"{kind}:{one}" for one in ids])
    except MissingIndexError:
        log.info("There is no index to remove from.")


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the index of everything beside the one in use, and swap.  Returns the documents in it.

    `progress(n)` is called every 200 documents.
    """

    def counted() -> Iterator[Document]:
        for number, document in enumerate(sources.all_documents(), 1):
            yield document
            if progress and number % PROGRESS_EVERY == 0:
                progress(number)

    return search.engine().rebuild(counted())


def is_current() -> bool:
    """Whether the index is there, readable and made by this version of the software. Cheap: reads no
    document.
    """
    try:
        return search.engine().is_current()
    except EngineError:
        return False
