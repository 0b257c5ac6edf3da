"""The writing half of the engine on Elasticsearch.

Every write carries the document's own version, so that it may be repeated and an older one never replaces a
newer.  How an index is built anew without a gap: `search.engines.elastic_builds`.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import Any

from elasticsearch.helpers import expand_action, streaming_bulk

from search.analysis import Analyzer
from search.document import Document
from search.engines.base import (
    BusyEngineError,
    EngineError,
    MissingIndexError,
    OutdatedIndexError,
    UnreachableError,
)
from search.engines.elastic_builds import Build, Builds, State
from search.engines.elastic_link import MISSING, PASSING, RETRIES, Link, told
from search.engines.elastic_schema import entry, made_by
from search.fields import fields_of

log = logging.getLogger(__name__)
BATCH = 500
BATCH_BYTES = 20_000_000
SWAP_WAIT = 30.0  # seconds a writer waits for a builder that is about to swap
FIRST_BACK_OFF, LONGEST_BACK_OFF = 0.5, 8.0  # seconds between two tries of a bulk
OUTDATED = "The search index was made by another version of the software. Run: manage.py rebuild_search"
_CONFLICT, _NOT_FOUND = 409, 404
Action = dict[str, Any]


class Writer:
    """Puts, removes and builds anew."""

    def __init__(self, link: Link, builds: Builds, analyzer: Analyzer) -> None:
        self._link, self._builds, self._analyzer = link, builds, analyzer

    def put(self, documents: Iterable[Document]) -> int:
        """See `Engine.put`."""
        rest, written = iter(documents), 0
        while batch := list(islice(rest, BATCH)):
            latest = {one.key: one for one in batch}
            entries = [
                {**one, "_index": self._builds.write, "require_alias": True}
                for one in self._entries(latest.values())
            ]
            written += self._write(list(latest), partial(_whatever, entries))
        return written

    def remove(self, keys: Iterable[str]) -> None:
        """See `Engine.remove`."""
        rest = iter(keys)
        while batch := list(islice(rest, BATCH)):
            self._write(batch, partial(self._removals, batch))

    def rebuild(self, documents: Iterable[Document]) -> None:
        """See `Engine.rebuild`."""
        with told():
            build = self._builds.begin()
        try:
            build = self._fill(build, documents)
            with told():
                build = self._builds.renew(build, phase="swapping")
                self._catch_up(build)
                build = self._builds.renew(build, phase="swapping")
                previous = self._builds.behind(self._builds.write)
                self._builds.swap(build)
        except BaseException:
            with contextlib.suppress(EngineError), told():
                self._builds.give_up(build)
            raise
        # from here on the new index is in use, whatever becomes of the tidying up
        try:
            with told():
                self._builds.end(build)
                self._builds.sweep(keep=[build.index, *self._builds.still_read(previous)])
        except EngineError as error:
            log.warning("The index before this one was not deleted; the next rebuild does it. %s", error)

    def held(self, index: str, keys: Iterable[str], *, whole: bool = False) -> dict[str, Action]:
        """The entries that are there by key, `whole` with the document; up to the last write."""
        wanted = list(keys)
        if not wanted:
            return {}
        found = self._link.writing.mget(index=index, ids=wanted, source=whole).body["docs"]
        for one in found:
            if "error" in one:
                raise EngineError(f"Elasticsearch cannot read {one['_id']}: {one['error']}")
        return {one["_id"]: one for one in found if one["found"]}

    def _write(self, keys: list[str], actions: Callable[[State], list[Action]]) -> int:
        """Write, then look whether the index is still the same; once more if not.  How many were written."""
        until = time.monotonic() + SWAP_WAIT
        while time.monotonic() < until:
            with told():
                state = self._builds.state()
                if not made_by(state.index, self._builds.prefix, self._analyzer.version):
                    raise OutdatedIndexError(OUTDATED)
                if state.phase != "swapping":
                    notes = self._builds.note(keys, state.owner) if state.owner else []
                    written, refused = self._bulk([*notes, *actions(state)])
                    if self._are_held(refused, state) and self._builds.state() == state:
                        return written - len(notes)
            time.sleep(0.05)
        raise BusyEngineError("The search index has been about to be swapped for too long; try again.")

    def _are_held(self, keys: list[str], state: State) -> bool:
        """Whether what was refused is refused for a newer entry, not for the memory of one taken out, which
        goes with a refresh.
        """
        if not keys or len(self.held(state.index, keys)) == len(set(keys)):
            return True
        self._link.writing.indices.refresh(index=state.index)
        return False

    def _removals(self, keys: Iterable[str], state: State) -> list[Action]:
        """Deletions of those that are there, each of the version that is there: a newer one stays."""
        return [
            {"_op_type": "delete", "_index": state.index, "_id": key,
             "_version": one["_version"], "_version_type": "external_gte"}
            for key, one in self.held(state.index, keys).items()
        ]  # fmt: skip

    def _entries(self, documents: Iterable[Document]) -> list[Action]:
        return [entry(made) for made in fields_of(documents, self._analyzer)]

    def _fill(self, build: Build, documents: Iterable[Document]) -> Build:
        rest = iter(documents)
        while batch := list(islice(rest, BATCH)):
            entries = self._entries(batch)
            with told():
                build = self._builds.renew(build)
                self._bulk([{**one, "_index": build.index} for one in entries])
        return build

    def _catch_up(self, build: Build) -> None:
        """Take over what was written to the index in use since the building began."""
        old = self._builds.behind(self._builds.write)
        keys = self._builds.noted(build) if len(old) == 1 else []
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            there = self.held(old[0], batch, whole=True)
            kept = [Document.from_json(one["_source"]["document"]) for one in there.values()]
            self._bulk(self._removals([key for key in batch if key not in there], State(build.index)))
            self._bulk([{**one, "_index": build.index} for one in self._entries(kept)])

    def _bulk(self, actions: list[Action]) -> tuple[int, list[str]]:
        """Write with retries.  How many were written, and the keys refused for a newer version (409)."""
        written, refused = 0, []
        answers = streaming_bulk(
            self._link.writing, actions, chunk_size=BATCH, max_chunk_bytes=BATCH_BYTES,
            raise_on_error=False, max_retries=RETRIES, retry_on_status=PASSING,
            initial_backoff=FIRST_BACK_OFF, max_backoff=LONGEST_BACK_OFF, expand_action_callback=_expanded,
        )  # fmt: skip
        for is_done, answer in answers:
            ((what, said),) = answer.items()
            written += is_done
            if said["status"] == _CONFLICT:
                refused.append(said["_id"])
            elif not is_done and (what, said["status"]) != ("delete", _NOT_FOUND):
                raise _not_taken(said)
        return written, refused


def _whatever(made: list[Action], _state: State) -> list[Action]:
    return made


def _expanded(action: Any) -> tuple[Action, Any]:
    """The two lines of an action; the helper of the client does not know `require_alias`."""
    header, body = expand_action({name: value for name, value in action.items() if name != "require_alias"})
    if action.get("require_alias"):  # or an alias that has gone would become an index
        header["index"]["require_alias"] = True
    return header, body


def _not_taken(said: Action) -> EngineError:
    error = said.get("error") or {}
    if said["status"] in PASSING:
        return UnreachableError(f"Elasticsearch is too busy to take {said['_id']} (HTTP {said['status']}).")
    if error.get("type") == "index_not_found_exception":
        return MissingIndexError(MISSING)
    return EngineError(f"Elasticsearch did not take {said['_id']}: {error.get('type')} {error.get('reason')}")
