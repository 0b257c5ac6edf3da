"""What makes messages mere wake-ups: a look at the ledger every few seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from jobs import registry
from jobs.models import Job, State
from jobs.services import enqueue, wake

PATIENCE = timedelta(seconds=60)  # a message may lie in a long queue; send another only after this
BATCH = 500
PERIODIC = "periodic"


def sweep(*, now: datetime | None = None) -> int:
    """Enter periodic work that has come due, then send a message for whatever is due and unheard of.

    Rows whose message was lost, whose time has come, or whose worker fell silent.  Returns how many.
    """
    now = now or timezone.now()
    enter_periodic(now=now)
    due = list(Job.objects.unheard(now, patience=PATIENCE).values_list("pk", flat=True)[:BATCH])
    for job_id in due:
        wake(job_id)
    return len(due)


def enter_periodic(*, now: datetime) -> None:
    """Enqueue each handler with `every` whose last job was entered longer ago than that."""
    for each in registry.handlers():
        if each.every is None:
            continue
        last = Job.objects.filter(kind=each.kind, key=PERIODIC).order_by("-created_at").first()
        if last is None or (last.state in (State.DONE, State.FAILED) and now - last.created_at >= each.every):
            enqueue(each.kind, PERIODIC)
