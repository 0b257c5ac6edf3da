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
from search.engines.embedded_faults import CURE, room, told, verify
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
OUTDATED = f"The search index was made by another version of the software. {CURE}"


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
            held = self.versions(latest)
            newer = [one for one in latest.values() if one.version >= held.get(one.key, one.version)]
            if newer:
                self._generations.note_changes(document.key for document in newer)
                with self._writing(folder) as writer:
                    for made in fields_of(newer, self._analyzer):
                        # by a raw text key: by a number tantivy deletes nothing and says nothing
                        writer.delete_documents_by_term("key", made.key)
                        self._add(writer, made)
        return len(newer)

    def remove(self, keys: Iterable[str]) -> None:
        going = list(keys)
        with self._locked():
            folder = self._current()
            self._generations.note_changes(going)
            with self._writing(folder) as writer:
                for key in going:
                    writer.delete_documents_by_term("key", key)

    def rebuild(self, documents: Iterable[Document]) -> int:
        generations = self._generations
        with generations.locked("build", wait=self._lock_wait):
            with self._locked():
                generations.start_changes()
            folder = generations.new()
            try:
                self._fill(folder, documents)
                with self._locked():
                    self._catch_up(folder, generations.take_changes())
                    generations.swap(folder)
            except BaseException:
                generations.drop(folder)  # half an index may be what fills the disk
                raise
        return self.count()

    def _fill(self, folder: Path, documents: Iterable[Document]) -> None:
        seen: set[str] = set()
        with self._writing(folder, heap=BUILD_HEAP, threads=2) as writer:
            for made in fields_of(documents, self._analyzer):
                if made.key in seen:
                    writer.delete_documents_by_term("key", made.key)
                seen.add(made.key)
                self._add(writer, made)

    def _catch_up(self, folder: Path, keys: list[str]) -> None:
        """Write what changed in the old generation since the building began to the new one too.

        The old one may be of another version of the software: that is when a rebuild is most wanted.
        """
        if not keys:
            return
        with self._told():
            old = prepared(tantivy.Index.open(str(self._generations.current())))
        with self._writing(folder) as writer:
            for start in range(0, len(keys), BATCH):
                batch = keys[start : start + BATCH]
                for key in batch:
                    writer.delete_documents_by_term("key", key)
                with self._told():
                    held = _documents(old.searcher(), old.schema, batch)
                for made in fields_of(held, self._analyzer):
                    self._add(writer, made)

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
        with self._told():
            writer = prepared(tantivy.Index(self._schema, path=str(folder))).writer(heap, threads)
        try:
            yield writer
            with self._told():
                writer.commit()
        except BaseException:
            with contextlib.suppress(Exception):
                writer.rollback()
            raise
        finally:
            with self._told():
                # dropped without waiting, each update would leave a segment of its own
                writer.wait_merging_threads()

    def _add(self, writer: tantivy.IndexWriter, made: Fields) -> None:
        with self._told():
            writer.add_document(entry(made))

    # --- reading ---

    def execute(self, plan: Plan) -> Found:
        before = self._in_use()
        try:
            return self._execute(plan)
        except EngineError:
            if self._in_use() == before:
                raise
        return self._execute(plan)  # the files of the one that was read went with a swap, just now

    def _in_use(self) -> Path | None:
        try:
            return self._generations.current()
        except EngineError:
            return None

    def _execute(self, plan: Plan) -> Found:
        with self._told():
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
        """Nothing to do: every search looks for a new commit first."""

    def count(self) -> int:
        with self._told():
            return int(self._searcher().num_docs)

    def versions(self, keys: Iterable[str]) -> Mapping[str, int]:
        with self._told():
            found = _documents(self._searcher(), self._schema, list(keys))
            return {document.key: document.version for document in found}

    def keys(self) -> Iterator[str]:
        with self._told():
            searcher = self._searcher()
            everything = tantivy.Query.all_query()
            found = searcher.search(everything, limit=max(searcher.num_docs, 1), count=False).hits
            for _score, address in found:
                yield _document(searcher, address).key

    def about(self) -> Mapping[str, str]:
        return {"index": str(self._generations.current())}

    def is_current(self) -> bool:
        try:
            self._current()
            return self.count() >= 0  # it can be opened
        except EngineError:
            return False

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of tantivy told; what is wrong with the disk or the files is looked for first."""
        with told(self._check):
            yield

    def _check(self) -> None:
        self._open = None
        room(self._generations.root)
        verify(self._generations.current())

    def _current(self) -> Path:
        """The folder to write to: made by this very analysis."""
        folder = self._generations.current()
        if self._generations.stamp_of(folder) != self._generations.stamp:
            raise OutdatedIndexError(OUTDATED)
        return folder

    def _must_be_readable(self, folder: Path) -> None:
        """An index of another analysis still answers, a little less well, until it is rebuilt; one with other
        fields does not.
        """
        if self._generations.stamp_of(folder).partition("/")[0] != SCHEMA_VERSION:
            raise OutdatedIndexError(OUTDATED)

    def _searcher(self) -> tantivy.Searcher:
        """A view of the last commit."""
        return self._reading()[0]

    def _reading(self) -> tuple[tantivy.Searcher, Commit]:
        """A view of the last commit, and what names it.

        An index opened before a fork would never see another commit, so it is kept per process. A commit puts
        a new meta.json in place of the old one; only then is there anything to load.
        """
        place = (os.getpid(), self._generations.current())
        try:
            return self._opened(place)
        except (EngineError, OSError, ValueError):
            if self._generations.current() == place[1]:
                raise
        return self._reading()  # another generation came into use, and this one went, just now

    def _opened(self, place: tuple[int, Path]) -> tuple[tantivy.Searcher, Commit]:
        meta = (place[1] / "meta.json").stat()
        commit = (meta.st_ino, meta.st_mtime_ns)
        held = self._open
        if held is None or held[0] != place:
            self._must_be_readable(place[1])
            verify(place[1])
            index = prepared(tantivy.Index.open(str(place[1])))
        else:
            index = held[2]
        if held is None or held[:2] != (place, commit):
            index.reload()
            self._open = (place, commit, index)
        return index.searcher(), (place, commit)


def from_settings(settings: Any) -> EmbeddedEngine:
    """The engine in the folder SEARCH_INDEX_DIR."""
    from search.analysis import analyzer
    from search.current import planner

    return EmbeddedEngine(settings.SEARCH_INDEX_DIR, analyzer=analyzer(), planner=planner)


def _documents(searcher: tantivy.Searcher, held: tantivy.Schema, keys: list[str]) -> list[Document]:
    if not keys:
        return []
    query = tantivy.Query.term_set_query(held, "key", keys)
    hits = searcher.search(query, limit=len(keys), count=False).hits
    return [_document(searcher, address) for _score, address in hits]


def _document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    stored: bytes = searcher.doc(address)["document"][0]
    return Document.from_json(stored)
