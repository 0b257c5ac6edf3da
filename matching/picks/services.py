"""Drawing a week's picks, taking one off and putting it back, releasing them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import adapters, sources
from matching.allocation import Candidates, Rules, allocate, measure, others
from matching.models import Match, MatchQuerySet, Reaction
from matching.picks.models import Pick, PickWeek, monday_of
from organisations import access

NOT_AGAIN_WEEKS = 8
"""A pair that was shown is not picked again for so long: it stays on the firm's own list meanwhile."""


def this_monday() -> dt.date:
    return monday_of(timezone.localdate())


def draw(*, actor: Any = None, rules: Rules | None = None, monday: dt.date | None = None) -> PickWeek:
    """Draw a week's picks (this week's), anew if they were drawn before; what was taken off stays off.

    Without `rules` those of the last drawing hold.  `actor` None is the weekly job.  Raises PermissionDenied
    for anybody but the secretariat; ValidationError when the week is released: firms have seen it.
    """
    _may(actor)
    monday = monday or this_monday()
    with transaction.atomic():
        week, _made = PickWeek.objects.get_or_create(monday=monday)
        _refuse_released(_locked(week.pk))
        rules = rules or last_rules()
        candidates, matches = _candidates(week, rules)
        chosen, alone = allocate(candidates, rules), others.independent(candidates, rules)
        unseen = np.setdiff1d(candidates.opportunities, candidates.opportunities[alone])
        week.picks.standing().delete()
        rows = []
        for firm, opportunity, number in zip(
            candidates.firms[chosen].tolist(),
            candidates.opportunities[chosen].tolist(),
            np.isin(candidates.opportunities[chosen], unseen).tolist(),
            strict=True,
        ):
            match = matches[candidates.firm_ids[firm], candidates.opportunity_ids[opportunity]]
            rows.append(
                Pick(
                    week=week,
                    firm_id=match.firm_id,
                    opportunity_id=match.opportunity_id,
                    score=match.score,
                    band=match.band,
                    own_rank=match.firm_rank,
                    only_look=number,
                )
            )
        Pick.objects.bulk_create(rows, batch_size=500)
        week.rules = dataclasses.asdict(rules)
        week.figures = dataclasses.asdict(measure(candidates, chosen, rules))
        week.alone = dataclasses.asdict(measure(candidates, alone, rules))
        week.scorer_version = adapters.scorer_version()
        week.drawn_at = timezone.now()
        week.save()
    return week


def draw_if_due() -> PickWeek | None:
    """Draw this week's picks unless that was done; for the periodic job."""
    if PickWeek.objects.filter(monday=this_monday()).exists():
        return None
    return draw()


@transaction.atomic
def take_off(*, pick_id: int, because: str, actor: Any) -> Pick:
    """Keep a pick from its firm, with the reason.

    Raises PermissionDenied, ValidationError, Pick.DoesNotExist.
    """
    _may(actor, needed=True)
    pick = Pick.objects.select_related("week").get(pk=pick_id)
    because = because.strip()[:200]
    if not because:
        raise ValidationError({"because": _("Say why it is taken off; the reason is kept.")})
    pick.removed_at, pick.removed_by, pick.removed_because = timezone.now(), actor, because
    pick.save(update_fields=["removed_at", "removed_by", "removed_because"])
    return pick


@transaction.atomic
def put_back(*, pick_id: int, actor: Any) -> Pick:
    """Undo `take_off`."""
    _may(actor, needed=True)
    pick = Pick.objects.select_related("week").get(pk=pick_id)
    pick.removed_at, pick.removed_by, pick.removed_because = None, None, ""
    pick.save(update_fields=["removed_at", "removed_by", "removed_because"])
    return pick


@transaction.atomic
def release(*, monday: dt.date, actor: Any) -> PickWeek:
    """Show a week's picks to their firms.  Done twice it changes nothing.

    Raises PermissionDenied; ValidationError when nothing was drawn for that week.
    """
    _may(actor, needed=True)
    week = PickWeek.objects.filter(monday=monday).first()
    if week is None or not week.picks.standing().exists():
        raise ValidationError(_("There is nothing to release: draw the picks of this week first."))
    waiting = PickWeek.objects.filter(pk=week.pk, released_at=None)
    waiting.update(released_at=timezone.now(), released_by=actor)
    week.refresh_from_db()
    return week


def last_rules() -> Rules:
    """The rules of the last drawing; the usual ones before the first, or where they no longer can be read."""
    week = PickWeek.objects.exclude(rules={}).first()
    try:
        return Rules(**week.rules) if week else Rules()
    except (TypeError, ValueError):
        return Rules()


def _candidates(week: PickWeek, rules: Rules) -> tuple[Candidates, dict[Any, Match]]:
    """The stored pairs that may be picked; beside them the same by (firm, opportunity)."""
    found = _open(week).filter(score__gte=rules.least).defer("findings").order_by("pk")
    matches = {(match.firm_id, match.opportunity_id): match for match in found}
    offices = {int(one.id): one.office for one in sources.opportunities() if one.office}
    pairs = [(*pair, match.score) for pair, match in matches.items()]
    return Candidates.of(pairs, office_of=offices), matches


def _open(week: PickWeek) -> MatchQuerySet:
    """Pairs nobody has said anything about, that were not shown lately and not taken off this week."""
    pair = {"firm": OuterRef("firm"), "opportunity": OuterRef("opportunity")}
    since = week.monday - dt.timedelta(weeks=NOT_AGAIN_WEEKS)
    shown = Pick.objects.standing().filter(
        week__released_at__isnull=False, week__monday__gte=since, week__monday__lt=week.monday, **pair
    )
    taken_off = Pick.objects.filter(week=week, removed_at__isnull=False, **pair)
    return Match.objects.to_introduce().filter(
        ~Exists(Reaction.objects.filter(**pair)), ~Exists(shown), ~Exists(taken_off)
    )


def _locked(week_id: int) -> PickWeek:
    """The week, held by a write until the transaction ends, so that no release comes between."""
    PickWeek.objects.filter(pk=week_id).update(drawn_at=timezone.now())
    return PickWeek.objects.get(pk=week_id)


def _refuse_released(week: PickWeek) -> None:
    if week.released_at:
        raise ValidationError(
            _("The picks of this week are released: firms have seen them. Take single ones off instead.")
        )


def _may(actor: Any, *, needed: bool = False) -> None:
    if (actor is None and needed) or (actor is not None and not access.is_secretariat(actor)):
        raise PermissionDenied
