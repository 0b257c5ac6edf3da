"""Investment offices."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from organisations.hooks import announce_office, announce_people
from organisations.models import InvestmentOffice

from .saving import locked, record, require_secretariat, write

TOLD = ("name", "name_en", "region_id", "is_active")  # what others show, search or decide by


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
    before = {name: getattr(current, name) for name in TOLD}
    saved = write(current, values)
    record(saved, "wagtail.edit", actor)
    changed = {name for name in TOLD if getattr(saved, name) != before[name]}
    if "is_active" in changed:
        announce_people(saved)
    if changed:
        announce_office(saved.pk)
    return saved
