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
