"""Who may write to the lists, and when the words are counted: what single changes and full runs share."""

from __future__ import annotations

import datetime as dt
import time

from django.db.models import F
from django.utils import timezone

from matching import adapters, sources
from matching.models import Run, WordCount


def take_turn() -> int:
    """Wait for other writers, and keep them waiting until this transaction ends. The new generation."""
    Run.objects.get_or_create(pk=1)
    Run.objects.filter(pk=1).update(generation=F("generation") + 1)
    return Run.objects.values_list("generation", flat=True).get(pk=1)


def generation() -> int:
    """Grows with every write to the lists."""
    return Run.objects.get_or_create(pk=1)[0].generation


def note_run(
    *, version: str, as_of: dt.date, firms: int, opportunities: int, pairs: int, started: float
) -> None:
    """Write down, inside the turn, what the stored lists were computed of; `started` by time.monotonic."""
    Run.objects.filter(pk=1).update(
        scorer_version=version,
        as_of=as_of,
        finished_at=timezone.now(),
        firms=firms,
        opportunities=opportunities,
        pairs=pairs,
        seconds=round(time.monotonic() - started, 3),
    )


def has_moved_on(run: Run) -> bool:
    """As many single changes since the words were counted as half of all texts, and ten."""
    return run.changes > (run.firms + run.opportunities) // 2 + 10


def count_words_if_due() -> None:
    """Once a day, and when much has changed, count anew how rare each word is among all texts."""
    run = Run.objects.get_or_create(pk=1)[0]
    counted = WordCount.objects.filter(pk=1, counted_at__isnull=False).first()
    today = counted is not None and timezone.localdate(counted.counted_at) == timezone.localdate()
    if not today or has_moved_on(run):
        adapters.count_words(adapters.firms(), sources.opportunities())
        Run.objects.filter(pk=1).update(changes=0)
