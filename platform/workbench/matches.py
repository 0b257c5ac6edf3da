"""A firm's own list: what fits, why, what is still unknown, and the firm's answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cms.models import OpportunityPage
from cms.presenting.paging import pager
from matching import services
from matching.models import Match, Reaction, Side, Verdict
from matching.weights import BANDS
from organisations.choices import Role
from organisations.models import Firm
from workbench.cards import Card, cards, counting, intents_of, reactions_of_firm
from workbench.postings import other_page, safe_back
from workbench.seats import seated

PAGE = 10
SAID = {
    Verdict.INTERESTED: gettext_lazy("Noted: you are interested. The secretariat sees it now."),
    Verdict.NOT_RELEVANT: gettext_lazy("Noted. This one is not recommended again."),
}


@seated(Role.FIRM)
def of_firm(request: HttpRequest) -> HttpResponse:
    """The whole list, ten a page, by band."""
    firm = Firm.objects.with_details().get(pk=request.seat.firm.pk)
    listed = Match.objects.of_firm(firm.pk)
    counts = listed.band_counts()
    band = request.GET.get("band", "")
    rows = listed.filter(band=band) if band in counts else listed
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "firm": firm,
        "band": band if band in counts else "",
        "bands": [(code, counts.get(code, 0)) for code, *_names in BANDS],
        "count": sum(counts.values()),
        "cards": cards(page.object_list, request=request, reactions=reactions_of_firm(firm.pk)),
        "start": page.start_index(),
        "counting": counting(page.start_index()),
        "pager": pager(page.number, page.paginator.num_pages, lambda n: other_page(request, n)),
        "intents": intents_of(firm),
        "dismissed": _dismissed(firm),
        "back": request.get_full_path(),
    }
    return render(request, "workbench/matches.html", context)


def _dismissed(firm: Firm) -> list[tuple[Reaction, OpportunityPage]]:
    """What the firm turned down, so that it can take that back."""
    rows = list(Reaction.objects.dismissals().filter(firm=firm))
    pages = OpportunityPage.objects.live().in_bulk([row.opportunity_id for row in rows])
    return [(row, pages[row.opportunity_id]) for row in rows if row.opportunity_id in pages]


@require_POST
@seated(Role.FIRM)
def answer(request: HttpRequest, opportunity_id: int) -> HttpResponse:
    """感兴趣, 不相关 with a reason, or (an empty verdict) neither. With htmx the card comes back alone."""
    firm, verdict = request.seat.firm, request.POST.get("verdict", "")
    back = safe_back(request, reverse("workbench:matches"))
    fault = ""
    try:
        if verdict:
            services.react(
                firm_id=firm.pk,
                opportunity_id=opportunity_id,
                verdict=verdict,
                side=Side.FIRM,
                reason=request.POST.get("reason", ""),
                note=request.POST.get("note", ""),
                actor=request.user,
            )
        else:
            services.take_back(
                firm_id=firm.pk, opportunity_id=opportunity_id, side=Side.FIRM, actor=request.user
            )
    except ValidationError as error:
        fault = " ".join(error.messages)
    if request.htmx:
        return _card(request, firm, opportunity_id, fault=fault, back=back)
    if fault:
        messages.error(request, fault)
    else:
        messages.success(request, SAID.get(verdict) or _("Taken back."))
    return redirect(back)


def _card(request: HttpRequest, firm: Firm, opportunity_id: int, *, fault: str, back: str) -> HttpResponse:
    row = Match.objects.filter(firm=firm, opportunity=opportunity_id).first()
    reaction = Reaction.objects.filter(firm=firm, opportunity=opportunity_id, side=Side.FIRM).first()
    found = cards([row], request=request, reactions={opportunity_id: reaction}) if row else []
    gone = Card(None, get_object_or_404(OpportunityPage.objects.live(), pk=opportunity_id), reaction=reaction)
    context = {"card": found[0] if found else gone, "fault": fault, "back": back}
    return render(request, "workbench/parts/match.html", context, status=422 if fault else 200)
