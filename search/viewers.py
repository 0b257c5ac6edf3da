"""Whoever is logged in -> a Viewer."""

from __future__ import annotations

from typing import Any

from organisations.access import places
from search.visibility import Viewer


def viewer_of(user: Any) -> Viewer:
    """The viewer a user (anonymous ones too) is, by the memberships that are in force."""
    held = places(user)
    return Viewer(
        is_member=bool(held.firm_ids or held.office_ids),
        is_staff=held.is_secretariat,
        offices=frozenset(str(number) for number in held.office_ids),
    )
