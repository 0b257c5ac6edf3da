"""Set a database up or bring it up to date: migrations, taxonomy, index, matches.  No demonstration data."""

from django.core.management.base import BaseCommand

from docking import setup
from docking.bootstrap import Step


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **_: object) -> None:
        for task in setup.tasks(demo=False):
            if task.needed():
                with Step(task.title):
                    task.act()
                    task.after()
