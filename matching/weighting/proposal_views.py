"""What the answers propose: the evidence, the effect, and the secretariat's decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from matching.models import Reaction, Reason, Side
from matching.weighting import previews, proposals, versions
from matching.weighting.forms import shown
from matching.weighting.models import ProposalState, WeightProposal
from matching.weighting.naming import named
from matching.weighting.proposing import ABOUT, DAYS, LEAST, LEAST_FIRMS, LEAST_LIKED
from matching.weighting.tables import say, table_of
from matching.weighting.values import differences, label
from matching.weighting.views import for_secretariat, in_english, page
from organisations.models import Firm


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair behind a proposal."""

    firm_id: int
    firm: str
    opportunity_id: int
    posting: str
    side: str
    reason: str
    points: float
    at: datetime | None


def told(row: WeightProposal) -> dict[str, Any]:
    """A proposal in words."""
    evidence, english = row.evidence, in_english()
    reasons = [str(Reason(code).label) for code, feature in ABOUT.items() if feature == row.feature]
    values = proposals.values_of(row)
    return {
        "row": row,
        "name": label(row.feature, english=english),
        "reasons": (" / " if english else "、").join(reasons),
        "is_more": evidence["after"] > evidence["before"],
        "changes": [say(change, english=english) for change in differences(row.base.values, values)],
        "headline": f"{shown(evidence['before'])} → {shown(evidence['after'])}",
        **{name: evidence[name] for name in ("days", "refusals", "cited", "firms", "high", "liked")},
        "mean_refused": evidence["mean_refused"],
        "mean_liked": evidence["mean_liked"],
        "weight": evidence["before"],
    }


@for_secretariat
def index(request: HttpRequest) -> HttpResponse:
    rows = WeightProposal.objects.select_related("base", "decided_by", "draft")
    context = {
        "open": [told(row) for row in rows.filter(state=ProposalState.OPEN)],
        "decided": [told(row) for row in rows.exclude(state=ProposalState.OPEN).order_by("-decided_at")[:50]],
        "counts": _counts(),
        "days": DAYS,
        "least": {"refusals": LEAST, "firms": LEAST_FIRMS, "liked": LEAST_LIKED},
    }
    return page(request, "proposals", _("Proposals from answers"), context)


def _counts() -> list[tuple[str, int]]:
    """How often each reason was given in these days, the commonest first; what a proposal could come of."""
    said = proposals.answers()
    labels = dict(Reason.choices)
    counts = [(str(label), sum(each.reason == code for each in said)) for code, label in labels.items()]
    return sorted((row for row in counts if row[1]), key=lambda row: -row[1])


@for_secretariat
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _row(pk))


def _row(pk: int) -> WeightProposal:
    return get_object_or_404(WeightProposal.objects.select_related("base", "decided_by", "draft"), pk=pk)


def _detail(request: HttpRequest, row: WeightProposal, fault: str = "") -> HttpResponse:
    is_open = row.state == ProposalState.OPEN
    active = versions.in_force()
    values = proposals.values_of(row)
    found = previews.preview(values=values, base=active) if is_open and values != active.values else None
    context = {
        "row": row,
        "one": told(row),
        "is_open": is_open,
        "pairs": _named(row.evidence["pairs"]),
        "table": table_of(values, before=row.base.values, english=in_english()),
        "preview": found,
        "effect": named(found.effect) if found else None,
        "fault": fault,
        "written": request.POST.get("reason", ""),
    }
    title = _("Proposal: %s") % label(row.feature, english=in_english())
    return page(request, "proposal", title, context, 422 if fault else 200)


def _named(pairs: Iterable[dict[str, Any]]) -> list[Refused]:
    listed = list(pairs)
    firms = Firm.objects.in_bulk({pair["firm_id"] for pair in listed})
    pages = dict(Page.objects.filter(pk__in={p["opportunity_id"] for p in listed}).values_list("pk", "title"))
    gone = _("no longer there")
    sides, reasons = dict(Side.choices), dict(Reason.choices)
    return [
        Refused(
            pair["firm_id"],
            firms[pair["firm_id"]].name if pair["firm_id"] in firms else gone,
            pair["opportunity_id"],
            pages.get(pair["opportunity_id"], gone),
            str(sides.get(pair["side"], "")),
            str(reasons.get(pair["reason"], "")),
            pair["points"],
            parse_datetime(pair["at"]),
        )
        for pair in listed
    ]


@require_POST
@for_secretariat
def look(request: HttpRequest) -> HttpResponse:
    """Do now what is done every night."""
    count = proposals.look()
    said = Reaction.objects.exclude(findings=[]).count()
    if count:
        messages.success(request, _("The answers were looked through: %s open.") % count)
    else:
        messages.success(request, _("%s answers were looked through; they propose nothing yet.") % said)
    return redirect("weights:proposals")


@require_POST
@for_secretariat
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    words = told(row)
    note = (
        _("Proposed by answers: %(name)s %(headline)s (%(cited)s of %(refusals)s refusals: %(reasons)s)")
        % words
    )
    try:
        draft = proposals.accept(proposal=row, note=note, actor=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("weights:proposals")
    messages.success(request, _("A draft is made of it. Nothing has changed for anybody yet."))
    return redirect("weights:draft", draft.pk)


@require_POST
@for_secretariat
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    try:
        proposals.decline(proposal=row, reason=request.POST.get("reason", ""), actor=request.user)
    except ValidationError as fault:
        if "reason" in getattr(fault, "error_dict", {}):
            return _detail(request, row, fault=" ".join(fault.messages))
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("Declined and kept with your reason."))
    return redirect("weights:proposals")
