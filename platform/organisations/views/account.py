"""My account: name, password, and the places I hold."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from organisations import access
from organisations.forms.people import AccountForm
from organisations.models import Membership
from organisations.services import account_rename


@login_required
def account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        account_rename(user=request.user, name=form.cleaned_data["name"], actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("organisations:account")
    context = {
        "form": form,
        "email": request.user.email,
        "memberships": Membership.objects.of(request.user),
        "own_firms": access.firm_ids(request.user),
    }
    return render(request, "organisations/account.html", context, status=422 if form.errors else 200)
