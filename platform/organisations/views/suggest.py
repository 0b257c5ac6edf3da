"""What the last word of a field may become: a list of buttons for `static/organisations/suggest.js`."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from organisations import words

LONGEST = 40  # characters that are worth looking up


@require_GET
@cache_control(private=True, max_age=300)
def suggest(request: HttpRequest) -> HttpResponse:
    """GET `kind` ("region", "industry") and `q`, or the field's own name with its whole text.

    Public: it says nothing that the standards do not. An unknown kind is answered with 400.
    """
    kind = request.GET.get("kind", "")
    if kind not in words.KINDS:
        return HttpResponseBadRequest(b"kind is one of: region, industry")
    typed = request.GET.get("q")
    if typed is None:
        typed = next((value for name, value in request.GET.items() if name != "kind"), "")
    word = words.last_piece(typed)[:LONGEST]
    found = [
        {"value": words.text_of(kind, code), "label": words.label_of(kind, code), "code": code}
        for code in words.suggest(kind, word)
    ]
    return render(request, "organisations/suggest.html", {"found": found, "kind": kind, "word": word})
