"""Compare the index with what the sources know, and mend what differs: after an outage it catches up.

Every change enters a job of its own; the sweep is for what was missed all the same: a job that failed for
good, an index that was put back from a copy, a database that was.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

import search
from search import services, sources
from search.engines.base import BusyEngineError, EngineError, UnreachableError

log = logging.getLogger(__name__)
BATCH = 500
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids by kind: missing in the index or older there; newer there than at the source; there only."""

    behind: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    ahead: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __len__(self) -> int:
        return sum(len(ids) for part in (self.behind, self.ahead, self.gone) for ids in part.values())


def differences() -> Differences:
    """What differs now.  Reads versions only: of the sources as cheaply as they can, of the index all."""
    engine, found = search.engine(), Differences()
    engine.refresh()
    left = set(engine.keys())
    for kind in sources.kinds():
        for batch in _batches(sources.versions(kind)):
            keys = {f"{kind}:{one}": (one, version) for one, version in batch}
            held = engine.versions(keys)
            left -= keys.keys()
            for key, (one, version) in keys.items():
                if key not in held or held[key] < version:
                    found.behind[kind].append(one)
                elif held[key] > version:
                    found.ahead[kind].append(one)
    for key in sorted(left):
        kind, _colon, one = key.partition(":")
        found.gone[kind].append(one)
    return found


def sweep() -> int:
    """Mend all that differs; where the index as a whole cannot be used, build it.  How many differed.

    UnreachableError and BusyEngineError are raised: they pass by themselves.
    """
    engine = search.engine()
    try:
        engine.count()
        is_usable = engine.is_current()
    except (UnreachableError, BusyEngineError):
        raise
    except EngineError as error:
        log.warning("search: %s", error)
        is_usable = False
    if not is_usable:
        return services.rebuild()
    found = differences()
    for kind, ids in found.ahead.items():
        # a newer one is never replaced by an older, so it goes first
        engine.remove([f"{kind}:{one}" for one in ids])
    for part in (found.ahead, found.behind, found.gone):
        for kind, ids in part.items():
            _mend(kind, ids)
    if found:
        log.warning("search: the index differed from the sources in %d documents and was mended", len(found))
    return len(found)


def _mend(kind: str, ids: list[str]) -> None:
    """By the way of every change, which reads the source again: it may have changed since it was compared."""
    if kind not in sources.kinds():
        search.engine().remove([f"{kind}:{one}" for one in ids])
        return
    for batch in _batches(ids):
        services.index(kind, batch)


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch
