"""The ledger's own work."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from jobs.registry import handler
from jobs.services import prune


@handler("jobs.prune", title=_("Tidy the list of background work"), every=timedelta(hours=6))
def prune_jobs(job: Job) -> None:
    prune()
