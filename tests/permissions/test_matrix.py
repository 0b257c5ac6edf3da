"""Every row of the matrix, asked by everybody."""

import pytest

from .answers import ask
from .matrix import ROWS
from .world import ROLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_matrix_says(row, world):
    found = {role: ask(row, role, world) for role in ROLES}
    assert found == row.expected
