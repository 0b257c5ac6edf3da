"""Pairs that a constraint keeps apart: whom a posting cannot have, and why a posting is on no list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from matching import adapters, sources
from matching.models import Match, Run
from matching.types import Exclusion

MOST = 3_000  # records of firms that are looked at for one page


@dataclass(frozen=True, slots=True)
class RuledOut:
    firm_id: int
    exclusion: Exclusion


class TooManyError(Exception):
    """More firms than one page looks at. Cure: ask about one firm."""


def firms_ruled_out(opportunity_id: int) -> list[RuledOut]:
    """The firms that a constraint keeps from this posting, in the order of their ids; computed now.

    Raises TooManyError. A posting that cannot be matched at all (closed, withdrawn) has none.
    """
    posted = sources.opportunities([opportunity_id])
    run = Run.objects.filter(pk=1).first()
    if run is not None and run.firms > MOST:
        raise TooManyError
    if not posted:
        return []
    scoring, found = adapters.scoring(), []
    for firm_id, records in groupby(adapters.firms(), key=adapters.firm_pk):
        why = scoring.exclusion(list(records), posted[0])
        if why is not None:
            found.append(RuledOut(firm_id, why))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a posting stands for a firm: on its list (`match`), ruled out (`exclusion`), or below its end.

    `score` is that of a pair that is not on the list; `last` that of the list's last place, 0 without one.
    `is_open` False: the posting cannot be matched at present.
    """

    opportunity_id: int
    match: Match | None = None
    exclusion: Exclusion | None = None
    score: float | None = None
    last: float = 0.0
    is_open: bool = True


def standing_of(firm_id: int, opportunity_ids: Iterable[int]) -> dict[int, Standing]:
    """Each of these postings for one firm; where it is on no list computed now. Constant queries."""
    ids = list(opportunity_ids)
    listed = {
        row.opportunity_id: row for row in Match.objects.of_firm(firm_id).filter(opportunity_id__in=ids)
    }
    last = Match.objects.of_firm(firm_id).values_list("score", flat=True).reverse().first() or 0.0
    records = adapters.firms([firm_id])
    rest = [pk for pk in ids if pk not in listed]
    posted = {int(one.id): one for one in sources.opportunities(rest)}
    scoring = adapters.scoring()
    paired = scoring.pairs(records, posted.values())
    scores = {pair.opportunity_id: pair.score for pair in paired}
    found = {}
    for pk in ids:
        if pk in listed:
            found[pk] = Standing(pk, match=listed[pk])
        elif pk not in posted:
            found[pk] = Standing(pk, is_open=False)
        elif pk in scores:
            found[pk] = Standing(pk, score=scores[pk], last=last)
        else:
            found[pk] = Standing(pk, exclusion=scoring.exclusion(records, posted[pk]))
    return found
