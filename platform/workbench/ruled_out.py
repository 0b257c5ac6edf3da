"""Why a pair is not made: the firms a posting cannot have, and why a posting is not on a firm's list."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import OpportunityPage
from cms.presenting.paging import pager
from matching.models import Reaction, Side
from matching.ruled_out import MOST, Standing, TooManyError, firms_ruled_out, standing_of
from organisations.choices import Role
from organisations.models import Firm, Intent
from workbench.cards import in_english
from workbench.postings import other_page
from workbench.seats import seated

PAGE, FOUND = 20, 8
CONSTRAINTS = {
    "closed": _("Closed or expired"),
    "opted_out": _("Takes no recommendations"),
    "dismissed": _("Called not relevant"),
    "excluded_region": _("Region ruled out"),
    "excluded_industry": _("Industry ruled out"),
    "dislike": _("Does not want this kind"),
    "minimum": _("Budget below the minimum"),
}
FIELDS = {  # constraint: the field of the intent that says so
    "excluded_region": "excluded_regions",
    "excluded_industry": "excluded_industries",
    "dislike": "dislikes",
    "minimum": "budget_max_wan",
}


def constraint_name(code: str) -> str:
    """The constraint in the reader's language; one nobody has named yet stands for itself."""
    return str(CONSTRAINTS.get(code, code.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class Row:
    """A firm that is kept from a posting, with both values and the sentence in the reader's language."""

    firm: Firm
    name: str
    left: str
    right: str
    sentence: str


def sides_of(exclusion) -> tuple[str, str]:
    """What the firm and the posting said. English pages show English, and a quotation as it was written."""
    if not in_english():
        return exclusion.left, exclusion.right
    return (
        getattr(exclusion, "left_en", "") or exclusion.left,
        getattr(exclusion, "right_en", "") or exclusion.right,
    )


def obstacle(exclusion, reaction: Reaction | None) -> str:
    """What keeps the two apart, in the reader's language."""
    if exclusion is None:
        return ""
    if exclusion.constraint == "dismissed" and reaction is not None:
        return gettext("The firm called it not relevant: %(reason)s") % {
            "reason": reaction.get_reason_display()
        }
    return exclusion.sentence_en if in_english() else exclusion.sentence


@seated(Role.SECRETARIAT)
def firms(request: HttpRequest, opportunity_id: int) -> HttpResponse:
    """Whom this posting cannot have, by constraint. `?q=` looks for a firm by name."""
    posting = get_object_or_404(OpportunityPage.objects.with_details(), pk=opportunity_id)
    wanted, words = request.GET.get("constraint", ""), request.GET.get("q", "").strip()
    is_too_many, found = False, []
    try:
        found = firms_ruled_out(opportunity_id)
    except TooManyError:
        is_too_many = True
    counts = Counter(one.exclusion.constraint for one in found)
    if words:
        named = set(Firm.objects.filter(name__icontains=words).values_list("pk", flat=True))
        found = [one for one in found if one.firm_id in named]
    if wanted in counts:
        found = [one for one in found if one.exclusion.constraint == wanted]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    by_id = Firm.objects.in_bulk([one.firm_id for one in page.object_list])
    said = Reaction.objects.filter(opportunity=opportunity_id, side=Side.FIRM, firm__in=by_id)
    reactions = {row.firm_id: row for row in said}
    context = {
        "page": posting,
        "rows": [
            Row(
                by_id[one.firm_id],
                constraint_name(one.exclusion.constraint),
                *sides_of(one.exclusion),
                obstacle(one.exclusion, reactions.get(one.firm_id)),
            )
            for one in page.object_list
            if one.firm_id in by_id
        ],
        "count": page.paginator.count,
        "all": sum(counts.values()),
        "constraints": [(code, constraint_name(code), number) for code, number in counts.most_common()],
        "constraint": wanted if wanted in counts else "",
        "q": words,
        "most": MOST,
        "is_too_many": is_too_many,
        "pager": pager(page.number, page.paginator.num_pages, lambda n: other_page(request, n)),
    }
    return render(request, "workbench/ruled_out.html", context)


@dataclass(frozen=True, slots=True)
class Answer:
    """A posting and where it stands for the firm; `fill_url` leads to the field that keeps it away."""

    page: OpportunityPage
    url: str
    standing: Standing
    name: str = ""
    sentence: str = ""
    left: str = ""
    right: str = ""
    fill_url: str = ""


@seated(Role.FIRM)
def why_not(request: HttpRequest) -> HttpResponse:
    """Why a posting is not on the list: looked for by words of its title, or by its number."""
    firm, words = request.seat.firm, " ".join(request.GET.get("q", "").split())[:60]
    pages: list[OpportunityPage] = []
    more = 0
    if words:
        live = OpportunityPage.objects.live().public().with_details()
        for word in words.split(" "):
            live = live.filter(title__icontains=word)
        pages = list(live.order_by("-first_published_at", "pk")[: FOUND + 1])
        more = max(len(pages) - FOUND, 0)
        pages = pages[:FOUND]
    intent = Intent.objects.current().filter(firm=firm).order_by("pk").first() if pages else None
    standing = standing_of(firm.pk, [page.pk for page in pages]) if pages else {}
    said = Reaction.objects.filter(firm=firm, side=Side.FIRM, opportunity__in=[page.pk for page in pages])
    reactions = {row.opportunity_id: row for row in said}
    context = {
        "q": words,
        "firm": firm,
        "answers": [
            _answer(page, page.get_url(request) or "", standing[page.pk], reactions.get(page.pk), intent)
            for page in pages
        ],
        "more": more,
    }
    return render(request, "workbench/why_not.html", context)


def _answer(
    page: OpportunityPage, url: str, standing: Standing, reaction: Reaction | None, intent: Intent | None
) -> Answer:
    """`intent`: the one that is compared first, for the link to the field that keeps the two apart."""
    why = standing.exclusion
    if why is None:
        return Answer(page, url, standing)
    fill = ""
    if why.constraint == "opted_out":
        fill = reverse("workbench:firm_profile")
    elif why.constraint in FIELDS and intent is not None:
        fill = f"{reverse('workbench:intent', args=[intent.pk])}#id_{FIELDS[why.constraint]}"
    name, words = constraint_name(why.constraint), obstacle(why, reaction)
    return Answer(page, url, standing, name, words, *sides_of(why), fill)
