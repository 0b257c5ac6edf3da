"""Picks of the week, as the secretariat reads, changes and releases them."""

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django import forms
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
from matching.allocation import Rules
from matching.picks import services
from matching.picks.models import Pick, PickWeek
from organisations.choices import Role
from organisations.models import Firm
from workbench.postings import safe_back
from workbench.seats import seated

PAGE = 20  # firms, or postings


class RulesForm(forms.Form):
    """The rules of a drawing; fields as in `matching.allocation.Rules`."""

    picks = forms.IntegerField(
        label=gettext_lazy("Picks for a firm, at most"), min_value=1, max_value=20,
        help_text=gettext_lazy("What is read to the end in a week."),
    )  # fmt: skip
    looks = forms.IntegerField(
        label=gettext_lazy("Looks a posting should get"), min_value=0, max_value=20,
        help_text=gettext_lazy("Where fitting firms have a slot."),
    )  # fmt: skip
    most_looks = forms.IntegerField(
        label=gettext_lazy("Looks of a posting, at most"), min_value=1, max_value=200,
        help_text=gettext_lazy("What an office can answer."),
    )  # fmt: skip
    office_looks = forms.IntegerField(
        label=gettext_lazy("Looks an office should get"), min_value=0, max_value=100,
        help_text=gettext_lazy("Over all its postings."),
    )  # fmt: skip
    worth = forms.FloatField(
        label=gettext_lazy("Worth of a missing look, in points"), min_value=0, max_value=100,
        help_text=gettext_lazy("Score that a posting's first look may cost; half of it for its second."),
    )  # fmt: skip
    least = forms.FloatField(
        label=gettext_lazy("Least score of a pick"), min_value=0, max_value=100,
        help_text=gettext_lazy("A list rather stays short."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("looks", 0) > held.get("most_looks", 200):
            self.add_error("looks", _("Not more than the most looks of a posting."))
        return held


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of a drawing beside the same of the firms' own lists, as text."""

    label: str
    drawn: str
    alone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A pick beside what it belongs to."""

    pick: Pick
    page: OpportunityPage | None
    firm: Firm


@seated(Role.SECRETARIAT)
def index(request: HttpRequest) -> HttpResponse:
    """This week's picks by firm or by posting, with what the drawing is worth."""
    return _page(request, RulesForm(initial=asdict(services.last_rules())))


def _page(request: HttpRequest, form: RulesForm, *, status: int = 200) -> HttpResponse:
    week = PickWeek.objects.filter(monday=services.this_monday()).select_related("released_by").first()
    by = "posting" if request.GET.get("by") == "posting" else "firm"
    owner = "opportunity_id" if by == "posting" else "firm_id"
    picks = week.picks.all() if week else Pick.objects.none()
    owners = picks.order_by(owner).values_list(owner, flat=True).distinct()
    page = Paginator(owners, PAGE).get_page(request.GET.get("page"))
    rows = picks.filter(**{f"{owner}__in": list(page.object_list)}).select_related("firm")
    listed = list(rows.order_by(owner, "-score", "pk"))
    pages = OpportunityPage.objects.with_details().in_bulk([pick.opportunity_id for pick in listed])
    context = {
        "week": week,
        "monday": services.this_monday(),
        "by": by,
        "standing": picks.standing().count(),
        "firms": picks.standing().order_by().values("firm").distinct().count(),
        "lines": _lines(week) if week else [],
        "groups": [
            [Row(pick, pages.get(pick.opportunity_id), pick.firm) for pick in group]
            for _owner, group in groupby(listed, key=lambda pick: getattr(pick, owner))
        ],
        "pager": pager(page.number, page.paginator.num_pages, lambda n: f"?by={by}&page={n}"),
        "form": form,
        "back": request.get_full_path() if request.method == "GET" else reverse("workbench:picks"),
    }
    return render(request, "workbench/picks.html", context, status=status)


def _lines(week: PickWeek) -> list[Line]:
    drawn, alone = week.figures, week.alone
    looks, office = week.rules.get("looks", 0), week.rules.get("office_looks", 0)

    def line(label: str, name: str, text: str = "{:.1%}") -> Line:
        return Line(label, text.format(drawn.get(name, 0)), text.format(alone.get(name, 0)))

    return [
        line(_("Score of all picks together, in points"), "total", "{:,.0f}"),
        line(_("Postings that some firm fits and none sees"), "unseen"),
        line(_("Postings with fewer than %(n)s looks") % {"n": looks}, "short"),
        line(_("Offices with fewer than %(n)s looks") % {"n": office}, "offices_short"),
        line(_("Unevenness of the looks (Gini, 0 to 1)"), "gini", "{:.2f}"),
        line(_("Looks of the posting seen most"), "crowded", "{:d}"),
        line(_("Firms with a fitting posting and no pick"), "empty", "{:d}"),
    ]


@require_POST
@seated(Role.SECRETARIAT)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw this week's picks by the rules sent; what was taken off stays off."""
    form = RulesForm(request.POST)
    if form.is_valid():
        try:
            rules = Rules(**form.cleaned_data, office_worth=form.cleaned_data["worth"] / 2)
            services.draw(actor=request.user, rules=rules)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Drawn. Firms see nothing of it until it is released."))
            return redirect("workbench:picks")
    return _page(request, form, status=422)


@require_POST
@seated(Role.SECRETARIAT)
def release(request: HttpRequest) -> HttpResponse:
    """Show this week's picks to their firms."""
    try:
        services.release(monday=services.this_monday(), actor=request.user)
        messages.success(request, _("Released. Each firm now finds its picks on its first page."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("workbench:picks")


@require_POST
@seated(Role.SECRETARIAT)
def take_off(request: HttpRequest, pick_id: int) -> HttpResponse:
    """Take a pick off with a reason, or put it back (`back_on`)."""
    get_object_or_404(Pick, pk=pick_id)
    try:
        if request.POST.get("back_on"):
            services.put_back(pick_id=pick_id, actor=request.user)
            messages.success(request, _("Put back."))
        else:
            because = request.POST.get("because", "")
            services.take_off(pick_id=pick_id, because=because, actor=request.user)
            messages.success(request, _("Taken off. Draw anew to give the slot to another posting."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(safe_back(request, reverse("workbench:picks")))
