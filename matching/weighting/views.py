"""The weights in the admin: what is in force, a form with its preview, the history; for the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobs.models import Job
from matching.models import Run
from matching.weighting import previews, versions
from matching.weighting.forms import WeightsForm
from matching.weighting.models import WeightPreview, WeightProposal, WeightSet, WeightState
from matching.weighting.naming import named
from matching.weighting.tables import table_of, with_changes
from matching.weighting.values import Values
from organisations import access

View = Callable[..., HttpResponse]


def for_secretariat(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        if not access.is_secretariat(request.user):
            raise PermissionDenied
        return view(request, *arguments, **options)

    return wrapped


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """An admin page below “Weights”."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    crumbs.append({"url": reverse("weights:index"), "label": _("Matching weights")})
    if title != _("Matching weights"):
        crumbs.append({"url": "", "label": title})
    head = {"header_title": title, "page_title": title, "header_icon": "sliders", "breadcrumbs_items": crumbs}
    return render(request, f"matching/weights/{name}.html", {**head, **context}, status=status)


@for_secretariat
def index(request: HttpRequest) -> HttpResponse:
    """What is in force, what is being written, what was."""
    active = versions.in_force()
    rows = list(WeightSet.objects.versions().select_related("author", "activated_by"))
    run = Run.objects.filter(pk=1, finished_at__isnull=False).first()
    context = {
        "active": active,
        "table": table_of(active.values, english=in_english()),
        "drafts": list(WeightSet.objects.drafts().select_related("author", "based_on")),
        "history": with_changes(rows, english=in_english()),
        "proposals": WeightProposal.objects.open().count(),
        "run": run,
        "is_behind": run is not None and not run.scorer_version.endswith(f"-w{active.number}"),
        "job": Job.objects.filter(kind="matching.match_all", state__in=("waiting", "running")).first(),
    }
    return page(request, "index", _("Matching weights"), context)


@for_secretariat
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its numbers beside those before it and those in force, and what was foreseen."""
    row = get_object_or_404(
        WeightSet.objects.select_related("author", "activated_by", "based_on"), number=number
    )
    active = versions.in_force()
    before = row.based_on.values if row.based_on else None
    context = {
        "row": row,
        "active": active,
        "table": table_of(row.values, before=before, english=in_english()),
        "effect": named(row.effect),
    }
    return page(request, "version", _("Version %s") % number, context)


@for_secretariat
def new(request: HttpRequest) -> HttpResponse:
    """A change, begun from the version in force or, with `?from=`, from an earlier one."""
    start = versions.in_force()
    wanted = request.GET.get("from", "")
    if wanted:
        start = get_object_or_404(WeightSet.objects.versions(), number=int(wanted) if wanted.isdigit() else 0)
    is_return = start.state == WeightState.RETIRED
    title = _("Go back to version %s") % start.number if is_return else _("Change the weights")
    note = _("Back to version %s: ") % start.number if is_return else ""
    return _edit(request, title, start.values, note=note)


@for_secretariat
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft: anybody of the secretariat goes on with it."""
    row = WeightSet.objects.filter(pk=pk).select_related("author", "based_on").first()
    if row is None:
        raise Http404
    if row.number:
        return redirect("weights:version", row.number)
    return _edit(request, _("Draft"), row.values, note=row.note, draft=row)


@require_POST
@for_secretariat
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(WeightSet, pk=pk)
    try:
        versions.draft_discard(draft=row, actor=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("The draft is discarded."))
    return redirect("weights:index")


def _edit(
    request: HttpRequest, title: str, values: Values, *, note: str, draft: WeightSet | None = None
) -> HttpResponse:
    active = versions.in_force()
    found: WeightPreview | None = None
    status = 200
    if request.method == "POST":
        form = WeightsForm(request.POST, base=active.values, english=in_english())
        action = request.POST.get("action", "preview")
        form.is_valid()
        if form.numbers_hold:
            if action != "draft":
                found = previews.preview(values=form.values(), base=active)
            if action in ("draft", "activate") and form.is_valid():
                try:
                    return _save(request, form, action, draft, found)
                except versions.OvertakenError as told:
                    active = versions.in_force()
                    form = _carry_on(request, active, told.current)
                    form.add_error(None, told.messages[0])
                    found = previews.preview(values=form.values(), base=active)
                    status = 409
                except ValidationError as fault:
                    form.add_error(None, " ".join(fault.messages))
        if action == "preview" and form.numbers_hold:
            form.errors.pop("note", None)  # one may look before one says why
        status = status if status != 200 or not form.errors else 422
    else:
        hidden = {"seen": active.number, "draft_seen": draft.updated_at.isoformat() if draft else ""}
        initial = {**WeightsForm.initial_of(values), "note": note, **hidden}
        form = WeightsForm(initial=initial, base=active.values, english=in_english())
        if values != active.values:
            found = previews.finished(values=values, base=active)
    context = {
        "form": form,
        "active": active,
        "draft": draft,
        "preview": found,
        "effect": named(found.effect) if found else None,
        "is_same": form.numbers_hold and form.values() == active.values,
    }
    return page(request, "edit", title, context, status)


def _save(
    request: HttpRequest, form: WeightsForm, action: str, draft: WeightSet | None, found: WeightPreview | None
) -> HttpResponse:
    values, note = form.values(), form.cleaned_data["note"]
    if action == "draft":
        seen = parse_datetime(form.cleaned_data["draft_seen"] or "")
        row = versions.draft_save(values=values, note=note, actor=request.user, draft=draft, seen=seen)
        messages.success(request, _("The draft is kept. Nothing has changed for anybody yet."))
        return redirect("weights:draft", row.pk)
    if found is None or found.effect is None:
        raise ValidationError(_("Look first at what would change; then put it into force."))
    row = versions.activate(
        values=values,
        note=note,
        actor=request.user,
        seen=form.cleaned_data["seen"],
        effect=found.effect,
        draft=draft,
    )
    messages.success(request, _("Version %s is in force. All lists are being computed anew.") % row.number)
    return redirect("weights:index")


def _carry_on(request: HttpRequest, active: WeightSet, current: WeightSet) -> WeightsForm:
    """The same numbers and note over what stands now: saving again is a decision and not a surprise."""
    data = request.POST.copy()
    data["seen"] = str(active.number)
    if current.state == WeightState.DRAFT:
        data["draft_seen"] = current.updated_at.isoformat()
    again = WeightsForm(data, base=active.values, english=in_english())
    again.is_valid()
    return again
