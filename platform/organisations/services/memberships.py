"""People and the places they hold."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import access
from organisations.choices import Role
from organisations.hooks import announce_membership
from organisations.models import Membership, User

from .saving import record, require_secretariat, write


@transaction.atomic
def membership_save(*, membership: Membership | None, values: Mapping[str, Any], actor: Any) -> Membership:
    """Give a place to an account that exists, or change one. Raises PermissionDenied, ValidationError."""
    require_secretariat(actor)
    values = dict(values)
    if membership is None:
        saved = write(Membership(), values)
        record(saved, "wagtail.create", actor)
    else:
        current = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if current.is_active and (
            values.get("is_active") is False or values.get("role", current.role) != current.role
        ):
            keep_one_secretary(current)
        saved = write(current, values)
        record(saved, "wagtail.edit", actor)
    announce_membership(saved.user_id)
    return saved


@transaction.atomic
def membership_deactivate(*, membership: Membership, actor: Any) -> Membership:
    """Take a place away; the account and its history stay. Raises PermissionDenied, ValidationError."""
    require_secretariat(actor)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if not membership.is_active:
        return membership
    keep_one_secretary(membership)
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    record(membership, "organisations.membership_deactivate", actor)
    announce_membership(membership.user_id)
    return membership


def keep_one_secretary(membership: Membership, *, field: str = NON_FIELD_ERRORS) -> None:
    """Raise ValidationError on `field` where nobody but this one would be left of the secretariat."""
    others = Membership.objects.active().filter(role=Role.SECRETARIAT).exclude(pk=membership.pk)
    if membership.role == Role.SECRETARIAT and not others.exists():
        raise ValidationError(
            {field: _("This is the last account of the secretariat. Invite another one first.")}
        )


@transaction.atomic
def account_save(*, user: User, values: Mapping[str, Any], actor: Any) -> User:
    """Change name or address of an account, or switch it off. Raises PermissionDenied, ValidationError.

    A superuser's account is changed by superusers only: whoever changes an address can take the account over.
    Nobody switches off their own account, nor the last one of the secretariat.
    """
    require_secretariat(actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_superuser and not actor.is_superuser:
        raise PermissionDenied
    if user.is_active and values.get("is_active") is False:
        if user.pk == actor.pk:
            raise ValidationError({"is_active": _("This is your own account. Ask a colleague to do it.")})
        for membership in user.memberships.active():
            keep_one_secretary(membership, field="is_active")
    if "email" in values:
        values = {**values, "email": values["email"].strip().lower()}
    for name, value in values.items():
        setattr(user, name, value)
    user.full_clean(exclude=["password"])
    user.save(update_fields=list(values))
    record(user, "wagtail.edit", actor)
    announce_membership(user.pk)
    return user


@transaction.atomic
def account_rename(*, user: User, name: str, actor: Any) -> User:
    """Change the name an account shows: by its owner or the secretariat."""
    if actor.pk != user.pk and not access.is_secretariat(actor):
        raise PermissionDenied
    user.name = name.strip()
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name"])
    return user
