"""Hand a file in, read it, save its good rows. Nothing is half saved."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.services import enqueue
from organisations import access
from organisations.models import InvestmentOffice
from paperwork import report, saving
from paperwork.contexts import context_for
from paperwork.models import Import
from paperwork.reading import KINDS, read_rows
from sheets import Unreadable

Progress = Callable[[int, int], object]
SAVERS = {"booklet": saving.save_booklet, "firms": saving.save_firms}


def require_importer(*, actor: Any, kind: str, office: InvestmentOffice | None) -> None:
    """Officers bring booklets for their own office, the secretariat anything. Raises PermissionDenied."""
    held = access.places(actor)
    if held.is_secretariat:
        return
    if kind != Import.Kind.BOOKLET or office is None or office.pk not in held.office_ids:
        raise PermissionDenied


def sha256_of(file: Any) -> str:
    """The hash of a Django File, read in pieces."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def hand_in(*, file: UploadedFile, kind: str, office: InvestmentOffice | None, actor: Any) -> Import:
    """Keep the file with its hash and have it read. Raises PermissionDenied."""
    require_importer(actor=actor, kind=kind, office=office)
    entry = Import.objects.create(
        kind=kind,
        office=office,
        original_name=(file.name or "")[-255:],
        sha256=sha256_of(file),
        uploaded_by=actor,
        file=file,
    )
    enqueue("paperwork.read", str(entry.pk))
    return entry


def earlier_saved(entry: Import) -> Import | None:
    """The same bytes, saved before."""
    return (
        Import.objects.filter(sha256=entry.sha256, kind=entry.kind, state=Import.State.SAVED)
        .exclude(pk=entry.pk)
        .first()
    )


def read(*, entry: Import, progress: Progress | None = None) -> Import:
    """Make the report of a file that was handed in. Reading twice gives the same report."""
    if entry.state not in (Import.State.READING, Import.State.READY):
        return entry
    kind = KINDS[entry.kind]
    try:
        with entry.file.open("rb"):
            opened = read_rows(entry.file.path, kind, context_for(entry.kind, entry.office))
        entry.report = report.report_on(opened, kind, progress)
        entry.state = Import.State.READY
    except Unreadable as error:
        entry.report = report.unusable(error.problem)
        entry.state = Import.State.UNUSABLE
    entry.save(update_fields=["report", "state"])
    return entry


@transaction.atomic
def order_saving(*, entry: Import, actor: Any) -> None:
    """Have the good rows saved. Raises PermissionDenied; ValidationError when it is not ready or has none."""
    require_importer(actor=actor, kind=entry.kind, office=entry.office)
    if not report.can_be_saved(entry.report):
        raise ValidationError(_("No row of this file can be saved. Mend the rows listed and try again."))
    changed = Import.objects.filter(pk=entry.pk, state=Import.State.READY).update(
        state=Import.State.SAVING, saved_by=actor
    )
    if not changed:
        raise ValidationError(_("This file is being saved already, or has been."))
    enqueue("paperwork.save", str(entry.pk))


@transaction.atomic
def save(*, entry: Import, progress: Progress | None = None) -> Import:
    """Read the file again and save its good rows, all in one transaction. A second call saves nothing."""
    entry = Import.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.state != Import.State.SAVING:
        return entry
    opened = read_rows(entry.file.path, KINDS[entry.kind], context_for(entry.kind, entry.office))
    tell = (lambda done: progress(done, opened.total)) if progress else None
    saved = SAVERS[entry.kind](report.good(opened.rows), actor=entry.saved_by, progress=tell)
    entry.report = {**entry.report, "saved": saved}
    entry.state = Import.State.SAVED
    entry.saved_at = timezone.now()
    entry.save(update_fields=["report", "state", "saved_at"])
    return entry
