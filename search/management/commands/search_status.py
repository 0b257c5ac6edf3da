"""What the search index is and whether it can be used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import search
from search import sources
from search.analysis import analyzer
from search.engines.base import EngineError


class Command(BaseCommand):
    help = "Print the engine, the analysis, the kinds that are registered and the number of documents."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"engine     {settings.SEARCH_ENGINE}")
        self.stdout.write(f"analysis   {analyzer().version}")
        self.stdout.write(f"kinds      {', '.join(sources.kinds()) or 'none registered'}")
        try:
            self.stdout.write(f"documents  {search.engine().count()}")
        except EngineError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"current    {'yes' if search.engine().is_current() else 'no: run rebuild_search'}")
