"""Previews: the effect of some numbers, computed once; in the request where that is quick, else by a job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import jobs
from jobs.models import Job, State
from matching import adapters, sources
from matching.models import LIST_LENGTH, Run
from matching.weighting import judged
from matching.weighting.effects import compare
from matching.weighting.models import WeightPreview, WeightSet
from matching.weighting.values import Values

AT_ONCE = 60_000  # pairs (records of firms x postings) that are compared within the request: some two seconds
KEEP = timedelta(days=2)
STEPS = 3
KIND = "matching.preview_weights"


def preview(*, values: Values, base: WeightSet) -> WeightPreview:
    """The preview of these numbers against the version `base`; begun when it is not there yet.

    `effect` None and `fault` "": it is still being computed by a job (`done` of `total` steps).
    """
    stamp = _stamp(values, base)
    WeightPreview.objects.filter(created_at__lt=timezone.now() - KEEP).delete()
    row, is_new = WeightPreview.objects.get_or_create(
        stamp=stamp, defaults={"values_json": values.as_json(), "base": base, "total": STEPS}
    )
    if row.fault or not (is_new or row.effect or _is_under_way(row)):  # failed, or its job was lost: again
        WeightPreview.objects.filter(pk=row.pk).update(fault="", done=0)
        is_new = True
    if is_new:
        run = Run.objects.filter(pk=1).first()
        if run is not None and run.firms * run.opportunities > AT_ONCE:
            with transaction.atomic():
                jobs.enqueue(KIND, str(row.pk))
        else:
            compute(row)
        row.refresh_from_db()
    return row


def _is_under_way(row: WeightPreview) -> bool:
    of_row = Job.objects.filter(kind=KIND, key=str(row.pk))
    return of_row.filter(state__in=(State.WAITING, State.RUNNING)).exists()


def finished(*, values: Values, base: WeightSet) -> WeightPreview | None:
    """The preview of these numbers, if it has been computed over the firms and postings as they stand."""
    return WeightPreview.objects.filter(stamp=_stamp(values, base), effect__isnull=False).first()


def run(job: Job) -> None:
    """The job: a preview that has gone, or is there already, is an ordinary case."""
    row = WeightPreview.objects.filter(pk=int(job.key), effect__isnull=True).first()
    if row is not None:
        compute(row, job)


def compute(row: WeightPreview, job: Job | None = None) -> None:
    """Compute the lists twice and keep what differs. What goes wrong is kept too, for the page to say."""

    def step(done: int) -> None:
        WeightPreview.objects.filter(pk=row.pk).update(done=done)
        if job is not None:
            job.progress(done, STEPS)

    new, old = Values.from_json(row.values_json).weights(), row.base.values.weights()
    try:
        firms, posted = adapters.firms(), sources.opportunities()
        step(1)
        before, after = adapters.scoring(weights=old).trial(firms, posted, LIST_LENGTH, new)
        step(2)
        counts = (len({adapters.firm_pk(firm) for firm in firms}), len(posted))
        effect = compare(before, after, (old.band, new.band), counts=counts, judged=judged.figures(old, new))
    except LookupError:
        WeightPreview.objects.filter(pk=row.pk).update(
            fault=_("No postings can be read at present. Try again, or ask whoever runs the platform.")
        )
        return
    WeightPreview.objects.filter(pk=row.pk).update(
        effect=effect.as_json(), done=STEPS, finished_at=timezone.now()
    )


def _stamp(values: Values, base: WeightSet) -> str:
    """Changes with the numbers, the version in force, the day, and every change of firms and postings."""
    generation: Any = Run.objects.filter(pk=1).values_list("generation", flat=True).first() or 0
    return f"{values.stamp}-{base.pk}-{timezone.localdate():%Y%m%d}-{generation}"
