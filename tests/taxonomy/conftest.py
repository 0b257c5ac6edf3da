from collections.abc import Iterator

import pytest

from taxonomy import loader, models
from taxonomy.tables import Taxonomy, load_tables


@pytest.fixture(scope="session")
def files() -> Taxonomy:
    """The taxonomy of the files."""
    return load_tables()


def _clear() -> None:
    """Take every row out, past PROTECT."""
    for model in (
        models.RegionGroup.members.through,
        models.RegionGroup,
        models.RegionAlias,
        models.CrosswalkRow,
        models.SynonymGroup,
        models.Sector,
        models.Industry,
        models.Region,
        models.TableVersion,
    ):
        rows = model.objects.all()
        rows._raw_delete(rows.db)


@pytest.fixture(scope="package")
def _tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load once for this folder; each test then works in a transaction of its own."""
    with django_db_blocker.unblock():
        loader.load()
    yield
    with django_db_blocker.unblock():
        _clear()


@pytest.fixture
def loaded(_tables, db) -> None:
    """The tables in the database."""


@pytest.fixture
def empty(_tables, db) -> None:
    """A database that was never loaded."""
    _clear()
