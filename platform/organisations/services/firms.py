"""Member firms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisations import access
from organisations.hooks import announce_firm, announce_people
from organisations.models import Firm

from .saving import locked, record, require_firm, require_secretariat, write

# What a firm may not say about itself: the chamber does.
SECRETARIAT_ONLY = frozenset({"is_active", "group_member", "committee"})


@transaction.atomic
def firm_save(
    *, firm: Firm | None, values: Mapping[str, Any], actor: Any, seen: datetime | None = None
) -> Firm:
    """Create (`firm=None`, secretariat only) or change a firm; `values` are fields of the model by name.

    `seen` is the firm's `updated_at` as the actor read it: a newer row raises StaleError.
    Raises PermissionDenied, ValidationError.
    """
    if firm is None:
        require_secretariat(actor)
        saved = write(Firm(), values)
        record(saved, "wagtail.create", actor)
    else:
        require_firm(actor, firm.pk)
        if SECRETARIAT_ONLY.intersection(values) and not access.is_secretariat(actor):
            raise PermissionDenied
        current = locked(firm, seen)
        was_active = current.is_active
        saved = write(current, values)
        record(saved, "wagtail.edit", actor)
        if saved.is_active != was_active:
            announce_people(saved)
    announce_firm(saved.pk)
    return saved
