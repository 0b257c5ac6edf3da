"""What the search index is and whether it can be used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import search
from search import sources
from search.analysis import analyzer
from search.engines.base import EngineError
from search.sweep import Differences, differences


class Command(BaseCommand):
    help = "Print the engine and its server, the kinds registered, the documents, and how far the index lags."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"engine     {settings.SEARCH_ENGINE}")
        self.stdout.write(f"analysis   {analyzer().version}")
        self.stdout.write(f"kinds      {', '.join(sources.kinds()) or 'none registered'}")
        engine = search.engine()
        try:
            for label, text in engine.about().items():
                self.stdout.write(f"{label:<10} {text}")
            self.stdout.write(f"documents  {engine.count()}")
            self.stdout.write(f"lag        {_lag(differences())}")
        except EngineError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"current    {'yes' if engine.is_current() else 'no: run rebuild_search'}")


def _lag(found: Differences) -> str:
    """How far the index is from the sources."""
    parts = {"missing or older": found.behind, "newer": found.ahead, "not in the database": found.gone}
    said = [f"{sum(map(len, part.values()))} {label}" for label, part in parts.items() if part]
    return ", ".join(said) or "none: it holds what the database holds"
