"""The embedded engine: tantivy in this process, nothing else to run.

One writer at a time between all processes, any number of readers. A writer that is killed leaves the last
commit. Each known trap of the binding is met where its comment says so; ADR 0021 lists them.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy

from search.analysis import Analyzer
from search.document import Document
from search.engines.base import EngineError, Found, OutdatedIndexError, PlannedEngine
from search.engines.embedded_counts import Commit, Counter
from search.engines.embedded_query import Compiler
from search.engines.embedded_schema import SCHEMA_VERSION, entry, prepared, schema
from search.engines.generations import Generations
from search.fields import Fields, fields_of
from search.plan import Plan
from search.planner import Planner

WRITE_HEAP = 15_000_000  # bytes; tantivy asks for this much a thread at least
BUILD_HEAP = 128_000_000
LOCK_WAIT = 30.0  # seconds
BATCH = 500
OUTDATED = "The search index was made by another version of the software. Run: manage.py rebuild_search"


class EmbeddedEngine(PlannedEngine):
    """See `search.engines.base.Engine` for what each method promises."""

    def __init__(
        self,
        folder: Path | str,
        *,
        analyzer: Analyzer,
        planner: Callable[[], Planner],
        lock_wait: float = LOCK_WAIT,
        **settings: Any,
    ) -> None:
        super().__init__(planner, **settings)
        self._analyzer = analyzer
        self._lock_wait = lock_wait
        self._generations = Generations(Path(folder), f"{SCHEMA_VERSION}/{analyzer.version}")
        self._schema = schema()
        self._compiler = Compiler(self._schema)
        self._counter = Counter(self._compiler)
        self._open: tuple[tuple[int, Path], tuple[int, int], tantivy.Index] | None = None

    # --- writing ---

    def put(self, documents: Iterable[Document]) -> int:
        rest, written = iter(documents), 0
        while batch := list(islice(rest, BATCH)):
            written += self._put(batch)
        return written

    def _put(self, documents: list[Document]) -> int:
        latest = {document.key: document for document in documents}
        with self._locked():
            folder = self._current()
            held = self._versions_in(folder, latest)
            newer = [one for one in latest.values() if one.version >= held.get(one.key, one.version)]
            if newer:
                with self._writing(folder) as writer:
                    for made in fields_of(newer, self._analyzer):
                        # by a raw text key: by a number tantivy deletes nothing and says nothing
                        writer.delete_documents_by_term("key", made.key)
                        _add(writer, made)
                self._generations.note_changes(document.key for document in newer)
        return len(newer)

    def remove(self, keys: Iterable[str]) -> None:
        going = list(keys)
        with self._locked(), self._writing(self._current()) as writer:
            for key in going:
                writer.delete_documents_by_term("key", key)
            self._generations.note_changes(going)

    def rebuild(self, documents: Iterable[Document]) -> int:
        generations = self._generations
        with generations.locked("build", wait=self._lock_wait):
            with self._locked():
                generations.start_changes()
            folder = generations.new()
            seen: set[str] = set()
            with self._writing(folder, heap=BUILD_HEAP, threads=2) as writer:
                for made in fields_of(documents, self._analyzer):
                    if made.key in seen:
                        writer.delete_documents_by_term("key", made.key)
                    seen.add(made.key)
                    _add(writer, made)
            with self._locked():
                self._catch_up(folder, generations.take_changes())
                generations.swap(folder)
        return self.count()

    def _catch_up(self, folder: Path, keys: list[str]) -> None:
        """Write what changed in the old generation since the building began to the new one too.

        The old one may be of another version of the software: that is when a rebuild is most wanted.
        """
        if not keys:
            return
        old = self._generations.current()
        with self._writing(folder) as writer:
            for start in range(0, len(keys), BATCH):
                batch = keys[start : start + BATCH]
                for key in batch:
                    writer.delete_documents_by_term("key", key)
                for made in fields_of(self._documents(old, batch), self._analyzer):
                    _add(writer, made)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        # tantivy's own lock fails at once when it is taken, so ours comes first and waits
        with self._generations.locked("write", wait=self._lock_wait):
            yield

    @contextlib.contextmanager
    def _writing(
        self, folder: Path, *, heap: int = WRITE_HEAP, threads: int = 1
    ) -> Iterator[tantivy.IndexWriter]:
        """A writer that commits at the end, or leaves the index as it was when anything fails."""
        with _told():
            writer = prepared(tantivy.Index(self._schema, path=str(folder))).writer(heap, threads)
        try:
            yield writer
            with _told():
                writer.commit()
        except BaseException:
            with contextlib.suppress(Exception):
                writer.rollback()
            raise
        finally:
            with _told():
                # dropped without waiting, each update would leave a segment of its own
                writer.wait_merging_threads()

    # --- reading ---

    def execute(self, plan: Plan) -> Found:
        with _told():
            searcher, commit = self._reading()
            if not plan.limit:
                plan = plan.for_counting()  # no hit is wanted, so none needs a score
            query = self._compiler.query(plan)
            column = None if plan.sort == "relevance" else f"sort_{plan.sort}"
            # a limit of 0 is a panic
            limit = max(plan.limit, 1)
            result = searcher.search(query, limit=limit, offset=plan.offset, order_by_field=column)
            hits = result.hits[: plan.limit]
            scores = [0.0 if column else float(key) for key, _address in hits]
            documents = [_document(searcher, address) for _key, address in hits]
            return Found(
                total=int(result.count or 0),  # type: ignore[attr-defined]
                documents=tuple(zip(documents, scores, strict=True)),
                counts=self._counter.counts(searcher, plan, commit=commit),
            )

    def refresh(self) -> None:
        self._open = None

    def count(self) -> int:
        with _told():
            return int(self._searcher().num_docs)

    def versions(self, keys: Iterable[str]) -> Mapping[str, int]:
        return self._versions_in(self._readable(), keys)

    def keys(self) -> Iterator[str]:
        with _told():
            searcher = self._searcher()
            for start in range(0, searcher.num_docs, BATCH):
                page = searcher.search(tantivy.Query.all_query(), limit=BATCH, offset=start, count=False)
                yield from (_document(searcher, address).key for _score, address in page.hits)

    def about(self) -> Mapping[str, str]:
        return {"index": str(self._generations.current())}

    def is_current(self) -> bool:
        try:
            self._current()
            return self.count() >= 0  # it can be opened
        except EngineError:
            return False

    def _versions_in(self, folder: Path, keys: Iterable[str]) -> dict[str, int]:
        return {document.key: document.version for document in self._documents(folder, keys)}

    def _documents(self, folder: Path, keys: Iterable[str]) -> list[Document]:
        wanted = list(keys)
        if not wanted:
            return []
        with _told():
            return self._fetch(folder, wanted)

    def _fetch(self, folder: Path, wanted: list[str]) -> list[Document]:
        index = prepared(tantivy.Index.open(str(folder)))
        searcher = index.searcher()
        query = tantivy.Query.term_set_query(index.schema, "key", wanted)
        hits = searcher.search(query, limit=len(wanted), count=False).hits
        return [_document(searcher, address) for _score, address in hits]

    def _current(self) -> Path:
        """The folder to write to: made by this very analysis."""
        folder = self._generations.current()
        if self._generations.stamp_of(folder) != self._generations.stamp:
            raise OutdatedIndexError(OUTDATED)
        return folder

    def _readable(self) -> Path:
        """The folder to read. One of another analysis still answers, a little less well, until it is
        rebuilt; one with other fields does not.
        """
        folder = self._generations.current()
        if self._generations.stamp_of(folder).partition("/")[0] != SCHEMA_VERSION:
            raise OutdatedIndexError(OUTDATED)
        return folder

    def _searcher(self) -> tantivy.Searcher:
        """A view of the last commit."""
        return self._reading()[0]

    def _reading(self) -> tuple[tantivy.Searcher, Commit]:
        """A view of the last commit, and what names it.

        An index opened before a fork would never see another commit, so it is kept per process. A commit puts
        a new meta.json in place of the old one; only then is there anything to load.
        """
        place = (os.getpid(), self._generations.current())
        meta = (place[1] / "meta.json").stat()
        commit = (meta.st_ino, meta.st_mtime_ns)
        held = self._open
        if held is None or held[0] != place:
            index = prepared(tantivy.Index.open(str(self._readable())))
        else:
            index = held[2]
        if held is None or held[:2] != (place, commit):
            index.reload()
            self._open = (place, commit, index)
        return index.searcher(), (place, commit)


def _add(writer: tantivy.IndexWriter, made: Fields) -> None:
    with _told():
        writer.add_document(entry(made))


def from_settings(settings: Any) -> EmbeddedEngine:
    """The engine in the folder SEARCH_INDEX_DIR."""
    from search.analysis import analyzer
    from search.current import planner

    return EmbeddedEngine(settings.SEARCH_INDEX_DIR, analyzer=analyzer(), planner=planner)


def _document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    stored: bytes = searcher.doc(address)["document"][0]
    return Document.from_json(stored)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """tantivy's errors, and its panics (no Exception at all), as errors that say what to do."""
    try:
        yield
    except (EngineError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (ValueError, OSError) as error:
        message = f"The search index cannot be used ({error}). Run: manage.py rebuild_search"
        raise EngineError(message) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError("The search index is damaged. Run: manage.py rebuild_search") from error


