"""Which firm a firm's own page is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from organisations.choices import Role
from organisations.models import Firm, Intent
from workbench.seats import take


def for_own_firm(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call view(request, firm, …) for a firm's contact; 403 for everybody else who is logged in.

    Somebody who speaks for several firms is at the one `?firm=` names, else at the one whose intent it is,
    else at the chosen seat. Forms carry `?firm=`, so that a switch in another window never
    saves one firm's words as another's. Another firm's number is answered as one that does not exist.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if take(request, Role.FIRM) is None:
            raise PermissionDenied
        mine = {str(seat.firm.pk): seat for seat in request.seats if seat.firm}
        wanted = request.GET.get("firm") or _firm_of_intent(kwargs.get("pk")) or str(request.seat.firm.pk)
        if wanted not in mine:
            raise Http404
        request.seat = mine[wanted]
        request.own_firms = [seat.firm for seat in mine.values()] if len(mine) > 1 else []
        firm = Firm.objects.with_details().get(pk=request.seat.firm.pk)
        return view(request, firm, *args, **kwargs)

    return guarded


def _firm_of_intent(pk: int | None) -> str | None:
    owner = Intent.objects.filter(pk=pk).values_list("firm_id", flat=True).first() if pk else None
    return str(owner) if owner else None


def query_of(request: HttpRequest, firm: Firm) -> str:
    """What a link must carry so that the next page is about the same firm: "" or "?firm=7"."""
    return f"?firm={firm.pk}" if request.own_firms else ""
