"""What every test may use."""

import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers

from docking.catalogues import compile_all
from tests.template import migrated_from_template

# What migrations write and a flush takes away: root page, root collection, language, their groups.
WRITTEN_BY_MIGRATIONS = (
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.Collection",
    "wagtailcore.Site",
    "auth.Group",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupCollectionPermission",
)


def pytest_configure(config: pytest.Config) -> None:
    """The screens are tested in Chinese, so the catalogues must be there."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.fixture(scope="session")
def from_template() -> Iterator[None]:
    """Begin with the database an earlier test process has migrated."""
    with migrated_from_template():
        yield


@pytest.fixture(scope="session")
def django_db_setup(from_template, django_db_setup, django_db_blocker):
    """Keep what migrations wrote, to put it back after a test that flushes the database."""
    models = [apps.get_model(name) for name in WRITTEN_BY_MIGRATIONS]
    with django_db_blocker.unblock():
        rows = [row for model in models for row in model._base_manager.all()]
        _kept.append(serializers.serialize("json", rows, use_natural_foreign_keys=True))


_kept: list[str] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("transaction") and _kept:
        from django.db import transaction
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock(), transaction.atomic():
            for row in serializers.deserialize("json", _kept[0]):
                row.save()


@pytest.fixture(scope="session", autouse=True)
def _own_folder() -> Iterator[None]:
    """Each test process writes below a folder of its own, which goes when it ends."""
    yield
    shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.fixture
def taxonomy_rows(db: None) -> None:
    """All regions, industries and sectors in the database (0.4 s). `tests.factories` writes single ones."""
    from taxonomy.loader import load

    load()
