"""Build the search index of everything, beside the one in use, and swap."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import services
from search.engines.base import EngineError


class Command(BaseCommand):
    help = "Build the search index of everything beside the one in use, and swap. Searches go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="do nothing when the index is current")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and services.is_current():
            self.stdout.write("The search index is current.")
            return
        started = time.perf_counter()
        try:
            count = services.rebuild(lambda done: self.stdout.write(f"  {done} documents"))
        except EngineError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} documents indexed in {time.perf_counter() - started:.1f} s.")
