"""The first page of the workbench, one for each role, and the switch between a person's places."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from organisations.choices import Role
from workbench import today
from workbench.cards import cards, intents_of, reactions_of_firm
from workbench.seats import CHOSEN, Seat, seats, take

PICKS = 5  # on the first page of a firm


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Today, as seen from the seat the person has chosen. Somebody without a place is told what to do."""
    seat = take(request)
    if seat is None:
        return render(request, "workbench/nowhere.html")
    page = {Role.SECRETARIAT: secretariat, Role.OFFICER: office, Role.FIRM: firm}[Role(seat.role)]
    return page(request, seat)


def secretariat(request: HttpRequest, seat: Seat) -> HttpResponse:
    context = {"today": timezone.localdate(), "work": today.for_secretariat(request)}
    return render(request, "workbench/secretariat.html", context)


def office(request: HttpRequest, seat: Seat) -> HttpResponse:
    context = {"today": timezone.localdate(), "office": seat.office, "work": today.for_office(seat.office)}
    return render(request, "workbench/office.html", context)


def firm(request: HttpRequest, seat: Seat) -> HttpResponse:
    found = today.for_firm(seat.firm)
    reactions = reactions_of_firm(seat.firm.pk)
    shown = found.picked or found.matches[:PICKS]
    context = {
        "today": timezone.localdate(),
        "work": found,
        "firm": found.firm,
        "cards": cards(shown, request=request, reactions=reactions),
        "intents": intents_of(seat.firm),
        "back": request.get_full_path(),
    }
    return render(request, "workbench/firm_home.html", context)


@require_POST
@login_required
def choose_seat(request: HttpRequest) -> HttpResponse:
    """Work from another of one's places. An unknown or foreign one changes nothing."""
    wanted = request.POST.get("seat", "")
    if any(seat.key == wanted for seat in seats(request.user)):
        request.session[CHOSEN] = wanted
    return redirect("workbench:home")
