"""Entering work into the ledger."""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Least
from django.utils import timezone

from jobs.models import Job, State

logger = logging.getLogger(__name__)
_suspended: contextvars.ContextVar[bool] = contextvars.ContextVar("jobs_suspended", default=False)

KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=180)


@transaction.atomic
def enqueue(
    kind: str, key: str, *, payload: dict[str, Any] | None = None, run_after: datetime | None = None
) -> Job | None:
    """Enter a job in the caller's transaction and wake a worker when that has been committed.

    A row already waiting for the same (kind, key) takes the new payload and the earlier of the two times;
    writing it also locks it, so that no worker starts it before the caller's own changes can be seen.  A row
    that is already running does not count: it may have read what has just changed.  None while `suspended`.
    """
    if _suspended.get():
        return None
    now = timezone.now()
    due = run_after or now
    while True:
        waiting = Job.objects.waiting().filter(kind=kind, key=key)
        if waiting.update(payload=payload or {}, run_after=Least("run_after", due), attempts=0):
            job = waiting.get()
            break
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=kind, key=key, payload=payload or {}, run_after=due)
            break
        except IntegrityError:  # another transaction entered it first and has now committed
            continue
    if job.run_after <= now:
        transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(job_id: int) -> None:
    """Send the message; with JOBS_INLINE do the work instead.  A broker that is away costs only time."""
    if settings.JOBS_INLINE:
        from jobs.running import run

        run(job_id)
        return
    from jobs.tasks import run_job

    try:
        run_job.delay(job_id)
    except Exception:  # whatever the transport raises: the row is there and the sweep will send it again
        logger.warning("jobs: no message for job %s; the sweep will send it", job_id, exc_info=True)
    else:
        Job.objects.filter(pk=job_id).update(woken_at=timezone.now())


@contextmanager
def suspended() -> Iterator[None]:
    """Enter nothing meanwhile.  For bulk loads that rebuild everything afterwards (demonstration data)."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)


@transaction.atomic
def run_again(*, job: Job) -> Job:
    """Put a finished or failed job back into the queue; a twin that is already waiting is hurried instead."""
    if job.state not in (State.DONE, State.FAILED):
        return job
    again = enqueue(job.kind, job.key, payload=job.payload)
    assert again is not None
    if job.state == State.FAILED:
        job.delete()  # its place is taken; the reason is in the log
    return again


def prune(*, now: datetime | None = None) -> int:
    """Drop what was done two weeks ago, and what failed half a year ago.  Returns how many rows went."""
    now = now or timezone.now()
    gone, _ = Job.objects.filter(state=State.DONE, finished_at__lt=now - KEEP_DONE).delete()
    lost, _ = Job.objects.filter(state=State.FAILED, finished_at__lt=now - KEEP_FAILED).delete()
    return gone + lost
