"""Plan, do the parts, merge.  Each step makes the state right: twice, late, or on another machine."""

from __future__ import annotations

import dataclasses
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import jobs
from matching import adapters, sources
from matching.models import LIST_LENGTH
from matching.pairs import Lists, Pair, PairKey
from matching.parts.models import MatchPart, PartChange
from matching.parts.packing import merge, pack, unpack
from matching.standing import write_all
from matching.turns import count_words_if_due, note_run, take_turn


def is_worthwhile() -> bool:
    """Whether there are more firms than one job should hold (MATCHING_PART_FIRMS)."""
    return adapters.matchable().count() > int(settings.MATCHING_PART_FIRMS)


def plan() -> str:
    """Begin a full run: divide the firms, enter a job for each part.  The name of the run.

    A run that is on its way is given up: its jobs find their part gone.
    """
    count_words_if_due()
    run, as_of, version = uuid.uuid4().hex, timezone.localdate(), adapters.scorer_version()
    with transaction.atomic():
        take_turn()
        MatchPart.objects.all().delete()
        keys = list(adapters.matchable().order_by("pk").values_list("pk", flat=True))
        size = settings.MATCHING_PART_FIRMS
        for number, start in enumerate(range(0, max(len(keys), 1), size)):
            part = keys[start : start + size] or [0]
            MatchPart.objects.create(
                run=run, number=number, first=part[0], last=part[-1], as_of=as_of, scorer_version=version
            )
            jobs.enqueue("matching.part", f"{run}/{number}")
    return run


def do_part(key: str) -> None:
    """Find the lists of one part's firms ("run/number"), and have all merged when it was the last.

    A part that is gone belongs to a run that was given up.  Another day or other weights begin a new run.
    """
    run, _, number = key.partition("/")
    part = MatchPart.objects.filter(run=run, number=int(number)).first()
    if part is None:
        return
    if part.done_at is None:
        scoring = adapters.scoring()
        if (scoring.version, timezone.localdate()) != (part.scorer_version, part.as_of):
            jobs.enqueue("matching.match_all", "all")
            return
        ids = adapters.matchable().filter(pk__gte=part.first, pk__lte=part.last).values_list("pk", flat=True)
        lists = scoring.lists(adapters.firms(list(ids)), sources.opportunities(), LIST_LENGTH)
        MatchPart.objects.filter(pk=part.pk).update(found=pack(lists), done_at=timezone.now())
    if not MatchPart.objects.filter(run=run, done_at=None).exists():
        jobs.enqueue("matching.merge", run)


def do_merge(run: str) -> int:
    """Store the merged lists, and have whoever changed meanwhile brought in again.  How many pairs."""
    started = time.monotonic()
    with transaction.atomic():
        take_turn()
        parts = list(MatchPart.objects.filter(run=run))
        if not parts or any(part.done_at is None for part in parts):
            return 0
        scoring = adapters.scoring()
        if (scoring.version, timezone.localdate()) != (parts[0].scorer_version, parts[0].as_of):
            jobs.enqueue("matching.match_all", "all")
            return 0
        firms, opportunities = adapters.firms(), sources.opportunities()
        found = merge((unpack(bytes(part.found or b"")) for part in parts), LIST_LENGTH)
        try:
            lists = _explained(found, scoring.explainer(firms, opportunities))
        except LookupError:  # somebody listed has left meanwhile, and nobody here knows who moves up
            jobs.enqueue("matching.match_all", "all")
            return 0
        pairs = write_all(lists, version=scoring.version)
        note_run(
            version=scoring.version,
            as_of=parts[0].as_of,
            firms=len({one.id for one in firms}),
            opportunities=len(opportunities),
            pairs=pairs,
            started=started,
        )
        for kind, owner in PartChange.objects.values_list("kind", "owner"):
            jobs.enqueue(kind, str(owner))
        PartChange.objects.all().delete()
        MatchPart.objects.all().delete()
    return pairs


def is_on_its_way() -> bool:
    """Whether a run of today by the present scorer is being done in parts."""
    present = {"as_of": timezone.localdate(), "scorer_version": adapters.scorer_version()}
    return MatchPart.objects.filter(**present).exists()


def note_change(kind: str, owner: int) -> None:
    """Remember, inside the turn, that `owner` was brought in while a full run may not have seen it."""
    if MatchPart.objects.exists():
        PartChange.objects.get_or_create(kind=kind, owner=owner)


def _explained(lists: Lists, explain: Callable[[Pair], Callable[[], dict[str, Any]]]) -> Lists:
    """The same lists with the sentences within reach.  Raises LookupError."""
    made: dict[PairKey, Pair] = {}

    def one(pair: Pair) -> Pair:
        if pair.key not in made:
            made[pair.key] = dataclasses.replace(pair, explain=explain(pair))
        return made[pair.key]

    return Lists(
        {owner: [one(pair) for pair in listed] for owner, listed in lists.firms.items()},
        {owner: [one(pair) for pair in listed] for owner, listed in lists.opportunities.items()},
    )
