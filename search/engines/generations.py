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
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.engines.base import BusyEngineError, MissingIndexError

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
        """An empty folder for a generation."""
        self.root.mkdir(parents=True, exist_ok=True)
        folder = self.root / f"g-{time.time_ns():x}-{uuid.uuid4().hex[:6]}"
        folder.mkdir()
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
        try:
            previous = (self.root / "CURRENT").read_text()
        except OSError:
            previous = ""
        pointer = self.root / f"CURRENT.{os.getpid()}"
        with pointer.open("w") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / "CURRENT")
        self.sweep(keep={folder.name, previous})

    def sweep(self, *, keep: Iterable[str]) -> None:
        """Delete the generations not named. Call with the build lock held, or what is being built goes
        too.
        """
        kept = set(keep)
        for other in self.root.glob("g-*"):
            if other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)

    @contextlib.contextmanager
    def locked(self, name: str, *, wait: float) -> Iterator[None]:
        """Hold a lock between processes and threads; BusyEngineError after `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("w") as file:
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
        (self.root / "changes").write_text("")

    def note_changes(self, keys: Iterable[str]) -> None:
        """Note keys written or removed, if somebody is building."""
        with contextlib.suppress(FileNotFoundError), (self.root / "changes").open("r+") as file:
            file.seek(0, os.SEEK_END)
            file.writelines(f"{json.dumps(key)}\n" for key in keys)

    def take_changes(self) -> list[str]:
        """The keys noted, each once; nothing is noted any longer."""
        noted = self.root / "changes"
        keys = dict.fromkeys(json.loads(line) for line in noted.read_text().splitlines())
        noted.unlink()
        return list(keys)
