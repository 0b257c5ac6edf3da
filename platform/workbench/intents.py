"""The firm's own pages about what it seeks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.completeness import intent_hints
from organisations.forms.intent import IntentForm
from organisations.models import Firm, Intent
from organisations.services import intent_close, intent_reopen, intent_save

from .own_firm import for_own_firm, query_of
from .saving_form import save


@for_own_firm
def intents(request: HttpRequest, firm: Firm) -> HttpResponse:
    rows = sorted(firm.intents.with_details(), key=lambda intent: intent.state != Intent.State.CURRENT)
    context = {"firm": firm, "intents": rows, "query": query_of(request, firm)}
    return render(request, "workbench/firm/intents.html", context)


@for_own_firm
def intent_new(request: HttpRequest, firm: Firm) -> HttpResponse:
    return _write(request, firm, None)


@for_own_firm
def intent_edit(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    return _write(request, firm, get_object_or_404(firm.intents.with_details(), pk=pk))


def _write(request: HttpRequest, firm: Firm, intent: Intent | None) -> HttpResponse:
    form = IntentForm(request.POST or None, instance=intent or Intent(firm=firm))
    if request.method == "POST" and save(form, intent_save, intent=intent, firm=firm, actor=request.user):
        messages.success(request, _("Saved. Your list of opportunities follows in a moment."))
        return HttpResponseRedirect(_list(request, firm))
    saved = firm.intents.with_details().get(pk=intent.pk) if intent else None
    context = {
        "firm": firm,
        "form": form,
        "intent": saved,
        "hints": intent_hints(saved) if saved else [],
        "query": query_of(request, firm),
        "address": request.path + query_of(request, firm),
    }
    return render(request, "workbench/firm/intent.html", context, status=422 if form.errors else 200)


@require_POST
@for_own_firm
def intent_switch_off(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    intent_close(intent=get_object_or_404(firm.intents, pk=pk), actor=request.user)
    messages.success(request, _("Closed. It is no longer matched; you can reopen it at any time."))
    return HttpResponseRedirect(_list(request, firm))


@require_POST
@for_own_firm
def intent_switch_on(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    intent = get_object_or_404(firm.intents, pk=pk)
    try:
        intent_reopen(intent=intent, actor=request.user)
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
        return redirect(reverse("workbench:intent", args=[pk]) + query_of(request, firm) + "#id_valid_until")
    messages.success(request, _("Open again."))
    return HttpResponseRedirect(_list(request, firm))


def _list(request: HttpRequest, firm: Firm) -> str:
    return reverse("workbench:intents") + query_of(request, firm)
