"""Light or dark: the visitor's choice in a cookie; without one the browser's preference counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 60 * 60 * 24 * 365  # seconds


def theme(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `theme` is "light", "dark" or "" (as the browser prefers)."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"theme": chosen if chosen in THEMES else ""}


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep `theme` ("light", "dark", anything else forgets the choice) and go back to `next`."""
    back = request.POST.get("next") or request.headers.get("Referer") or "/"
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE)
    return response
