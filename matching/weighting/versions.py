"""Writing to the versions of the weights. At every moment exactly one is in force.

Drafts may be written by several people at once; each is a row of its own. Whoever is overtaken is told, and
loses nothing: the numbers stay in the form, and the draft stays a draft.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.weighting.models import WeightSet, WeightState
from matching.weighting.values import Values
from matching.weights import DEFAULT
from organisations import access


class OvertakenError(ValidationError):
    """Somebody else was faster. `current` is what stands now."""

    def __init__(self, message: str, current: WeightSet) -> None:
        super().__init__(message)
        self.current = current


def in_force() -> WeightSet:
    """The version in force. Where there is none yet (an empty database), what the program came with."""
    return WeightSet.objects.active() or adopt_shipped()


@transaction.atomic
def draft_save(
    *,
    values: Values,
    note: str,
    actor: Any,
    draft: WeightSet | None = None,
    seen: datetime | None = None,
    based_on: WeightSet | None = None,
) -> WeightSet:
    """Write a new draft, or change one. `seen` is the draft's `updated_at` as the actor read it.

    Raises PermissionDenied, ValidationError; OvertakenError when somebody else changed it or put it into
    force meanwhile.
    """
    _only_secretariat(actor)
    note = _a_note(note)
    _usable(values)
    now = timezone.now()
    if draft is None:
        row = WeightSet(author=actor, created_at=now, based_on=based_on or in_force())
    else:
        row = WeightSet.objects.select_for_update().get(pk=draft.pk)
        if row.state != WeightState.DRAFT:
            raise OvertakenError(
                _("This draft has been put into force meanwhile, as version %s.") % row.number, row
            )
        if seen is not None and row.updated_at != seen:
            raise OvertakenError(
                _("%(who)s changed this draft while you were writing. Save again to replace theirs by yours.")
                % {"who": row.author or _("Somebody")},
                row,
            )
        row.author = actor
    row.values, row.note, row.updated_at = values, note, now
    row.save()
    return row


@transaction.atomic
def draft_discard(*, draft: WeightSet, actor: Any) -> None:
    """Forget a draft; never a version that was in force. Raises PermissionDenied, ValidationError."""
    _only_secretariat(actor)
    gone, _rows = WeightSet.objects.drafts().filter(pk=draft.pk).delete()
    if not gone:
        raise ValidationError(_("Only a draft can be discarded."))


@transaction.atomic
def activate(
    *,
    values: Values,
    note: str,
    actor: Any,
    seen: int,
    effect: dict[str, Any],
    draft: WeightSet | None = None,
) -> WeightSet:
    """Put these weights into force, as `draft` or (None) written here and now. Everything is matched anew.

    `seen` is the number of the version that was in force when the actor looked; `effect` what the preview of
    exactly these numbers against that version foresaw. Raises PermissionDenied, ValidationError;
    OvertakenError when another version came into force meanwhile.
    """
    from matching.services import mark_stale

    _only_secretariat(actor)
    note = _a_note(note)
    _usable(values)
    before = WeightSet.objects.select_for_update().filter(state=WeightState.ACTIVE).first() or in_force()
    now = timezone.now()
    # a conditional write, so that of two people at once exactly one gets through, on every database
    retired = WeightSet.objects.filter(pk=before.pk, state=WeightState.ACTIVE, number=seen).update(
        state=WeightState.RETIRED, retired_at=now
    )
    if not retired:
        raise OvertakenError(_overtaken(before), before)
    if before.values == values:
        raise ValidationError(_("These are the weights in force; there is nothing to change."))
    row = draft and WeightSet.objects.select_for_update().filter(pk=draft.pk, number=None).first()
    if row is None:
        row = WeightSet(author=actor, created_at=now)
    row.values, row.note, row.based_on, row.effect = values, note, before, effect
    row.updated_at = row.activated_at = now
    row.state, row.activated_by, row.number = WeightState.ACTIVE, actor, _next_number()
    row.save()
    mark_stale()  # a run that is under way with the old weights is done again
    return row


def _overtaken(current: WeightSet) -> str:
    return _(
        "%(who)s put version %(number)s into force while you were writing. Your numbers and your note are "
        "still here: look at what they would change now, then decide."
    ) % {"who": current.activated_by or _("Somebody"), "number": current.number}


@transaction.atomic
def adopt_shipped() -> WeightSet:
    """Keep version 1, and the weights of a newer program, as rows. The version in force afterwards.

    Weights the secretariat set itself stay in force; the program's new ones then wait as a draft.
    """
    active = WeightSet.objects.active()
    shipped = Values.of(DEFAULT)
    known = WeightSet.objects.filter(is_shipped=True).order_by("-pk").first()
    if active is not None and known is not None and known.values == shipped:
        return active
    now = timezone.now()
    row = WeightSet(is_shipped=True, created_at=now, updated_at=now, based_on=active)
    row.values = shipped
    if active is None or active.is_shipped:
        WeightSet.objects.filter(state=WeightState.ACTIVE).update(state=WeightState.RETIRED, retired_at=now)
        row.state, row.number, row.activated_at = WeightState.ACTIVE, _next_number(), now
        active = row
    row.save()
    return active


def _next_number() -> int:
    return (WeightSet.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _only_secretariat(actor: Any) -> None:
    if not access.is_secretariat(actor):
        raise PermissionDenied


def _a_note(note: str) -> str:
    note = note.strip()
    if not note:
        raise ValidationError({"note": _("Say why, in one line: whoever looks next year will ask.")})
    return note[:500]


def _usable(values: Values) -> None:
    total = sum(values.points.values())
    if total != 100_00:
        raise ValidationError(sum_fault(total))
    try:
        values.weights()
    except ValueError as fault:
        raise ValidationError(_("The scorer refuses these weights: %s") % refusal(str(fault))) from fault


def sum_fault(total: int) -> str:
    """`total` in hundredths of a point, which is not 100 points: how far off, and which way."""
    words = {"sum": _trim(total / 100), "off": _trim(abs(100_00 - total) / 100)}
    if total < 100_00:
        return _("The points add up to %(sum)s, not to 100: %(off)s are missing.") % words
    return _("The points add up to %(sum)s, not to 100: take away %(off)s.") % words


def refusal(text: str) -> str:
    """What `Weights` objects to, in the reader's language where we know the rule."""
    known = {
        "fit must not outweigh region, or a right place could lower a score": _(
            "“Industry and place together” must not count more than “Region”, "
            "or a right place could lower a score."
        ),
        "weights must not be negative and must add up to 100 points": _(
            "No weight may be negative, and together they make 100 points."
        ),
    }
    return known.get(text, text)


def _trim(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
