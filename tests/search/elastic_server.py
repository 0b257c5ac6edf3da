"""The real Elasticsearch of the tests: skipped without ELASTICSEARCH_URL, a prefix of its own each test."""

import os
import uuid

import pytest

from search.engines.elastic import ElasticEngine
from search.engines.elastic_builds import Builds
from search.engines.elastic_link import Link
from tests.search.small import ANALYZER, PLANNER, TODAY

URL = os.environ.get("ELASTICSEARCH_URL", "")
needs_elastic = pytest.mark.skipif(
    not URL, reason="ELASTICSEARCH_URL is not set; `tests/services/services up elastic` prints it"
)


def new_prefix() -> str:
    """No two test processes share an index."""
    return f"test-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def engine_at(prefix: str, *, url: str = URL, lease: float = 120.0, **settings) -> ElasticEngine:
    """An engine of the tests' small taxonomy; `read_timeout`, `write_timeout` in seconds."""
    times = {name: settings.pop(name) for name in ("read_timeout", "write_timeout") if name in settings}
    link = Link(url, **times)
    settings = {"analyzer": ANALYZER, "planner": lambda: PLANNER, "today": lambda: TODAY, **settings}
    return ElasticEngine(link, Builds(link, prefix, settings["analyzer"].version, lease=lease), **settings)


def client():
    """To look at the server past the engine."""
    return Link(URL).writing


def wipe(prefix: str) -> None:
    """Delete all that a test made."""
    names = client().indices.get(index=f"{prefix}-*", expand_wildcards="all").body
    for name in names:
        client().indices.delete(index=name, ignore_unavailable=True)
