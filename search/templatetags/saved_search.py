"""`{% load saved_search %}{% save_search %}` on a page of results: keep the search one is looking at."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from search.query import Query

register = template.Library()


@register.inclusion_tag("search/alerts/button.html", takes_context=True)
def save_search(context: dict[str, Any], none: bool = False) -> dict[str, Any]:
    """A link to `/searches/save/` with the conditions of `query`, without order and page. A visitor is asked
    to log in and comes back to it. `none`: worded for a search that found nothing.
    """
    query: Query = context["query"]
    address = query.replace(sort="relevance", page=1).to_address()
    return {"address": reverse("alerts:save") + address, "none": none}
