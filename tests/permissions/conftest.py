"""The world of the matrix is built once for a module; every request in it is rolled back."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

import search

from .world import World, build


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Iterator[None]:
    """An index of the module's own."""
    from search.analysis import analyzer
    from search.current import planner
    from search.engines.embedded import EmbeddedEngine

    with pytest.MonkeyPatch.context() as patch:
        engine = EmbeddedEngine(tmp_path_factory.mktemp("index"), analyzer=analyzer(), planner=planner)
        patch.setattr(search, "engine", lambda: engine)
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, index) -> Iterator[World]:
    from search import services

    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        services.rebuild()
        yield built
        transaction.set_rollback(True)
    cache.clear()
