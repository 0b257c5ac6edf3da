"""The result page: one address, the whole state in it; htmx gets the inner part of the same page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

import jobs
from search import panel as panels
from search import services, vocabulary, wording
from search.cards import Card, card
from search.engines.base import EngineError, MissingIndexError, OutdatedIndexError
from search.filters import NO_FILTERS
from search.finding import find_page, last_page
from search.offices import Offices
from search.query import Query
from search.results import Results
from search.viewers import viewer_of
from search.visibility import Viewer
from search.ways import Way, ways
from taxonomy.tables import Taxonomy
from taxonomy.tree import current as current_taxonomy

log = logging.getLogger(__name__)
NEAREST = 2


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/projects/?q=…&region=…`: what is found, what narrows it, and where nothing is found the ways out."""
    taxonomy = current_taxonomy()
    offices = Offices.of_address(request.GET)
    query = Query.from_querydict(
        request.GET, taxonomy=taxonomy, offices=offices, offices_named=offices.named
    )
    viewer = viewer_of(request.user)
    try:
        query, found = find_page(query, viewer=viewer)
        context = _context(query, found, viewer, taxonomy, offices)
    except EngineError as error:
        return _unavailable(request, query, error)
    response = render(request, _template(request, "search/results.html", "search/found.html"), context)
    if getattr(request, "htmx", False):
        # the address people keep holds no empty fields
        response["HX-Push-Url"] = request.path + query.to_address()
    patch_vary_headers(response, ["HX-Request"])
    return response


def _template(request: HttpRequest, full: str, inner: str) -> str:
    """The inner part for htmx, except when it restores a page the reader comes back to."""
    htmx = getattr(request, "htmx", None)
    return inner if htmx and not htmx.history_restore_request else full


@dataclass(frozen=True, slots=True)
class _WayOut:
    """A way out as the page words it."""

    way: Way
    label: str
    to: str
    address: str


def _context(
    query: Query, found: Results, viewer: Viewer, taxonomy: Taxonomy, offices: Offices
) -> dict[str, Any]:
    offices.learn(panels.offices_shown(found))
    chips = panels.chips(query, taxonomy, offices.names)
    # of pages there is nothing to say where there is none
    problems = [said for said in dict.fromkeys(query.problems) if found.total or said.field != "page"]
    context: dict[str, Any] = {
        "query": query,
        "found": found,
        "cards": [card(hit, taxonomy) for hit in found.hits],
        "partly": [card(hit, taxonomy) for hit in found.partly],
        "chips": chips,
        "problems": list(dict.fromkeys(map(wording.problem, problems))),
        "panel": panels.panel(found, query, taxonomy, offices.names),
        "sorts": [(value, label, value == query.sort) for value, label in wording.SORTS.items()],
        "exact_address": query.replace(exact=True, page=1).to_address(),
        "wide_address": query.replace(exact=False, page=1).to_address() or "?",
        "bare_address": query.replace(filters=NO_FILTERS, page=1).to_address() or "?",
        "pager": _pager(query, found.total),
        "numbers": {name: values[0] for name, values in query.to_querydict().items()},
        "feed_address": reverse("search:feed") + query.replace(sort="relevance", page=1).to_address(),
        "others_between": wording.between(),
    }
    if not found.total:
        context |= _ways_out(query, found, viewer, taxonomy, offices.names)
    return context


def _ways_out(
    query: Query, found: Results, viewer: Viewer, taxonomy: Taxonomy, offices: dict[str, str]
) -> dict[str, Any]:
    if found.degraded:  # each count would read the whole database
        return {"is_empty": not query.text and not query.filters}
    out = ways(
        query, taxonomy=taxonomy, total=lambda one: services.total(one, viewer=viewer), facets=found.facets,
        similar=lambda word: vocabulary.similar().to(word),
    )  # fmt: skip
    nearest: list[Card] = []
    if out and out[0].total:
        near = services.find(out[0].query.replace(page_size=NEAREST), viewer=viewer, facets=())
        nearest = [card(hit, taxonomy) for hit in near.hits]
    return {
        "ways": [_worded(way, query, taxonomy, offices) for way in out],
        "nearest": nearest,
        "is_empty": not query.text and not query.filters,
    }


def _worded(way: Way, query: Query, taxonomy: Taxonomy, offices: dict[str, str]) -> _WayOut:
    label, to = "", ""
    if way.action in ("drop", "widen", "near"):
        gone = {chip.label for chip in panels.chips(query, taxonomy, offices)} - {
            chip.label for chip in panels.chips(way.query, taxonomy, offices)
        }
        kept = [chip for chip in panels.chips(query, taxonomy, offices) if chip.label in gone]
        label = wording.between().join(f"{chip.field} {chip.label}" for chip in kept)
        to = wording.value(way.field, way.to, taxonomy, offices) if way.to else ""
    elif way.action == "word":
        to = way.to
    return _WayOut(way, label, to, way.query.to_address() or "?")


@dataclass(frozen=True, slots=True)
class _PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class _Pager:
    """What `components/pager.html` takes."""

    links: list[_PageLink]
    previous: str
    next: str


def _pager(query: Query, total: int) -> _Pager | None:
    last = last_page(query, total)
    if last < 2:
        return None
    address: Callable[[int], str] = lambda page: query.replace(page=page).to_address() or "?"  # noqa: E731
    shown = sorted({1, last, *range(max(1, query.page - 2), min(last, query.page + 2) + 1)})
    links: list[_PageLink] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            links.append(_PageLink(0, "", False))
        links.append(_PageLink(number, address(number), number == query.page))
    return _Pager(
        links,
        address(query.page - 1) if query.page > 1 else "",
        address(query.page + 1) if query.page < last else "",
    )


def _unavailable(request: HttpRequest, query: Query, error: EngineError) -> HttpResponse:
    """Say that search is away; where the index is missing or old, have it built."""
    log.error("search: %s", error)
    is_preparing = isinstance(error, MissingIndexError | OutdatedIndexError)
    if is_preparing:
        jobs.enqueue("search.rebuild", "all")
    template = _template(request, "search/unavailable.html", "search/unavailable_inner.html")
    # htmx puts nothing of an error on the page, so to it this is an answer like others
    status = 503 if template == "search/unavailable.html" else 200
    response = render(request, template, {"query": query, "is_preparing": is_preparing}, status=status)
    response["Retry-After"] = "30"
    patch_vary_headers(response, ["HX-Request"])
    return response
