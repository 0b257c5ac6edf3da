"""One row a piece of work: waiting → running → done or failed, and again when somebody says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs import registry

PROGRESS_PAUSE = timedelta(seconds=0.5)


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self) -> JobQuerySet:
        return self.filter(state=State.WAITING)

    def running(self) -> JobQuerySet:
        return self.filter(state=State.RUNNING)

    def failed(self) -> JobQuerySet:
        return self.filter(state=State.FAILED)

    def claimable(self, now: datetime) -> JobQuerySet:
        """Due, or taken by a worker that has been silent for longer than its lease."""
        return self.filter(
            models.Q(state=State.WAITING, run_after__lte=now)
            | models.Q(state=State.RUNNING, lease_until__lt=now)
        )

    def unheard(self, now: datetime, *, patience: timedelta) -> JobQuerySet:
        """Claimable, and no message about it was sent within `patience`."""
        return (
            self.claimable(now)
            .filter(models.Q(woken_at=None) | models.Q(woken_at__lt=now - patience))
            .order_by("run_after", "pk")
        )

    def twins(self, job: Job) -> JobQuerySet:
        """The other rows for the same work."""
        return self.filter(kind=job.kind, key=job.key).exclude(pk=job.pk)


class Job(models.Model):
    """`kind` says which handler, `key` on which thing: at most one waiting and one running row for a pair.

    `claimed_by` is new for each claim, so that a worker which lost its lease cannot overwrite its successor.
    """

    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("of"), max_length=200, blank=True)
    payload = models.JSONField(_("data"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True, editable=False)
    claimed_by = models.CharField(_("worker"), max_length=120, blank=True, editable=False)
    woken_at = models.DateTimeField(_("message sent"), null=True, editable=False)
    error = models.TextField(_("reason"), blank=True)
    trace = models.TextField(_("trace"), blank=True)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), null=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("background work")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind", "key", condition=models.Q(state="waiting"), name="jobs_one_waiting"
            ),
            models.UniqueConstraint(
                "kind", "key", condition=models.Q(state="running"), name="jobs_one_running"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "run_after"], name="jobs_state_due"),
            models.Index(fields=["kind", "-created_at"], name="jobs_kind_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()

    @property
    def title(self) -> Any:
        """What the work is called on screen; the bare kind when its handler has gone."""
        found = registry.get(self.kind)
        return found.title if found else self.kind

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell how far it is, and that the worker lives.  Cheap: written twice a second at most.

        Inside a transaction of the handler's own others see it only after the commit.
        """
        now = timezone.now()
        last = getattr(self, "_progress_at", None)
        self.done, self.total = done, total if total is not None else self.total
        if last and now - last < PROGRESS_PAUSE and done != self.total:
            return
        self._progress_at = now
        found = registry.get(self.kind)
        self.lease_until = now + (found.lease if found else timedelta(seconds=60))
        type(self).objects.filter(pk=self.pk, claimed_by=self.claimed_by, state=State.RUNNING).update(
            done=self.done, total=self.total, lease_until=self.lease_until
        )
