"""What may be wrong with an index on disk, found out and told: damaged files, a full disk, panics."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from search.engines.base import DamagedIndexError, EngineError, FullDiskError

CURE = "Run: manage.py rebuild_search"
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_ROOM = 1 << 20
_CHUNK = 1 << 20
_MAGIC = 1337
"""The last four bytes of tantivy's files; before them the length of a JSON with the CRC-32 of the rest."""


@contextlib.contextmanager
def told(*checks: Callable[[], object]) -> Iterator[None]:
    """tantivy's errors, and its panics (no Exception at all), as errors that say what to do.

    When one comes up, the `checks` are made; one of them may find the cause and raise what tells more.
    """
    try:
        yield
    except (EngineError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (ValueError, OSError) as error:
        _make(checks, error)
        raise EngineError(f"The search index did not answer ({error}). {CURE}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        _make(checks, error)
        raise EngineError(f"The search index gave up ({error}). {CURE}") from error


def _make(checks: tuple[Callable[[], object], ...], cause: BaseException) -> None:
    for check in checks:
        try:
            check()
        except EngineError as found:
            raise found from cause


@contextlib.contextmanager
def on_disk(root: Path) -> Iterator[None]:
    """Errors of our own small files beside the index, told."""
    try:
        yield
    except OSError as error:
        raise _of(error, root) from error


def _of(error: OSError, root: Path) -> EngineError:
    if error.errno in _FULL:
        message = f"There is no room to write the search index in {root} ({error.strerror}). Free some space;"
        return FullDiskError(f"{message} until then it answers as it is, and the writing is tried again.")
    return EngineError(f"The search index in {root} cannot be used ({error}). Who may write there? {CURE}")


def room(folder: Path) -> None:
    """Raise FullDiskError when the disk does not take another MB."""
    trial = folder / f"room.{os.getpid()}"
    try:
        with trial.open("wb") as file:
            file.write(bytes(_ROOM))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno in _FULL:
            raise _of(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            trial.unlink()


def verify(folder: Path) -> None:
    """Raise DamagedIndexError unless every file of the last commit is there and holds what was written.

    Reads all of them: a second for each GB or so. Other processes may commit and clean up meanwhile.
    """
    while True:
        meta = _meta(folder)
        missing = _first_missing(folder, meta)
        if missing is None:
            return
        if _meta(folder) == meta:  # else what is missing was merged away
            raise _damaged(missing, "it is gone")


def _first_missing(folder: Path, meta: dict[str, Any]) -> Path | None:
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = f".{segment['deletes']['opstamp']}.del" if segment.get("deletes") else None
        kinds = (".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", *([deletes] if deletes else ()))
        for kind in kinds:
            path = folder / f"{name}{kind}"
            try:
                _verify(path)
            except FileNotFoundError:
                return path
            except OSError as error:
                raise _damaged(path, str(error)) from error
    return None


def _verify(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 8))
        tail = file.read(8)
        length = int.from_bytes(tail[:4], "little")
        if len(tail) < 8 or int.from_bytes(tail[4:], "little") != _MAGIC or length > size - 8:
            raise _damaged(path, "it does not end as it should")
        left = size - 8 - length
        file.seek(left)
        try:
            wanted = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(path, "it does not end as it should") from error
        file.seek(0)
        crc = 0
        while left and (chunk := file.read(min(left, _CHUNK))):
            crc, left = zlib.crc32(chunk, crc), left - len(chunk)
    if crc != wanted:
        raise _damaged(path, "it holds other bytes than were written")


def _meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    try:
        held: dict[str, Any] = json.loads(path.read_bytes())
        return {"segments": [*held["segments"]]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, what: str) -> DamagedIndexError:
    return DamagedIndexError(f"The search index is damaged: {path.parent.name}/{path.name}: {what}. {CURE}")
