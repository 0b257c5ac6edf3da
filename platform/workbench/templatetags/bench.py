"""`{% load bench %}`: what only the workbench's own pages need."""

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matching.weights import band_name
from organisations.choices import Role
from workbench.seats import Seat, take

register = template.Library()


@register.simple_tag(takes_context=True)
def bench_nav(context) -> list[dict]:
    """`{% bench_nav as nav %}`: the navigation of the present seat, for components/nav.html."""
    request: HttpRequest = context["request"]
    about_a_firm = (Role.FIRM,) if hasattr(request, "own_firms") else ()
    seat = getattr(request, "seat", None) or take(request, *about_a_firm)
    if seat is None:
        return []
    return [_item(request, seat, *entry) for entry in _entries(seat, request) if entry[1]]


def _entries(seat: Seat, request: HttpRequest) -> list[tuple[str, str]]:
    first = [(_("Today"), reverse("workbench:home"))]
    last = [(_("Projects"), _address("search:results")), (_("Searches"), _address("alerts:list"))]
    if seat.role == Role.SECRETARIAT:
        return [
            *first,
            (_("Reviews"), f"{reverse('opportunities:index')}?state=in_review"),
            (_("Pairs"), reverse("workbench:pairs")),
            *last,
            (_("Admin"), reverse("wagtailadmin_home")),
        ]
    if seat.role == Role.OFFICER:
        return [*first, (_("Postings"), reverse("workbench:postings")), *last]
    which = f"?firm={seat.firm.pk}" if sum(one.firm is not None for one in request.seats) > 1 else ""
    return [
        *first,
        (_("Matches"), reverse("workbench:matches")),
        (_("Intents"), _address("workbench:intents", which)),
        (_("Our firm"), _address("workbench:firm_profile", which)),
        *last,
    ]


def _address(name: str, query: str = "") -> str:
    try:
        return reverse(name) + query
    except NoReverseMatch:
        return ""


# A pair and who fits a posting belong to what the reader came from: (view, role) -> entry of the navigation.
_BELONGS = {
    ("workbench:pair", Role.FIRM): "workbench:matches",
    ("workbench:pair", Role.OFFICER): "workbench:postings",
    ("workbench:opportunity_matches", Role.SECRETARIAT): "workbench:pairs",
    ("workbench:picks", Role.SECRETARIAT): "workbench:pairs",
    ("workbench:ruled_out", Role.SECRETARIAT): "workbench:pairs",
    ("workbench:why_not", Role.FIRM): "workbench:matches",
}


def _item(request: HttpRequest, seat: Seat, label: str, url: str) -> dict:
    path = url.split("?")[0]
    view = request.resolver_match.view_name if request.resolver_match else ""
    name = _BELONGS.get((view, seat.role))
    if name:
        current = path == reverse(name)
    else:
        home = reverse("workbench:home")
        below = request.path.startswith(path) and path not in (home, reverse("workbench:firm_profile"))
        current = request.path == path or below
    return {"label": label, "url": url, "current": current, "lang": ""}


@register.filter
def band(code: str) -> str:
    """今天可引荐, 值得发送 or 供参考."""
    return band_name(code, (get_language() or "zh")[:2])


@register.filter
def points(score: float) -> int:
    """The score as the docking strip prints it."""
    return round(score)


@register.filter
def sector_label(code: str) -> str:
    """The name of a sector by its code, in the reader's language."""
    from taxonomy.tree import current

    sector = current().crosswalk.sectors.get(code)
    if sector is None:
        return code
    return sector.name_en if (get_language() or "").startswith("en") else sector.name
