"""Suggestions as a piece of page, for `static/js/search-suggest.js`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from search import wording
from search.offices import Offices
from search.query import LISTS, Query
from search.suggest import Offer, suggest
from search.viewers import viewer_of
from taxonomy.tree import current as current_taxonomy


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`/projects/suggest/?q=zig&mode=lease`: options for a list box; the address is the search so far."""
    taxonomy = current_taxonomy()
    offices = Offices.of_address(request.GET)
    query = Query.from_querydict(
        request.GET, taxonomy=taxonomy, offices=offices, offices_named=offices.named
    )
    found = suggest(query.replace(page=1), viewer=viewer_of(request.user))
    results = reverse("search:results")

    def row(offer: Offer) -> dict[str, object]:
        name = offer.name
        label = wording.value(LISTS[name.kind], name.code, taxonomy, {name.code: name.name})
        return {
            "label": label,
            "is_zh": name.name in label,
            "more": wording.above(name.kind, name.code, taxonomy),
            "count": offer.count,
            "url": results + offer.query.to_address(),
        }

    context = {
        "groups": [
            (label, [row(offer) for offer in offers])
            for label, offers in (
                (wording.FIELDS["regions"], found.places),
                (gettext("Industries and sectors"), found.trades),
                (wording.FIELDS["offices"], found.offices),
            )
            if offers
        ],
        "titles": found.titles,
        "number": len(found),
    }
    response = render(request, "search/suggestions.html", context)
    response["Cache-Control"] = "private, max-age=30"
    return response
