"""Search, and keep the index true.

`find` and `total` are the one door through which page, API, feeds and alerts search. The writing calls each
make the state right and may be repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

import search
from search import sources
from search.document import Document
from search.engines.base import EngineError, MissingIndexError, OutdatedIndexError
from search.planner import FACETS
from search.query import Query
from search.results import Results
from search.visibility import Viewer

log = logging.getLogger(__name__)
PROGRESS_EVERY = 200


def find(query: Query, *, viewer: Viewer, facets: tuple[str, ...] = FACETS) -> Results:
    """A page of what the viewer may see, with the facets asked for."""
    return search.engine().search(query, viewer=viewer, facets=facets)


def total(query: Query, *, viewer: Viewer) -> int:
    """How many documents hold all words and conditions of the query."""
    return search.engine().total(query, viewer=viewer)


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
    except (MissingIndexError, OutdatedIndexError) as error:
        log.warning("%s Building it anew.", error)
        rebuild()


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
