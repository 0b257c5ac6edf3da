"""Pairs: the secretariat's list of what to introduce, and one pair seen from both sides."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.models import OpportunityPage
from cms.presenting.paging import pager
from matching import feedback, services
from matching.disclosure import findings_for_office, open_to_office, silhouette
from matching.models import Match, Reaction, Reason, Run, Side
from matching.weights import BANDS
from organisations.choices import Role
from organisations.models import Firm
from taxonomy.tree import current
from workbench.cards import Row, cards, counting, fill_links, in_english, rows_of, strongest
from workbench.postings import other_page, safe_back
from workbench.ruled_out import obstacle, sides_of
from workbench.seats import Seat, seated, sit

PAGE = 10


@dataclass(frozen=True, slots=True)
class FirmCard:
    """A firm on the list of an opportunity, as the secretariat sees it."""

    match: Match
    rows: list[Row]
    say: list[Row]


def ranked_firms(matches) -> list[FirmCard]:
    found = []
    for match in matches:
        rows = rows_of(match.findings, match.score)
        found.append(FirmCard(match, rows, strongest(rows)))
    return found


@seated(Role.SECRETARIAT)
def index(request: HttpRequest) -> HttpResponse:
    """The best pairs of all, by band; what a firm or the secretariat turned down is left out."""
    listed = Match.objects.to_introduce()
    counts = listed.band_counts()
    band = request.GET.get("band", BANDS[0][0])  # the morning's question; "" shows all
    rows = listed.filter(band=band) if band in counts else listed
    page = Paginator(rows.select_related("firm"), PAGE).get_page(request.GET.get("page"))
    context = {
        "band": band if band in counts else "",
        "bands": [(code, counts.get(code, 0)) for code, *_names in BANDS],
        "count": sum(counts.values()),
        "cards": cards(page.object_list, request=request),
        "start": page.start_index(),
        "counting": counting(page.start_index()),
        "pager": pager(page.number, page.paginator.num_pages, lambda n: other_page(request, n)),
        "run": Run.objects.filter(pk=1, finished_at__isnull=False).first(),
    }
    return render(request, "workbench/pairs.html", context)


@seated(Role.SECRETARIAT, Role.OFFICER, Role.FIRM)
def pair(request: HttpRequest, firm_id: int, opportunity_id: int) -> HttpResponse:
    """逐条对照. The firm sees its own side in full, the office a silhouette, the secretariat both."""
    firm = get_object_or_404(Firm.objects.with_details(), pk=firm_id)
    page = get_object_or_404(OpportunityPage.objects.with_details(), pk=opportunity_id)
    role = sit(request, lambda seat: _may_open(seat, firm, page)).role
    match, exclusion = services.explain(firm_id=firm.pk, opportunity_id=page.pk)
    reactions = {row.side: row for row in Reaction.objects.filter(firm=firm, opportunity=page)}
    context: dict[str, Any] = {
        "role": role,
        "page": page,
        "url": page.get_url(request) if page.live else "",
        "firm": firm if role != Role.OFFICER else None,
        "pair_firm": firm.pk,  # an address needs it; it names nobody
        "shape": silhouette(firm),
        "match": match,
        "exclusion": exclusion,
        "obstacle": obstacle(exclusion, reactions.get(Side.FIRM)),
        "sides": sides_of(exclusion) if exclusion else ("", ""),
        "intent": match.intent if match and role != Role.OFFICER else None,
        "reaction": reactions.get(Side.FIRM),
        "set_aside": reactions.get(Side.SECRETARIAT) if role == Role.SECRETARIAT else None,
        "office_said": reactions.get(Side.OFFICE) if role != Role.FIRM else None,
        "may_answer": role == Role.OFFICER and Side.FIRM in reactions,
        "reasons": office_reasons() if role == Role.OFFICER else Reason.choices,
        "back": request.get_full_path(),
    }
    if match:
        findings = match.findings
        if role == Role.OFFICER:
            findings = _masked(findings, context["shape"])
        links = fill_links(match.intent_id) if role == Role.FIRM else {}
        rows = rows_of(findings, match.score, fill=links)
        context |= {
            "findings": findings,
            "rows": rows,
            "sum": _sum(rows, match.score),
            "masked": role == Role.OFFICER,
            "edit_url": "" if role == Role.FIRM else reverse("wagtailadmin_pages:edit", args=[page.pk]),
        }
    return render(request, "workbench/pair.html", context)


def _may_open(seat: Seat, firm: Firm, page: OpportunityPage) -> bool:
    if seat.role == Role.SECRETARIAT:
        return True
    if seat.role == Role.FIRM:
        return seat.firm.pk == firm.pk and page.live
    is_own = page.office_id == seat.office.pk
    return is_own and open_to_office([page.pk]).filter(firm=firm).exists()


def _masked(findings, shape) -> list[dict[str, Any]]:
    regions = current().regions
    province = regions.get(shape.province)
    where = ""
    if province:
        where = (province.name_en if in_english() else "") or province.full_name
    joint = ", " if in_english() else "、"
    return findings_for_office(
        findings, industry=joint.join(str(sector) for sector in shape.sectors), region=where
    )


def _sum(rows: list[Row], score: float) -> str:
    """34 + 18 + 8 − 2 = 58, as the foot of the leaf says it."""
    parts = [row.points for row in rows if row.said and row.points]
    if len(parts) < 2:
        return ""
    text = str(parts[0]) + "".join(f" {'−' if part < 0 else '+'} {abs(part)}" for part in parts[1:])
    return f"{text} = {round(score)}"


@require_POST
@seated(Role.SECRETARIAT)
def set_aside(request: HttpRequest, firm_id: int, opportunity_id: int) -> HttpResponse:
    """The secretariat will not introduce this pair, with a reason; or takes that back (an empty verdict)."""
    back = safe_back(request, reverse("workbench:pairs"))
    whom = {
        "firm_id": firm_id,
        "opportunity_id": opportunity_id,
        "side": Side.SECRETARIAT,
        "actor": request.user,
    }
    try:
        if request.POST.get("verdict"):
            services.react(
                verdict="not_relevant",
                reason=request.POST.get("reason", ""),
                note=request.POST.get("note", ""),
                **whom,
            )
            messages.success(request, _("Set aside. It is no longer among the pairs to introduce."))
        elif services.take_back(**whom):
            messages.success(request, _("Taken back."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back)


def office_reasons() -> list[tuple[str, str]]:
    """The reasons an office may give, with their words."""
    return [(reason.value, str(reason.label)) for reason in feedback.OFFICE_REASONS]


@require_POST
@seated(Role.OFFICER)
def office_answer(request: HttpRequest, firm_id: int, opportunity_id: int) -> HttpResponse:
    """The office would receive this firm, or not (with a reason); an empty verdict takes that back."""
    page = get_object_or_404(OpportunityPage, pk=opportunity_id)
    firm = get_object_or_404(Firm, pk=firm_id)
    sit(request, lambda seat: _may_open(seat, firm, page))
    whom = {"firm_id": firm_id, "opportunity_id": opportunity_id, "actor": request.user}
    verdict = request.POST.get("verdict", "")
    try:
        if verdict:
            feedback.office_says(
                verdict=verdict,
                reason=request.POST.get("reason", ""),
                note=request.POST.get("note", ""),
                **whom,
            )
            messages.success(request, _("Noted. The secretariat sees it now; the firm does not."))
        elif feedback.office_takes_back(**whom):
            messages.success(request, _("Taken back."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(safe_back(request, reverse("workbench:pair", args=[firm_id, opportunity_id])))
