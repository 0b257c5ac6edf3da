"""Load regions, industries, sectors, crosswalk and synonyms into the database."""

import time

from django.core.management.base import BaseCommand, CommandParser

from taxonomy import loader


class Command(BaseCommand):
    help = (
        "Load regions, industries, sectors, crosswalk and synonyms. Safe to run again: rows are added and "
        "updated, rows missing from the files are retired, rows the secretariat edited stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="do nothing when these files were loaded already"
        )

    def handle(self, *, if_needed: bool, verbosity: int, **_: object) -> None:
        start = time.monotonic()
        if if_needed and loader.is_current():
            if verbosity:
                self.stdout.write("taxonomy: up to date")
            return
        report = loader.load()
        if not verbosity:
            return
        for name, counts in report.tables.items():
            self.stdout.write(
                f"{name:15} {counts.total:6} rows: {counts.added} added, {counts.updated} updated, "
                f"{counts.retired} retired, {counts.kept} edited rows kept"
            )
        self.stdout.write(f"taxonomy loaded in {time.monotonic() - start:.1f} s")
