"""Which index is in use, which one is being built, and the way from one to the other without a gap.

<prefix>-<schema>          alias: searches of this form read here
<prefix>-write             alias: every write goes here
<prefix>-<schema>-<analysis>-<time>   an index
<prefix>-builds            document "build": who builds which index, in which phase, until when at the latest;
                           documents with a key: written meanwhile, to be taken over

A build goes through two phases.  building: writers note each key they touch.  swapping: writers wait, the
builder takes the noted keys over and moves the aliases in one step.  A writer looks at the state before and
after it writes, and writes once more when it has changed; so nothing is written only to the index that goes.
A builder that died is known by its time; nobody waits longer for it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from elasticsearch import ConflictError, NotFoundError
from elasticsearch.helpers import scan

from search.engines.base import BusyEngineError, MissingIndexError, OutdatedIndexError
from search.engines.elastic_link import MISSING, Link
from search.engines.elastic_schema import MAPPING, SCHEMA, SETTINGS, new_name

LEASE = 120.0
"""Seconds a builder may be silent before its build is taken for dead.  The clocks of the machines must not
differ by as much."""
_BUILD = "build"
_NOTES = {
    "dynamic": "strict",
    "properties": {
        "key": {"type": "keyword"},
        "owner": {"type": "keyword"},
        "build": {"type": "object", "enabled": False},
    },
}
_SMALL = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


@dataclass(frozen=True, slots=True)
class Build:
    """A claim: this owner builds this index.  `until` in seconds since 1970."""

    owner: str
    index: str
    phase: str
    until: float
    sequence: int = 0
    term: int = 0

    @property
    def is_dead(self) -> bool:
        return time.time() > self.until


@dataclass(frozen=True, slots=True)
class State:
    """The index written to, and who builds another, if anybody does."""

    index: str
    owner: str = ""
    phase: str = ""


class Builds:
    """The aliases and builds under one prefix."""

    def __init__(self, link: Link, prefix: str, analysis: str, *, lease: float = LEASE) -> None:
        self.prefix, self.analysis = prefix, analysis
        self.read, self.write, self._builds = f"{prefix}-{SCHEMA}", f"{prefix}-write", f"{prefix}-builds"
        self._link, self._lease = link, lease

    # --- reading the state ---

    def behind(self, alias: str) -> list[str]:
        """The indices an alias points to."""
        try:
            return sorted(self._link.writing.indices.get_alias(name=alias).body)
        except NotFoundError:
            return []

    def written(self) -> str:
        """The one index behind the alias of writes."""
        held = self.behind(self.write)
        if not held:
            raise MissingIndexError(MISSING)
        if len(held) > 1:
            message = f"The alias {self.write} points to {', '.join(held)}. Run: manage.py rebuild_search"
            raise OutdatedIndexError(message)
        return held[0]

    def state(self) -> State:
        """As it is now."""
        build = self.claimed()
        index = self.written()
        if build is None or build.is_dead or build.index == index:
            return State(index)
        return State(index, build.owner, build.phase)

    def claimed(self) -> Build | None:
        """The claim, alive or dead."""
        try:
            found = self._link.writing.get(index=self._builds, id=_BUILD).body
        except NotFoundError:
            return None
        return Build(**found["_source"]["build"], sequence=found["_seq_no"], term=found["_primary_term"])

    # --- building ---

    def begin(self) -> Build:
        """Claim the right to build; BusyEngineError while another has it."""
        client = self._link.writing
        client.options(ignore_status=400).indices.create(  # 400: it is there
            index=self._builds, mappings=_NOTES, settings=_SMALL
        )
        held = self.claimed()
        if held is not None and not held.is_dead:
            left = held.until - time.time()
            raise BusyEngineError(f"{held.index} is being built; if its builder died, try in {left:.0f} s.")
        build = Build(uuid.uuid4().hex, new_name(self.prefix, self.analysis), "building", 0.0)
        if held is not None:
            build = dataclasses.replace(build, sequence=held.sequence, term=held.term)
        claim = self._claim(build, is_new=held is None)
        if held is not None:
            client.indices.delete(index=held.index, ignore_unavailable=True)
        self._forget({"bool": {"must_not": {"term": {"owner": claim.owner}}}})
        client.indices.create(
            index=claim.index, mappings=MAPPING, settings={**SETTINGS, "refresh_interval": "-1"}
        )
        return claim

    def renew(self, build: Build, *, phase: str = "") -> Build:
        """Tell that the builder lives (written once in a quarter of the lease at most), or its next phase."""
        left = build.until - time.time()
        if left > self._lease * 0.75 and not phase:
            return build
        if left < 0:
            raise BusyEngineError("The build was silent for too long and may be another's by now; try again.")
        return self._claim(dataclasses.replace(build, phase=phase or build.phase))

    def _claim(self, build: Build, *, is_new: bool = False) -> Build:
        build = dataclasses.replace(build, until=time.time() + self._lease)
        held = {name: getattr(build, name) for name in ("owner", "index", "phase", "until")}
        how: dict[str, Any] = {"op_type": "create"}
        if not is_new:
            how = {"if_seq_no": build.sequence, "if_primary_term": build.term}
        try:
            found = self._link.writing.index(index=self._builds, id=_BUILD, document={"build": held}, **how)
        except ConflictError as error:
            raise BusyEngineError("Another process builds the search index; try again.") from error
        return dataclasses.replace(build, sequence=found["_seq_no"], term=found["_primary_term"])

    def note(self, keys: Iterable[str], owner: str) -> list[dict[str, Any]]:
        """Actions for the bulk that note keys written while the owner builds another index."""
        return [
            {"_op_type": "index", "_index": self._builds, "_id": f"{owner}:{key}",
             "_source": {"key": key, "owner": owner}}
            for key in keys
        ]  # fmt: skip

    def noted(self, build: Build) -> list[str]:
        """The keys noted for a build."""
        client = self._link.writing
        client.indices.refresh(index=self._builds)
        wanted = {"query": {"term": {"owner": build.owner}}}
        return [hit["_source"]["key"] for hit in scan(client, index=self._builds, query=wanted)]

    def _forget(self, wanted: dict[str, Any]) -> None:
        query = {"bool": {"must": [{"exists": {"field": "key"}}, wanted]}}
        self._link.writing.delete_by_query(index=self._builds, query=query, conflicts="proceed", refresh=True)

    def swap(self, build: Build) -> None:
        """Move both aliases in one step; an index that stands where an alias should be goes."""
        client = self._link.writing
        client.indices.put_settings(index=build.index, settings={"refresh_interval": None})
        client.indices.refresh(index=build.index)
        steps: list[dict[str, Any]] = []
        for alias in (self.read, self.write):
            steps += [{"remove": {"index": name, "alias": alias}} for name in self.behind(alias)]
            if not self.behind(alias) and client.indices.exists(index=alias):
                steps.append({"remove_index": {"index": alias}})
            steps.append({"add": {"index": build.index, "alias": alias}})
        client.indices.update_aliases(actions=steps)

    def end(self, build: Build) -> None:
        """Forget what was noted, and give the claim back unless it is another's by now."""
        self._forget({"term": {"owner": build.owner}})
        with contextlib.suppress(ConflictError, NotFoundError):
            self._link.writing.delete(
                index=self._builds, id=_BUILD, if_seq_no=build.sequence, if_primary_term=build.term
            )

    def give_up(self, build: Build) -> None:
        """Delete what was built so far, and give the claim back."""
        self._link.writing.indices.delete(index=build.index, ignore_unavailable=True)
        self.end(build)

    def still_read(self, names: Iterable[str]) -> list[str]:
        """Those of another form: an older release, still running, has an alias of its own there."""
        return [name for name in names if not name.startswith(f"{self.read}-")]

    def sweep(self, *, keep: Iterable[str]) -> None:
        """Delete the indices of this prefix that nobody names."""
        form = re.compile(re.escape(self.prefix) + r"-[0-9a-f]{8}-[0-9a-f]{6}-[0-9a-f]+")
        client = self._link.writing
        for name in client.indices.get(index=f"{self.prefix}-*", features=["aliases"]).body:
            if form.fullmatch(name) and name not in keep:
                client.indices.delete(index=name, ignore_unavailable=True)
