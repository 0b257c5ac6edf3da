"""Investment offices."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from organisations.hooks import announce_people
from organisations.models import InvestmentOffice

from .saving import locked, record, require_secretariat, write


@transaction.atomic
def office_save(
    *, office: InvestmentOffice | None, values: Mapping[str, Any], actor: Any
) -> InvestmentOffice:
    """Create (`office=None`) or change an office. Raises PermissionDenied, ValidationError."""
    require_secretariat(actor)
    if office is None:
        saved = write(InvestmentOffice(), values)
        record(saved, "wagtail.create", actor)
        return saved
    current = locked(office, None)
    was_active = current.is_active
    saved = write(current, values)
    record(saved, "wagtail.edit", actor)
    if saved.is_active != was_active:
        announce_people(saved)
    return saved
