"""What every saving service shares: the guard, the check for a newer version, the writing, the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from wagtail.log_actions import log

from organisations import access


class StaleError(Exception):
    """Somebody saved the object after the actor had read it.

    `current` is the object as it now stands. The caller keeps what the actor wrote and shows both.
    """

    def __init__(self, current: Model) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was saved by somebody else meanwhile")
        self.current = current


def require_secretariat(actor: Any) -> None:
    if not access.is_secretariat(actor):
        raise PermissionDenied


def require_firm(actor: Any, firm_id: int) -> None:
    """The firm's own people and the secretariat."""
    if firm_id not in access.firm_ids(actor):
        require_secretariat(actor)


def locked(instance: Model, seen: datetime | None) -> Model:
    """The row as it stands, locked for this transaction. Raises StaleError when it is newer than `seen`."""
    current = type(instance)._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)
    if seen is not None and current.updated_at != seen:
        raise StaleError(current)
    return current


def write(instance: Model, values: Mapping[str, Any]) -> Model:
    """Set, validate and save fields; then set relations. Many-to-many values are rows or primary keys.

    Raises ValidationError naming the fields, FieldDoesNotExist for an unknown name.
    """
    names = {field.name for field in instance._meta.many_to_many}
    for name, value in values.items():
        if name not in names:
            instance._meta.get_field(name)
            setattr(instance, name, value)
    instance.full_clean()
    instance.save()
    for name in names.intersection(values):
        getattr(instance, name).set(values[name])
    return instance


def record(instance: Model, action: str, actor: Any, **data: Any) -> None:
    """Keep who did it and when, beside what the Wagtail admin keeps (its history pages show both)."""
    log(instance=instance, action=action, user=actor, data=data or None)
