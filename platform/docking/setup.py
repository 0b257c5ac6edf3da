"""The steps between an empty folder and a full site, each with a cheap test whether it is needed."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection

from docking import catalogues
from docking.models import SetupStep


@dataclass(frozen=True, slots=True)
class SetupTask:
    """`needed()` says whether the step has to be done, `after()` notes that it was."""

    name: str
    title: str
    act: Callable[[], object]
    needed: Callable[[], bool]
    after: Callable[[], None] = lambda: None


def tasks(*, demo: bool = True) -> Iterator[SetupTask]:
    """In order; `demo=False` leaves the demonstration data out."""
    yield SetupTask("catalogues", "translations", catalogues.compile_all, lambda: bool(catalogues.stale()))
    yield SetupTask("migrate", "database", _quietly("migrate", interactive=False), migrations_missing)
    known = get_commands()
    for name, title, command, fingerprint in (
        ("taxonomy", "regions, industries, sectors", "load_taxonomy", taxonomy_fingerprint),
        ("demo", "demonstration data", "demo", demo_fingerprint),
        ("index", "search index", "rebuild_search", index_fingerprint),
        ("matches", "matches", "rematch", matches_fingerprint),
    ):
        if command in known and (demo or name != "demo"):
            yield SetupTask(
                name,
                title,
                _quietly(command),
                lambda name=name, fingerprint=fingerprint: step_missing(name, fingerprint()),
                lambda name=name, fingerprint=fingerprint: remember(name, fingerprint()),
            )


def _quietly(command: str, **options: object) -> Callable[[], None]:
    """What the command says is left out: the step's line says it was done and how long it took."""
    return lambda: call_command(command, verbosity=0, stdout=StringIO(), **options)


def migrations_missing() -> bool:
    """Whether there is a migration file the database has not seen.  Reads no migration: quick."""
    there = {
        (config.label, module.name)
        for config in apps.get_app_configs()
        if find_spec(f"{config.name}.migrations")
        for module in pkgutil.iter_modules(import_module(f"{config.name}.migrations").__path__)
        if module.name[0] not in "_~"
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return bool(there - set(cursor.fetchall()))
    except DatabaseError:
        if connection.introspection.table_names():  # not simply a new database
            raise
        return True


def step_missing(name: str, fingerprint: str) -> bool:
    return not SetupStep.objects.filter(name=name, fingerprint=fingerprint).exists()


def remember(name: str, fingerprint: str) -> None:
    SetupStep.objects.update_or_create(name=name, defaults={"fingerprint": fingerprint})


# --- what each step is made from --------------------------------------------------------------------------


def taxonomy_fingerprint() -> str:
    return _digest("taxonomy", "data/*.csv")


def demo_fingerprint() -> str:
    """Made once: what people changed or deleted afterwards stays so."""
    return "1"


def index_fingerprint() -> str:
    """Of the code that makes documents and words; and whether an embedded index is there at all."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    there = settings.SEARCH_ENGINE != "embedded" or (folder.is_dir() and any(folder.iterdir()))
    made_from = _digest("search", "*.py", "engines/**/*.py") + taxonomy_fingerprint()
    return f"{settings.SEARCH_ENGINE}:{_short(made_from)}:{'there' if there else 'missing'}"


def matches_fingerprint() -> str:
    return _short(_digest("matching", "**/*.py", "data/*") + taxonomy_fingerprint())


def _digest(app: str, *patterns: str) -> str:
    """Of the app's files that fit: names and contents."""
    digest, root = hashlib.sha256(), Path(apps.get_app_config(app).path)
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
