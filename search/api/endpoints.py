"""The endpoints: `api` is mounted at /api/v1/."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from search.api import reading, schemas
from search.api.giving import Giver
from search.engines.base import EngineError
from search.finding import find_page
from search.offices import Offices
from search.panel import offices_shown
from search.suggest import suggest
from search.viewers import viewer_of
from taxonomy.tree import current as current_taxonomy

PROBLEM = "application/problem+json"
api = NinjaAPI(
    title="优选政府资源精准对接平台 · Docking",
    version="1",
    description=(
        "Investment opportunities of government offices, read only. The parameters are those of the "
        "page /projects/. Whoever is logged in gets what the page would show; contacts are never given. "
        "An address with something that cannot be used is answered by 422 and problem details: the "
        "field, the cause, the cure."
    ),
    urls_namespace="api",
    docs_url=None,  # ninja's own page loads its script from a foreign host; ours is search.api.docs
)
REFUSED: dict[Any, Any] = {422: schemas.Problem, 503: schemas.Problem}


@api.get(
    "/opportunities", response={200: schemas.Answer, **REFUSED}, url_name="opportunities",
    summary="Search opportunities",
)  # fmt: skip
def opportunities(request: HttpRequest, address: Query[schemas.Address]) -> schemas.Answer:
    """A page of hits with facets, and what was understood of the text."""
    taxonomy = current_taxonomy()
    offices = Offices.of_address(request.GET)
    query = reading.read(request.GET, taxonomy=taxonomy, offices=offices)
    facets = reading.facets(request.GET)
    query, found = find_page(query, viewer=viewer_of(request.user), facets=facets)
    offices.learn(offices_shown(found))
    return Giver(request, taxonomy, offices).answer(query, found)


@api.get(
    "/suggest", response={200: schemas.Suggested, **REFUSED}, url_name="suggest",
    summary="Complete what is being typed",
)  # fmt: skip
def suggestions(request: HttpRequest, address: Query[schemas.Typed]) -> schemas.Suggested:
    """Places, industries and sectors, offices and titles, by characters, pinyin and initials."""
    taxonomy = current_taxonomy()
    offices = Offices.of_address(request.GET)
    query = reading.read(request.GET, taxonomy=taxonomy, offices=offices)
    found = suggest(query.replace(page=1), viewer=viewer_of(request.user))
    return Giver(request, taxonomy, offices).suggested(found)


@api.exception_handler(reading.BadAddressError)
def bad_address(request: HttpRequest, error: Exception) -> HttpResponse:
    """422 with every fault in the address."""
    faults = error.faults if isinstance(error, reading.BadAddressError) else []
    return _problem(request, 422, gettext("The address cannot be used as it is"), faults=faults)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """What does not even have the form of a parameter."""
    return _problem(request, 422, gettext("The address cannot be used as it is"))


@api.exception_handler(EngineError)
def away(request: HttpRequest, error: Exception) -> HttpResponse:
    """Neither the engine nor the database answered."""
    response = _problem(request, 503, gettext("Search is away for a moment"))
    response["Retry-After"] = "30"
    return response


def _problem(
    request: HttpRequest, status: int, title: str, faults: list[schemas.Fault] | None = None
) -> HttpResponse:
    faults = faults or []
    detail = " ".join(f"{fault.cause} {fault.cure}" for fault in faults) or title
    body = schemas.Problem(title=title, status=status, detail=detail, errors=faults)
    response = api.create_response(request, body.model_dump(), status=status)
    response["Content-Type"] = PROBLEM
    return response
