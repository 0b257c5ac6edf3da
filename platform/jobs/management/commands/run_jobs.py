"""Do the background work that is due, here and now, then end; for a machine without a worker."""

from django.core.management.base import BaseCommand

from jobs.models import Job
from jobs.running import run_due


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_: object) -> None:
        number = run_due()
        self.stdout.write(f"{number} done or tried, {Job.objects.failed().count()} failed in all.")
