"""Where somebody sits: a person may hold several places, and works from one of them at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from organisations.access import is_secretariat
from organisations.choices import Role
from organisations.models import Firm, InvestmentOffice, Membership

CHOSEN = "workbench_seat"  # key in the session
ORDER = {Role.SECRETARIAT: 0, Role.OFFICER: 1, Role.FIRM: 2}


@dataclass(frozen=True, slots=True)
class Seat:
    """One place: the role and, with it, the office or the firm."""

    role: str
    office: InvestmentOffice | None = None
    firm: Firm | None = None

    @property
    def key(self) -> str:
        """What the switch sends: secretariat, office-3, firm-5."""
        if self.office:
            return f"office-{self.office.pk}"
        return f"firm-{self.firm.pk}" if self.firm else str(self.role)

    @property
    def name(self) -> str:
        """The organisation; "" for the secretariat, which templates name themselves."""
        return str(self.office or self.firm or "")

    @property
    def bench(self) -> str:
        """What this workbench is called."""
        return {
            Role.SECRETARIAT: _("Secretariat's workbench"),
            Role.OFFICER: _("Office's workbench"),
            Role.FIRM: _("Firm's workbench"),
        }[Role(self.role)]


def seats(user) -> list[Seat]:
    """The live places of `user`, the secretariat first. Of organisations that are switched off: none."""
    found = [
        Seat(m.role, m.office, m.firm)
        for m in Membership.objects.of(user)
        if (m.office is None or m.office.is_active) and (m.firm is None or m.firm.is_active)
    ]
    if is_secretariat(user) and all(seat.role != Role.SECRETARIAT for seat in found):
        found.append(Seat(Role.SECRETARIAT))
    return sorted(found, key=lambda seat: (ORDER[Role(seat.role)], seat.name))


def take(request: HttpRequest, *roles: str) -> Seat | None:
    """The seat this request is made from: the chosen one if it fits `roles` (any, when none is named).

    A link made for another of the person's roles moves them to that seat; None when they hold no such place.
    `request.seats` keeps all of them for the switch.
    """
    held = seats(request.user)
    fitting = [seat for seat in held if not roles or seat.role in roles]
    chosen = request.session.get(CHOSEN)
    seat = next((one for one in fitting if one.key == chosen), fitting[0] if fitting else None)
    if seat is not None and seat.key != chosen and len(held) > 1:
        request.session[CHOSEN] = seat.key
    request.seats, request.seat = held, seat
    return seat


def sit(request: HttpRequest, fits: Callable[[Seat], bool]) -> Seat:
    """The present seat where it `fits`, otherwise another of the person's that does. Raises Http404 for none:
    what concerns somebody else is not there.
    """
    if fits(request.seat):
        return request.seat
    for seat in request.seats:
        if fits(seat):
            request.session[CHOSEN] = seat.key
            request.seat = seat
            return seat
    raise Http404


def seated(*roles: str) -> Callable:
    """For views: log in first; refuse who holds no place of these roles. Sets `request.seat`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if take(request, *roles) is None:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
