"""Which firm a firm's own page is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from organisations import access
from organisations.models import Firm, Intent


def for_own_firm(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call view(request, firm, …) for a firm's contact; 403 for everybody else who is logged in.

    Somebody who speaks for several firms names one by `?firm=`; without it the first by name is meant.
    Another firm's number is answered as one that does not exist.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = access.firm_ids(request.user)
        if not mine:
            raise PermissionDenied
        firms = list(Firm.objects.active().filter(pk__in=mine).with_details())
        wanted = request.GET.get("firm") or _firm_of_intent(kwargs.get("pk"), mine)
        chosen = [firm for firm in firms if wanted is None or str(firm.pk) == wanted]
        if not chosen:
            raise Http404
        request.own_firms = firms if len(firms) > 1 else []
        return view(request, chosen[0], *args, **kwargs)

    return guarded


def _firm_of_intent(pk: int | None, mine: frozenset[int]) -> str | None:
    """An intent's address says whose it is; no `?firm=` is needed."""
    owner = (
        Intent.objects.filter(pk=pk, firm__in=mine).values_list("firm_id", flat=True).first() if pk else None
    )
    return str(owner) if owner else None


def query_of(request: HttpRequest, firm: Firm) -> str:
    """What a link must carry so that the next page is about the same firm: "" or "?firm=7"."""
    return f"?firm={firm.pk}" if request.own_firms else ""
