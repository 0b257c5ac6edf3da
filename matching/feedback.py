"""What an answer keeps of its pair, and what an office may answer.

An office sees no firm before that firm said it is interested; of those, of which it sees the silhouette, it
may say whether it would receive them. Its no takes the pair off what the secretariat introduces, at once; the
firm's list stays as it is, and the secretariat, which sees the reason, tells the firm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import sources
from matching.disclosure import open_to_office
from matching.models import Match, Reaction, Reason, Side, Verdict
from organisations import access

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT = ("feature", "value", "points", "weight")
OFFICE_REASONS = (
    Reason.WRONG_INDUSTRY,
    Reason.TOO_LARGE,
    Reason.TOO_SMALL,
    Reason.ALREADY_TALKING,
    Reason.NOT_NOW,
    Reason.OTHER,
)
"""What an office may give; how far away a firm is, is the firm's affair."""


def snapshot(match: Match) -> dict[str, Any]:
    """The parts of the score without anybody's words, and the version, as `Reaction` keeps them."""
    return {
        "findings": [{name: finding.get(name) for name in KEPT} for finding in match.findings],
        "weights_id": match.weights_id,
    }


@transaction.atomic
def office_says(
    *, firm_id: int, opportunity_id: int, verdict: str, actor: Any, reason: str = "", note: str = ""
) -> Reaction:
    """Whether the office would receive a firm that is interested; the latest word counts.

    Raises PermissionDenied (another office's posting, or a firm that has not said it is interested),
    ValidationError by field.
    """
    match = _theirs(firm_id, opportunity_id, actor).first()
    if match is None:
        raise PermissionDenied
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Say whether it interests you or is not relevant.")})
    refuses = verdict == Verdict.NOT_RELEVANT
    if refuses and reason not in OFFICE_REASONS:
        raise ValidationError({"reason": _("Choose a reason: the secretariat tells the firm.")})
    row, _created = Reaction.objects.update_or_create(
        firm_id=firm_id,
        opportunity_id=opportunity_id,
        side=Side.OFFICE,
        defaults={
            "verdict": verdict,
            "reason": reason if refuses else "",
            "note": note.strip()[:300],
            "by": actor,
            "at": timezone.now(),
            **snapshot(match),
        },
    )
    return row


@transaction.atomic
def office_takes_back(*, firm_id: int, opportunity_id: int, actor: Any) -> bool:
    """Forget what the office said. Whether there was anything. Raises PermissionDenied."""
    if not _theirs(firm_id, opportunity_id, actor).exists():
        raise PermissionDenied
    gone, _rows = Reaction.objects.filter(firm=firm_id, opportunity=opportunity_id, side=Side.OFFICE).delete()
    return bool(gone)


def _theirs(firm_id: int, opportunity_id: int, actor: Any) -> QuerySet[Match]:
    """The pair, if the posting is of an office of the actor and the firm has said that it is interested."""
    posted = sources.opportunities([opportunity_id])
    if not posted or not posted[0].office or int(posted[0].office) not in access.office_ids(actor):
        return Match.objects.none()
    return open_to_office([opportunity_id]).filter(firm=firm_id)
