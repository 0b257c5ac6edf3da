"""A migrated SQLite database kept between test processes: migrating takes 10 s, copying next to nothing."""

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.core.management.commands.migrate import Command
from django.db import connection

# beside the migrations themselves: what one of ours writes rows from
WRITES_FROM = ("matching.weights",)


def template() -> Path:
    """Named by all migrations of all apps, so that another set of them finds another file, or none."""
    stamp = hashlib.blake2b(f"{sys.version}{sqlite3.sqlite_version}".encode(), digest_size=8)
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.migrations"):
            folder = Path(next(iter(import_module(f"{config.name}.migrations").__path__)))
            for file in sorted(folder.glob("*.py")):
                stamp.update(file.name.encode() + file.read_bytes())
    for name in WRITES_FROM:
        stamp.update(Path(import_module(name).__file__ or "").read_bytes())
    return Path(tempfile.gettempdir()) / f"docking-migrated-{os.getuid()}-{stamp.hexdigest()}.sqlite3"


@contextmanager
def migrated_from_template() -> Iterator[None]:
    """Meanwhile `migrate` begins from the kept database, and keeps it when there is none.  SQLite only."""
    migrate = Command.handle

    def handle(self: Command, *args: object, **options: object) -> None:
        kept = template()
        if kept.exists():
            _copy(kept)
        migrate(self, *args, **options)
        if not kept.exists():
            _keep(kept)

    if connection.vendor == "sqlite":
        Command.handle = handle
    try:
        yield
    finally:
        Command.handle = migrate


def _copy(kept: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{kept}?mode=ro", uri=True)
    source.backup(connection.connection)
    source.close()


def _keep(kept: Path) -> None:
    """Written beside and renamed, so that another process finds all of it or nothing."""
    beside = kept.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(beside)
    connection.connection.backup(target)
    target.execute("PRAGMA journal_mode=DELETE")  # so that readers leave nothing beside it
    target.close()
    beside.replace(kept)
