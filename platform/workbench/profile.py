"""The firm's own page about itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.completeness import firm_hints
from organisations.forms.firm import FirmForm
from organisations.models import Firm
from organisations.services import firm_save

from .own_firm import for_own_firm, query_of
from .saving_form import save


@for_own_firm
def firm_profile(request: HttpRequest, firm: Firm) -> HttpResponse:
    """GET the profile as a form; POST saves it, or answers 422 with nothing lost."""
    address = reverse("workbench:firm_profile") + query_of(request, firm)
    form = FirmForm(request.POST or None, instance=firm)
    if request.method == "POST" and save(form, firm_save, firm=firm, actor=request.user):
        messages.success(request, _("Saved. Your list of opportunities follows in a moment."))
        return redirect(address)
    as_saved = Firm.objects.with_details().get(pk=firm.pk)  # the form has written into `firm`
    context = {
        "firm": as_saved,
        "form": form,
        "hints": firm_hints(as_saved),
        "query": query_of(request, firm),
        "address": address,
    }
    return render(request, "workbench/firm/profile.html", context, status=422 if form.errors else 200)
