"""Hand in a file, look at what was read, save it, take the faulty rows home."""

import tempfile
from functools import wraps
from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jobs.models import Job
from organisations import access
from paperwork import corrections as corrections_book
from paperwork import report, services
from paperwork import template as template_book
from paperwork.contexts import context_for
from paperwork.forms import HandInForm
from paperwork.models import Import
from paperwork.reading import KINDS, read_rows
from taxonomy.tree import current

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def importers_only(view):
    """Officers and the secretariat; others are refused, the unknown are sent to the log-in."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        held = access.places(request.user)
        if not held.is_secretariat and not held.office_ids:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def trail() -> list[tuple[str, str]]:
    return [(_("Workbench"), reverse("workbench:home"))]


def entry_for(request, pk: int) -> Import:
    """One of the imports the person may see, otherwise 404."""
    return get_object_or_404(
        Import.objects.of(request.user).select_related("office", "uploaded_by", "saved_by"), pk=pk
    )


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    form = HandInForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        entry = services.hand_in(
            file=form.cleaned_data["file"],
            kind=form.cleaned_data["kind"],
            office=form.cleaned_data["office"] if form.cleaned_data["kind"] == Import.Kind.BOOKLET else None,
            actor=request.user,
        )
        return redirect("paperwork:preview", entry.pk)
    earlier = Import.objects.of(request.user).select_related("office", "uploaded_by").defer("report")
    page = Paginator(earlier, PAGE).get_page(request.GET.get("page"))
    kinds = [kind for kind, _label in form.fields["kind"].choices]
    context = {"form": form, "page": page, "kinds": kinds, "crumbs": trail()}
    return render(request, "paperwork/imports.html", context, status=422 if form.errors else 200)


@importers_only
@require_GET
def preview(request, pk: int):
    entry = entry_for(request, pk)
    working = entry.state in (Import.State.READING, Import.State.SAVING)
    kind = "paperwork.read" if entry.state == Import.State.READING else "paperwork.save"
    context = {
        "entry": entry,
        "working": working,
        "job": Job.objects.filter(kind=kind, key=str(pk)).order_by("-pk").first() if working else None,
        "twin": services.earlier_saved(entry),
        "columns": report.columns_of(entry),
        "crumbs": [*trail(), (_("Import from Excel"), reverse("paperwork:imports"))],
        "savable": report.can_be_saved(entry.report),
        "sorts": sorts_of(entry.report),
    }
    template_name = "paperwork/parts/progress.html" if request.htmx and working else "paperwork/preview.html"
    response = render(request, template_name, context)
    if request.htmx and not working:
        response["HX-Refresh"] = "true"
    return response


SECTIONS = (  # code, title, sorts of rows
    ("faulty", gettext_lazy("With faults"), ("faulty",)),
    ("repeated", gettext_lazy("Repeats"), ("repeated",)),
    ("good", gettext_lazy("Good"), ("rewritten", "fine")),
)


def sorts_of(found: dict) -> list[dict]:
    """The sections of a report that hold rows, worst first, with how many of each are not shown."""
    sections = []
    for code, title, sorts in SECTIONS if "counts" in found else ():
        count = sum(found["counts"][sort] for sort in sorts)
        rows = [row for sort in sorts for row in found["rows"][sort]]
        if count:
            sections.append(
                {"code": code, "title": title, "count": count, "rows": rows, "hidden": count - len(rows)}
            )
    return sections


@importers_only
@require_POST
def save(request, pk: int):
    entry = entry_for(request, pk)
    try:
        services.order_saving(entry=entry, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("paperwork:preview", pk)


@importers_only
@require_GET
def corrections(request, pk: int):
    """The faulty and repeated rows as a workbook, marked."""
    entry = entry_for(request, pk)
    if "counts" not in entry.report:
        raise Http404
    kind = KINDS[entry.kind]
    context = context_for(entry.kind, entry.office)
    target = tempfile.TemporaryFile()  # noqa: SIM115 FileResponse closes it
    corrections_book.write(
        target, read_rows(entry.file.path, kind, context).rows, kind, get_language() or "zh"
    )
    target.seek(0)
    name = PurePath(entry.original_name).stem
    return FileResponse(
        target, as_attachment=True, filename=_("%(name)s, to be mended.xlsx") % {"name": name}
    )


@importers_only
@require_GET
def original(request, pk: int):
    entry = entry_for(request, pk)
    return FileResponse(entry.file.open("rb"), as_attachment=True, filename=entry.original_name)


@importers_only
@require_GET
def template(request, kind: str):
    """The empty workbook with drop-downs."""
    if kind not in KINDS:
        raise Http404
    if kind == Import.Kind.FIRMS and not access.is_secretariat(request.user):
        raise PermissionDenied
    target = tempfile.TemporaryFile()  # noqa: SIM115 FileResponse closes it
    template_book.write(target, KINDS[kind], current())
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{KINDS[kind].sheet}模板.xlsx", content_type=XLSX
    )
