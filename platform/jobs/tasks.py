"""The doors for Celery.  They hold no rule and keep no state: the ledger does."""

from celery import shared_task

from jobs import running, sweeping
from jobs.registry import SWEEP_SECONDS


@shared_task(name="jobs.run", ignore_result=True)
def run_job(job_id: int) -> None:
    running.run(job_id)


@shared_task(name="jobs.sweep", ignore_result=True, expires=SWEEP_SECONDS)
def sweep() -> None:
    sweeping.sweep()
