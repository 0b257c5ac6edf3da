"""Where an embedded index lives on disk: one folder a generation, and a small file that names the one in
use.

index/CURRENT name of the generation in use; replaced in one step, so a reader sees the old or the new
index/write.lock held while writing (released by the system when its process dies) index/build.lock held
while a new generation is built index/changes keys written while a new generation is built, to be written to
that one too before the swap index/g-<name>/ an index, with about.json: which analysis made it

The previous generation stays until the next swap: a reader that has just read CURRENT still finds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from search.engines.base import BusyEngineError, MissingIndexError
from search.engines.embedded_faults import on_disk

FIRST_WAIT, LONGEST_WAIT = 0.005, 0.2  # seconds


class Generations:
    """The folder of an index and its locks.  `stamp` says which schema and analysis the caller works with."""

    def __init__(self, root: Path, stamp: str) -> None:
        self.root = root
        self.stamp = stamp

    def current(self) -> Path:
        """The generation in use; MissingIndexError when there is none."""
        try:
            folder = self.root / (self.root / "CURRENT").read_text()
        except OSError as error:
            message = f"There is no search index in {self.root}. Run: manage.py rebuild_search"
            raise MissingIndexError(message) from error
        if not (folder / "meta.json").is_file():
            raise MissingIndexError(f"The search index {folder} was deleted. Run: manage.py rebuild_search")
        return folder

    def new(self) -> Path:
        """An empty folder for a generation. Call with the build lock held: what a builder that was killed
        left behind goes first, and all but the one in use.
        """
        self._sweep(keep={self._named()})
        folder = self.root / f"g-{time.time_ns():x}-{uuid.uuid4().hex[:6]}"
        with on_disk(self.root):
            folder.mkdir(parents=True)
            (folder / "about.json").write_text(json.dumps({"stamp": self.stamp}))
        return folder

    def stamp_of(self, folder: Path) -> str:
        """Which schema and analysis made a generation, "" when it does not say."""
        try:
            return str(json.loads((folder / "about.json").read_text())["stamp"])
        except (OSError, ValueError, KeyError):
            return ""

    def swap(self, folder: Path) -> None:
        """Put a generation in use and delete those before the one it follows. Call with the write lock
        held.
        """
        pointer = self.root / f"CURRENT.{os.getpid()}"
        with on_disk(self.root):
            previous = self._named()
            with pointer.open("w") as file:
                file.write(folder.name)
                file.flush()
                os.fsync(file.fileno())
            pointer.replace(self.root / "CURRENT")
        self._sweep(keep={folder.name, previous})

    def drop(self, folder: Path) -> None:
        """Delete a generation unless it was put in use."""
        if self._named() != folder.name:
            shutil.rmtree(folder, ignore_errors=True)

    def _named(self) -> str:
        """What CURRENT says, "" when there is none."""
        try:
            return (self.root / "CURRENT").read_text()
        except OSError:
            return ""

    def _sweep(self, *, keep: Container[str]) -> None:
        for other in self.root.glob("g-*"):
            if other.name not in keep:
                shutil.rmtree(other, ignore_errors=True)

    @contextlib.contextmanager
    def locked(self, name: str, *, wait: float) -> Iterator[None]:
        """Hold a lock between processes and threads; BusyEngineError after `wait` seconds."""
        with on_disk(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            file = (self.root / f"{name}.lock").open("w")
        with file:
            self._take(file.fileno(), name, wait)
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _take(self, descriptor: int, name: str, wait: float) -> None:
        deadline, pause = time.monotonic() + wait, FIRST_WAIT
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise BusyEngineError(
                        f"Another process has held {self.root}/{name}.lock for {wait:.0f} s; try again."
                    ) from None
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_WAIT)

    # --- changes made while a new generation is built; with the write lock held ---

    def start_changes(self) -> None:
        """From here on every write is noted."""
        with on_disk(self.root):
            (self.root / "changes").write_text("")

    def note_changes(self, keys: Iterable[str]) -> None:
        """Note keys about to be written or removed, if somebody is building. To note more than was then
        written does no harm; less would lose it.
        """
        lines = "".join(f"\n{json.dumps(key)}" for key in keys)
        noted = self.root / "changes"
        with on_disk(self.root), contextlib.suppress(FileNotFoundError), noted.open("r+") as file:
            file.seek(0, os.SEEK_END)
            file.write(lines)

    def take_changes(self) -> list[str]:
        """The keys noted, each once; nothing is noted any longer."""
        noted = self.root / "changes"
        keys: dict[str, None] = {}
        with on_disk(self.root):
            for line in noted.read_text().splitlines():
                with contextlib.suppress(ValueError):  # half a line: its writer was stopped before it wrote
                    keys[json.loads(line)] = None
            noted.unlink()
        return list(keys)
