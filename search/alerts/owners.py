"""For whom a saved search looks: the viewers its owners are today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from organisations.choices import Role
from organisations.models import Membership, User
from search.visibility import Viewer

_CHUNK = 500


def viewers_of(user_ids: Iterable[int]) -> dict[int, Viewer]:
    """What `search.viewers.viewer_of` says of each account, two queries for 500 of them; an account that is
    switched off or gone is left out.
    """
    held: Any = Membership.objects
    wanted = sorted(set(user_ids))
    found: dict[int, Viewer] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        places: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
        rows = held.active().filter(user__in=part).values_list("user_id", "role", "office_id")
        for user_id, role, office_id in rows:
            places[user_id].append((role, office_id))
        accounts = User.objects.filter(pk__in=part, is_active=True).values_list("pk", "is_superuser")
        for user_id, is_superuser in accounts:
            found[user_id] = _viewer(places[user_id], is_superuser=is_superuser)
    return found


def _viewer(places: list[tuple[str, int | None]], *, is_superuser: bool) -> Viewer:
    return Viewer(
        is_member=any(role in (Role.FIRM, Role.OFFICER) for role, _office in places),
        is_staff=is_superuser or any(role == Role.SECRETARIAT for role, _office in places),
        offices=frozenset(str(office) for role, office in places if role == Role.OFFICER),
    )
