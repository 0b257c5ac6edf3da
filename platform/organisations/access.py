"""Who somebody is here: the predicates every view, service and hook asks.

What a person may do follows from live memberships (`Membership.objects.of`). They are read once for each user
object, so one request costs one query however often it asks; a superuser counts as secretariat.
"""

from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject

from organisations.choices import Role
from organisations.models import Membership

SECRETARIAT_GROUP = "Secretariat"
_CACHE = "_places_held"


@dataclass(frozen=True, slots=True)
class Places:
    """What one person's live memberships come to."""

    is_secretariat: bool = False
    office_ids: frozenset[int] = frozenset()
    firm_ids: frozenset[int] = frozenset()


NOWHERE = Places()


def places(user) -> Places:
    """The places of `user` (a User, AnonymousUser or None); nothing for an account that is switched off."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOWHERE
    if isinstance(user, SimpleLazyObject):  # request.user: keep the answer on what is inside
        user = user._wrapped
    held = user.__dict__.get(_CACHE)
    if held is None:
        rows = list(Membership.objects.active().filter(user=user).values_list("role", "office_id", "firm_id"))
        held = Places(
            is_secretariat=user.is_superuser or any(role == Role.SECRETARIAT for role, _, _ in rows),
            office_ids=frozenset(office for role, office, _ in rows if role == Role.OFFICER),
            firm_ids=frozenset(firm for role, _, firm in rows if role == Role.FIRM),
        )
        user.__dict__[_CACHE] = held
    return held


def forget(user) -> None:
    """Read the memberships of this user object anew when next asked. For services that have changed them."""
    if user.is_authenticated and isinstance(user, SimpleLazyObject):
        user = user._wrapped
    user.__dict__.pop(_CACHE, None)


def is_secretariat(user) -> bool:
    return places(user).is_secretariat


def office_ids(user) -> frozenset[int]:
    """The offices `user` is an officer of."""
    return places(user).office_ids


def firm_ids(user) -> frozenset[int]:
    """The firms `user` is a contact of."""
    return places(user).firm_ids
