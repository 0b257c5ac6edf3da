"""The page an invitation leads to."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from organisations.forms.people import JoinForm
from organisations.models import Invitation, User
from organisations.services import accept_invitation
from organisations.services.invitations import AccountExistsError, InvitationError, open_invitation

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password", "again")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the place offered; POST takes it. A link that does not work says why (404 or 410)."""
    try:
        invitation = open_invitation(token=token)
    except InvitationError as fault:
        return _closed(request, fault)
    owner = User.objects.filter(email__iexact=invitation.email).first()
    if owner is not None and not request.user.is_authenticated:
        return render(request, "organisations/join_log_in.html", _context(request, invitation))
    if request.user.is_authenticated and request.user != owner:
        return render(request, "organisations/join_other.html", _context(request, invitation), status=409)
    form = None if owner else JoinForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        answer = _accept(request, token, form)
        if answer is not None:
            return answer
    status = 422 if request.method == "POST" else 200
    return render(
        request, "organisations/join.html", {**_context(request, invitation), "form": form}, status=status
    )


def _accept(request: HttpRequest, token: str, form: JoinForm | None) -> HttpResponse | None:
    values = form.cleaned_data if form else {"name": "", "password": ""}
    try:
        user = accept_invitation(
            token=token, name=values["name"], password=values["password"], actor=request.user
        )
    except InvitationError as fault:  # accepted or revoked between the two requests
        return _closed(request, fault)
    except AccountExistsError:
        return redirect(request.path)
    except ValidationError as fault:
        assert form is not None
        for name, errors in fault.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return None
    if not request.user.is_authenticated:
        login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Your place is set up."))
    return HttpResponseRedirect("/workbench/")


def _context(request: HttpRequest, invitation: Invitation) -> dict:
    return {
        "invitation": invitation,
        "log_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "here": request.path,
    }


def _closed(request: HttpRequest, fault: InvitationError) -> HttpResponse:
    status = 404 if fault.reason == "unknown" else 410
    return render(request, "organisations/join_closed.html", {"reason": fault.reason}, status=status)
