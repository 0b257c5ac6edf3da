from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from matching import services
from matching.models import Run


class Command(BaseCommand):
    help = "Match every firm with every opportunity anew and store the lists. Safe to run at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-stale",
            action="store_true",
            help="do nothing when the lists were computed today by the present scorer",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_stale"] and services.is_current():
            self.stdout.write("The matches are up to date.")
            return
        started = time.monotonic()
        services.match_all()
        run = Run.objects.get(pk=1)
        self.stdout.write(
            f"{run.firms} firms, {run.opportunities} opportunities, {run.pairs} pairs stored "
            f"in {time.monotonic() - started:.1f} s (scorer {run.scorer_version})."
        )
