"""Proposals: made from answers, kept with their evidence, decided by the secretariat; none acts by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import Reaction, Verdict
from matching.weighting import versions
from matching.weighting.models import ProposalState, WeightProposal, WeightSet
from matching.weighting.proposing import DAYS, LEAST, Answer, suggest
from matching.weighting.values import Values
from organisations import access


def answers(days: int = DAYS) -> list[Answer]:
    """What all sides said in these days of pairs whose points were kept, the latest first."""
    since = timezone.now() - timedelta(days=days)
    return [_answer(row) for row in Reaction.objects.filter(at__gte=since).exclude(findings=[])]


def _answer(row: Reaction) -> Answer:
    spoken = [finding for finding in row.findings if finding.get("value") is not None]
    return Answer(
        firm_id=row.firm_id,
        opportunity_id=row.opportunity_id,
        side=row.side,
        liked=row.verdict == Verdict.INTERESTED,
        reason=row.reason,
        at=row.at,
        values={finding["feature"]: float(finding["value"]) for finding in spoken},
        points={finding["feature"]: float(finding["points"]) for finding in spoken},
    )


@transaction.atomic
def look() -> int:
    """Bring the open proposals up to date with the answers. How many are open then.

    A feature that was declined is proposed again only when as many new refusals speak for it as the least
    evidence takes.
    """
    active, said = versions.in_force(), answers()
    wanted = {one.feature: one for one in suggest(active.values, said)}
    for feature in list(wanted):
        declined = WeightProposal.objects.filter(feature=feature, state=ProposalState.DECLINED)
        last = declined.order_by("-decided_at").first()
        pairs = wanted[feature].evidence["pairs"]
        decided = last.decided_at if last else None
        if decided and sum(pair["at"] > decided.isoformat() for pair in pairs) < LEAST:
            del wanted[feature]
    now = timezone.now()
    for row in WeightProposal.objects.select_for_update().filter(state=ProposalState.OPEN):
        one = wanted.pop(row.feature, None)
        if one is None:
            row.state, row.decided_at = ProposalState.OUTDATED, now
        else:
            row.points, row.evidence, row.base = one.points, one.evidence, active
        row.save()
    for one in wanted.values():
        WeightProposal.objects.create(
            feature=one.feature, points=one.points, evidence=one.evidence, base=active
        )
    return WeightProposal.objects.open().count()


def values_of(proposal: WeightProposal) -> Values:
    """The suggested points with everything else as in the version it was made from."""
    base = proposal.base.values
    return Values(dict(proposal.points), base.deductions, base.introduce, base.send)


@transaction.atomic
def accept(*, proposal: WeightProposal, note: str, actor: Any) -> WeightSet:
    """Make a draft of it. Nothing changes for anybody until that is put into force.

    Raises PermissionDenied; ValidationError when it has been decided, or made from weights that are past.
    """
    row = _to_decide(proposal, actor)
    if row.base_id != versions.in_force().pk:
        raise ValidationError(
            _("Other weights have come into force since. Look through the answers again, then decide.")
        )
    draft = versions.draft_save(values=values_of(row), note=note, actor=actor, based_on=row.base)
    row.state, row.draft = ProposalState.ACCEPTED, draft
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save()
    return draft


@transaction.atomic
def decline(*, proposal: WeightProposal, reason: str, actor: Any) -> WeightProposal:
    """Keep it as declined. Raises PermissionDenied, ValidationError (also without a reason)."""
    row = _to_decide(proposal, actor)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why not: the next proposal of this kind will show it.")})
    row.state, row.reason = ProposalState.DECLINED, reason.strip()[:500]
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save()
    return row


def _to_decide(proposal: WeightProposal, actor: Any) -> WeightProposal:
    if not access.is_secretariat(actor):
        raise PermissionDenied
    row = WeightProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != ProposalState.OPEN:
        raise ValidationError(
            _("%(who)s has decided this meanwhile: %(state)s.")
            % {"who": row.decided_by or _("Somebody"), "state": row.get_state_display()}
        )
    return row
