"""What every test may use."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings


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
