"""An office's own postings: where each stands, and one click to say that it still holds."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import WorkflowState

from cms.models import OpportunityPage, Review
from cms.presenting.paging import pager
from cms.services import confirm_valid
from matching.models import Match
from organisations.choices import Role
from workbench.cards import counting
from workbench.seats import Seat, seated, sit

PAGE = 20
STATES = ("live", "in_review", "held", "draft", "stale")


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting with where it stands: live, changed, in_review, held, rejected, withdrawn or draft."""

    page: OpportunityPage
    state: str
    reason: str
    edit_url: str

    @property
    def label(self) -> str:
        return {
            "live": _("published"),
            "changed": _("published, with changes not submitted"),
            "in_review": _("waiting for the secretariat"),
            "held": _("held"),
            "rejected": _("rejected"),
            "withdrawn": _("withdrawn"),
            "draft": _("draft"),
        }[self.state]

    @property
    def needs_hand(self) -> bool:
        return self.state in ("held", "rejected")


def listed(pages) -> list[Posting]:
    """In the order of `pages`, in four queries however many there are."""
    rows = list(pages.with_details())
    ids = [str(page.pk) for page in rows]
    flows = dict(
        WorkflowState.objects.filter(object_id__in=ids, status__in=("in_progress", "needs_changes"))
        .order_by("pk")
        .values_list("object_id", "status")
    )
    reviews = {
        review.page_id: review
        for review in Review.objects.latest_of_each().filter(page__in=[page.pk for page in rows])
    }
    return [_posting(page, flows.get(str(page.pk)), reviews.get(page.pk)) for page in rows]


def _posting(page: OpportunityPage, flow: str | None, review: Review | None) -> Posting:
    state = {"in_progress": "in_review", "needs_changes": "held"}.get(flow or "", "")
    if not state and review is not None and review.decision == "reject" and not page.live:
        state = "rejected"
    if not state:
        state = "live" if page.live else ("withdrawn" if page.first_published_at else "draft")
    if state == "live" and page.has_unpublished_changes:
        state = "changed"
    reason = review.reason if review is not None and state in ("held", "rejected") else ""
    return Posting(page, state, reason, reverse("wagtailadmin_pages:edit", args=[page.pk]))


@seated(Role.OFFICER)
def index(request: HttpRequest) -> HttpResponse:
    """All postings of the office, by where they stand."""
    from workbench.today import stale_day

    office = request.seat.office
    state = request.GET.get("state", "")
    own = OpportunityPage.objects.of_office(office)
    rows = {
        "live": own.live,
        "in_review": own.in_review,
        "held": own.held,
        "draft": lambda: own.filter(first_published_at=None),
        "stale": lambda: own.unverified_since(stale_day()),
    }.get(state, own.all)()
    number, pages = _page(request, rows.order_by("-latest_revision_created_at", "-pk"))
    page = getattr(office, "page", None)
    context = {
        "office": office,
        "state": state if state in STATES else "",
        "postings": listed(pages.object_list),
        "count": pages.paginator.count,
        "pager": pager(number, pages.paginator.num_pages, lambda n: other_page(request, n)),
        "add_url": reverse("wagtailadmin_pages:add", args=["cms", "opportunitypage", page.pk])
        if page
        else "",
        "back": request.get_full_path(),
    }
    return render(request, "workbench/postings.html", context)


def _page(request: HttpRequest, rows, size: int = PAGE):
    paginator = Paginator(rows, size)
    page = paginator.get_page(request.GET.get("page"))
    return page.number, page


def other_page(request: HttpRequest, number: int) -> str:
    """The same address on another page of its list."""
    query = request.GET.copy()
    query["page"] = str(number)
    return "?" + query.urlencode()


@require_POST
@seated(Role.OFFICER, Role.SECRETARIAT)
def confirm(request: HttpRequest, opportunity_id: int) -> HttpResponse:
    """仍有效: one click, then back to where one was."""
    page = get_object_or_404(OpportunityPage, pk=opportunity_id)
    sit(request, lambda seat: _answers_for(seat, page))
    try:
        confirm_valid(page=page, actor=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("“%(title)s” is confirmed as valid today.") % {"title": page.title})
    return redirect(safe_back(request, reverse("workbench:home")))


def _answers_for(seat: Seat, page: OpportunityPage) -> bool:
    """The secretariat for every posting, an officer for those of the office."""
    if seat.role == Role.OFFICER:
        return seat.office.pk == page.office_id
    return seat.role == Role.SECRETARIAT


def safe_back(request: HttpRequest, otherwise: str) -> str:
    """`next` of the form, if it is on this site."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if back and allowed else otherwise


@seated(Role.SECRETARIAT, Role.OFFICER)
def matches(request: HttpRequest, opportunity_id: int) -> HttpResponse:
    """Who fits a posting: for the secretariat the firms with reasons, for its office only how many."""
    from workbench import today
    from workbench.pairs import ranked_firms

    posting = get_object_or_404(OpportunityPage.objects.with_details(), pk=opportunity_id)
    rows = Match.objects.of_opportunity(opportunity_id)
    fitting = rows.fitting()
    common = {"page": posting, "url": posting.get_url(request) if posting.live else ""}
    if sit(request, lambda seat: _answers_for(seat, posting)).role == Role.OFFICER:
        return render(
            request,
            "workbench/opportunity_counts.html",
            {
                **common,
                "bands": fitting.band_counts(),
                **today.divided(fitting),
                "interests": today.interests_in(OpportunityPage.objects.filter(pk=posting.pk)),
            },
        )
    number, page = _page(request, rows.select_related("firm__business_region"), 10)
    context = {
        **common,
        "firms": ranked_firms(page.object_list),
        "count": page.paginator.count,
        "start": page.start_index(),
        "counting": counting(page.start_index()),
        "pager": pager(number, page.paginator.num_pages, lambda n: other_page(request, n)),
    }
    return render(request, "workbench/opportunity_matches.html", context)
