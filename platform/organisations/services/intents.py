"""What firms seek."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.hooks import announce_firm
from organisations.models import Firm, Intent

from .saving import locked, record, require_firm, write


@transaction.atomic
def intent_save(
    *, intent: Intent | None, firm: Firm, values: Mapping[str, Any], actor: Any, seen: datetime | None = None
) -> Intent:
    """Create (`intent=None`) or change an intent of `firm`; `values` are fields of the model by name.

    `seen` is the intent's `updated_at` as the actor read it: a newer row raises StaleError. Raises
    PermissionDenied, ValidationError.
    """
    require_firm(actor, firm.pk)
    if intent is None:
        saved = write(Intent(firm=firm), values)
        record(saved, "wagtail.create", actor)
    else:
        current = locked(intent, seen)
        require_firm(actor, current.firm_id)
        if current.firm_id != firm.pk:
            announce_firm(current.firm_id)
        saved = write(current, {**values, "firm": firm})
        record(saved, "wagtail.edit", actor)
    announce_firm(firm.pk)
    return saved


@transaction.atomic
def intent_close(*, intent: Intent, actor: Any) -> Intent:
    """Stop matching an intent. Closing a closed one changes nothing. Raises PermissionDenied."""
    current = locked(intent, None)
    require_firm(actor, current.firm_id)
    if current.is_active:
        current.is_active = False
        _saved(current, "organisations.intent_close", actor)
    return current


@transaction.atomic
def intent_reopen(*, intent: Intent, actor: Any, valid_until: date | None = None) -> Intent:
    """Match an intent again, until `valid_until` where it is given.

    Raises PermissionDenied; ValidationError when its last day has passed and no new one is given.
    """
    current = locked(intent, None)
    require_firm(actor, current.firm_id)
    last_day = valid_until or current.valid_until
    if last_day and last_day < timezone.localdate():
        raise ValidationError(
            {"valid_until": _("Its last day has passed. Give a new one, then it is matched again.")}
        )
    if not current.is_active or last_day != current.valid_until:
        current.is_active, current.valid_until = True, last_day
        _saved(current, "organisations.intent_reopen", actor)
    return current


def _saved(intent: Intent, action: str, actor: Any) -> None:
    intent.save(update_fields=["is_active", "valid_until", "updated_at"])
    record(intent, action, actor)
    announce_firm(intent.firm_id)
