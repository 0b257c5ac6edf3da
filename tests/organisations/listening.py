"""Hear what the app tells others while a test runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from organisations.hooks import firm_changed, membership_changed, office_changed


@contextmanager
def heard() -> Iterator[list[tuple[str, int]]]:
    """A list of ("firm", id), ("membership", user id) and ("office", id), in the order they were sent."""
    said: list[tuple[str, int]] = []

    def firm(firm_id, **_):
        said.append(("firm", firm_id))

    def membership(user_id, **_):
        said.append(("membership", user_id))

    def office(office_id, **_):
        said.append(("office", office_id))

    firm_changed.connect(firm)
    membership_changed.connect(membership)
    office_changed.connect(office)
    try:
        yield said
    finally:
        firm_changed.disconnect(firm)
        membership_changed.disconnect(membership)
        office_changed.disconnect(office)
