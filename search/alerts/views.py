"""我的搜索: the searches a person keeps, and what each has caught."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisations.access import places
from search import panel, wording
from search.alerts import saving, shown
from search.alerts.forms import FrequencyForm, SaveForm
from search.alerts.paging import pager
from search.models import SavedSearch
from search.query import Query
from search.viewers import viewer_of
from taxonomy.tree import current as current_taxonomy

PAGE_SIZE = 20


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Log in first, and come back; 403 for an account without a place here."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not saving.has_place(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_members
def index(request: HttpRequest) -> HttpResponse:
    """All of one's searches with what is new in each."""
    searches = SavedSearch.objects.of(request.user).with_counts().select_related("firm")
    context = {
        "rows": shown.rows(searches),
        "most": saving.MOST,
        "checked": shown.last_checked(),
        "several_firms": len(places(request.user).firm_ids) > 1,
    }
    return render(request, "search/alerts/list.html", context)


@for_members
def save(request: HttpRequest) -> HttpResponse:
    """`/searches/save/?q=…`: keep the search of this address, without order and page."""
    numbers = [int(one) for one in request.GET.getlist("office") if one.isdecimal() and len(one) < 15]
    offices = shown.office_names(numbers)
    taxonomy = current_taxonomy()
    query = Query.from_querydict(request.GET, taxonomy=taxonomy, offices=offices)
    form = SaveForm(
        request.POST if request.method == "POST" else None,
        initial={"name": shown.proposed_name(query, offices)},
        firm_ids=places(request.user).firm_ids,
        own=SavedSearch.objects.of(request.user),
    )
    there: SavedSearch | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, query, form.cleaned_data)
        except saving.DuplicateError as fault:
            there = fault.there
            form.add_error(None, fault)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return redirect("alerts:list")
    context = {
        "form": form,
        "there": there,
        "query": query,
        "chips": panel.chips(query, taxonomy, offices),
        "problems": [wording.problem(said) for said in dict.fromkeys(query.problems) if said.field != "page"],
        "results": shown.results_address(query.to_address().removeprefix("?")),
    }
    return render(request, "search/alerts/save.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, query: Query, values: dict[str, Any]) -> None:
    firm_ids = places(request.user).firm_ids
    firm = values.get("firm")
    saving.search_save(
        query=query,
        name=values["name"],
        frequency=values["frequency"],
        actor=request.user,
        firm_id=firm.pk if firm else next(iter(firm_ids)) if len(firm_ids) == 1 else None,
        language=get_language() or "zh-hans",
        instead=values["instead"],
    )
    messages.success(request, _("Saved. What is published or changed from now on is held against it."))


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.of(request.user).with_counts(), pk=pk)


@require_safe
@for_members
def caught(request: HttpRequest, pk: int) -> HttpResponse:
    """What a search has caught, the latest first. Looking at it makes it no longer new."""
    search = _own(request, pk)
    pages = Paginator(search.sightings.caught(), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "row": shown.rows([search])[0],
        "found": shown.caught(page.object_list, viewer=viewer_of(request.user)),
        "pager": pager(page.number, pages.num_pages, lambda number: f"?page={number}"),
    }
    saving.search_looked(search=search)
    return render(request, "search/alerts/caught.html", context)


@for_members
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and rhythm; the conditions are chosen on the search page."""
    search = _own(request, pk)
    form = FrequencyForm(
        request.POST if request.method == "POST" else None,
        initial={"name": search.name, "frequency": search.frequency},
    )
    if request.method == "POST" and form.is_valid():
        saving.search_edit(search=search, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("alerts:list")
    context = {"form": form, "row": shown.rows([search])[0]}
    return render(request, "search/alerts/edit.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """No e-mails until it is resumed."""
    saving.search_pause(search=_own(request, pk))
    messages.success(request, _("Paused. It goes on catching; nothing is sent until you resume it."))
    return redirect("alerts:list")


@require_POST
@for_members
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on; what was caught meanwhile stays in the list and is not sent late."""
    try:
        saving.search_resume(search=_own(request, pk), actor=request.user)
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
        return redirect("alerts:edit", pk)
    messages.success(request, _("It goes on."))
    return redirect("alerts:list")


@for_members
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks; POST forgets the search and what it caught."""
    search = _own(request, pk)
    if request.method == "POST":
        saving.search_delete(search=search, actor=request.user)
        messages.success(request, _("Deleted."))
        return redirect("alerts:list")
    return render(request, "search/alerts/delete.html", {"row": shown.rows([search])[0]})
