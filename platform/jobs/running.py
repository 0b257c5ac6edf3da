"""Claiming a job and doing it.  Two workers may be told of the same job; one of them gets it."""

from __future__ import annotations

import logging
import os
import socket
import threading
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, IntegrityError, connections, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import registry
from jobs.models import Job, State
from jobs.registry import Handler, Retry
from jobs.services import wake

logger = logging.getLogger(__name__)
DEFAULT_LEASE = timedelta(seconds=60)


def claim(job_id: int, *, now: datetime | None = None) -> Job | None:
    """Take the job if it is still to be had: one conditional update, so that exactly one claimant wins.

    None when it is not due, taken, finished, gone, or when its twin is running.
    """
    now = now or timezone.now()
    job = Job.objects.filter(pk=job_id).claimable(now).first()
    if job is None:
        return None
    found = registry.get(job.kind)
    token = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    try:
        with transaction.atomic():  # the twin that is running makes the update break a unique constraint
            won = (
                Job.objects.filter(pk=job_id)
                .claimable(now)
                .update(
                    state=State.RUNNING,
                    claimed_by=token,
                    attempts=F("attempts") + 1,
                    started_at=now,
                    lease_until=now + (found.lease if found else DEFAULT_LEASE),
                    done=0,
                    total=None,
                )
            )
    except IntegrityError:
        return None
    return Job.objects.filter(pk=job_id, claimed_by=token).first() if won else None


def run(job_id: int) -> State | None:
    """Claim and do one job and write down what came of it.  Its new state; None when it was not claimed."""
    job = claim(job_id)
    if job is None:
        return None
    found = registry.get(job.kind)
    if found is None:
        reason = _("No handler for this kind of work: %(kind)s") % {"kind": job.kind}
        return _finish(job, State.FAILED, error=reason)
    if job.attempts > found.attempts:
        reason = _("Given up: the worker was lost %(n)d times") % {"n": found.attempts}
        return _finish(job, State.FAILED, error=reason)
    try:
        with _kept(job, found):
            found.function(job)
    except Exception as error:
        logger.warning("jobs: %s failed at attempt %s", job, job.attempts, exc_info=True)
        state = _fail(job, found, error)
        if settings.JOBS_INLINE and getattr(settings, "JOBS_RAISE", False):
            raise
        return state
    return _finish(job, State.DONE)


def run_due(*, now: datetime | None = None, limit: int = 1000) -> int:
    """Do what is due in this process, one after the other; for a machine without a worker and for tests."""
    count = 0
    now = now or timezone.now()
    for job_id in Job.objects.claimable(now).order_by("run_after", "pk").values_list("pk", flat=True)[:limit]:
        count += run(job_id) is not None
    return count


def _fail(job: Job, found: Handler, error: Exception) -> State | None:
    reason = f"{type(error).__name__}: {error}" if not isinstance(error, Retry) else str(error)
    trace = "".join(traceback.format_exception(error))[-8000:]
    passing = isinstance(error, (Retry, *found.retry_on))
    if not passing or job.attempts >= found.attempts:
        return _finish(job, State.FAILED, error=reason, trace=trace)
    wait = error.after if isinstance(error, Retry) and error.after is not None else found.wait(job.attempts)
    try:
        with transaction.atomic():
            _own(job).update(
                state=State.WAITING,
                run_after=timezone.now() + wait,
                error=reason,
                trace=trace,
                claimed_by="",
                lease_until=None,
                woken_at=None,
            )
    except IntegrityError:  # newer work of the same key waits already; it makes the state right
        taken = _("Taken over by a newer job after: %(error)s") % {"error": reason}
        return _finish(job, State.DONE, error=taken)
    return State.WAITING


def _finish(job: Job, state: State, *, error: str = "", trace: str = "") -> State | None:
    """Close the row, if it is still ours, and wake a twin that had to wait for it."""
    ours = _own(job).update(
        state=state,
        error=error,
        trace=trace,
        finished_at=timezone.now(),
        lease_until=None,
        done=job.done,
        total=job.total,
    )
    if not ours:
        logger.warning("jobs: %s was given to another worker meanwhile", job)
        return None
    for twin in Job.objects.twins(job).waiting().claimable(timezone.now()):
        transaction.on_commit(lambda pk=twin.pk: wake(pk))
    return state


def _own(job: Job):
    return Job.objects.filter(pk=job.pk, claimed_by=job.claimed_by, state=State.RUNNING)


@contextmanager
def _kept(job: Job, found: Handler) -> Iterator[None]:
    """Renew the lease while the handler works: a lease can be short and a long job is not run twice."""
    if settings.JOBS_INLINE:
        yield
        return
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(found.lease.total_seconds() / 4):
                try:
                    _own(job).update(lease_until=timezone.now() + found.lease)
                except Error:  # locked or away: the next turn may do better
                    logger.info("jobs: lease of %s not renewed", job, exc_info=True)
                    connections.close_all()
        finally:
            connections.close_all()

    keeper = threading.Thread(target=renew, name=f"lease-{job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(timeout=5)
