"""The links in an e-mail that end or pause it, for whoever holds the e-mail; nobody has to log in.

A GET only asks, since mail programs open links by themselves; one POST does it. That POST needs no cookie and
no form token (RFC 8058): the unguessable address is the proof, and the worst it can do is to send less.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from search.alerts.saving import search_pause, search_stop
from search.models import Digest, SavedSearch

_METHODS = ("GET", "HEAD", "POST")


@never_cache
@csrf_exempt
@require_http_methods(_METHODS)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more e-mails from one search."""
    return _answer(request, "stop", _one(token), lambda search: search_stop(search=search))


@never_cache
@csrf_exempt
@require_http_methods(_METHODS)
def pause(request: HttpRequest, token: str) -> HttpResponse:
    """No e-mails from one search until it is resumed."""
    return _answer(request, "pause", _one(token), lambda search: search_pause(search=search))


@never_cache
@csrf_exempt
@require_http_methods(_METHODS)
def stop_all(request: HttpRequest, token: str) -> HttpResponse:
    """No more e-mails from any search of the person an e-mail went to: the link in its headers."""
    digest = Digest.objects.filter(token=token).first()
    own = list(SavedSearch.objects.filter(owner=digest.owner_id).order_by("pk")) if digest else None
    return _answer(request, "stop", own, lambda search: search_stop(search=search))


def _one(token: str) -> list[SavedSearch] | None:
    return list(SavedSearch.objects.filter(token=token)) or None


def _answer(
    request: HttpRequest, what: str, searches: list[SavedSearch] | None, do: Callable[[SavedSearch], object]
) -> HttpResponse:
    """The page that asks, or, after a POST, says that it is done.  404 for a link nobody sent."""
    language = searches[-1].language if searches else settings.LANGUAGE_CODE
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    with translation.override(translation.get_language() if chosen else language):
        if searches is None:
            return render(request, "search/alerts/link_unknown.html", status=404)
        if request.method == "POST":
            for search in searches:
                do(search)
        context = {"searches": searches, "what": what, "is_done": request.method == "POST"}
        return render(request, "search/alerts/link.html", context)
