"""Start-up checks: each setting that can be wrong has an id, a sentence and a hint."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search import ENGINES

BROKERS = ("filesystem", "amqp", "amqps", "memory")


@register()
def search_engine(**_: Any) -> list[CheckMessage]:
    if settings.SEARCH_ENGINE not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE={settings.SEARCH_ENGINE!r} is not an engine.",
                hint=f"Set SEARCH_ENGINE to one of: {', '.join(ENGINES)}.",
                id="docking.E001",
            )
        ]
    return []


@register()
def elasticsearch(**_: Any) -> list[CheckMessage]:
    if settings.SEARCH_ENGINE != "elastic":
        return []
    found: list[CheckMessage] = []
    address = urlsplit(settings.ELASTICSEARCH_URL)
    if address.scheme not in ("http", "https") or not address.hostname or not _port(address):
        found.append(
            Error(
                "SEARCH_ENGINE is elastic, and ELASTICSEARCH_URL does not say where it is, with its port.",
                hint="Set ELASTICSEARCH_URL=http://user:password@host:9200.",
                id="docking.E002",
            )
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,40}", settings.ELASTICSEARCH_INDEX):
        found.append(
            Error(
                f"ELASTICSEARCH_INDEX={settings.ELASTICSEARCH_INDEX!r} cannot begin the name of an index.",
                hint="Use up to 41 small letters, digits and underscores, such as docking.",
                id="docking.E006",
            )
        )
    return found


def _port(address: SplitResult) -> int | None:
    try:
        return address.port
    except ValueError:
        return None


@register()
def broker(**_: Any) -> list[CheckMessage]:
    scheme = urlsplit(settings.CELERY_BROKER_URL).scheme
    if scheme in BROKERS:
        return []
    return [
        Error(
            f"CELERY_BROKER_URL begins with {scheme!r}, a transport that loses messages or is not known.",
            hint="Use filesystem:// on one machine, amqp://user:password@host:5672// for RabbitMQ.",
            id="docking.E003",
        )
    ]


@register()
def folders(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for name in ("VAR", "MEDIA_ROOT", "SEARCH_INDEX_DIR"):
        path = Path(getattr(settings, name))
        nearest = next(each for each in (path, *path.parents) if each.exists())
        if not nearest.is_dir():
            found.append(
                Error(
                    f"{name}: {nearest} is a file where a folder is wanted.",
                    hint=f"Move the file away, or point {name} to another place.",
                    id="docking.E004",
                )
            )
    return found


@register(deploy=True)
def production(**_: Any) -> list[CheckMessage]:
    """What is well on one machine and wrong on the internet; the container asks at its start."""
    found: list[CheckMessage] = []
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine.endswith("sqlite3"):
        found.append(
            Warning(
                "The database is SQLite: one machine only, and every write waits for every other.",
                hint="Set DATABASE_URL=postgres://user:password@host:5432/name.",
                id="docking.W001",
            )
        )
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        found.append(
            Warning(
                "Messages travel through a folder: workers on another machine do not see them.",
                hint="Set CELERY_BROKER_URL=amqp://user:password@host:5672//.",
                id="docking.W002",
            )
        )
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        found.append(
            Warning(
                "Each process has a cache of its own: rate limits count once per process.",
                hint="Set REDIS_URL=redis://host:6379/0.",
                id="docking.W003",
            )
        )
    if "localhost" in settings.WAGTAILADMIN_BASE_URL:
        found.append(
            Error(
                "SITE_URL points to localhost, so links in mails lead nowhere.",
                hint="Set SITE_URL to the public address, such as https://docking.example.cn.",
                id="docking.E005",
            )
        )
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "filebased.EmailBackend")):
        found.append(
            Warning(
                "Mail is written down here and reaches nobody: no invitation arrives.",
                hint="Set EMAIL_URL=smtp+tls://user:password@host:587.",
                id="docking.W004",
            )
        )
    return found
