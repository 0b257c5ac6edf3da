"""Writing to matching: bring the stored lists up to date, and note what a side says of a pair.

Every service makes the state right from what the database holds now, so it may run twice or late. Writers
take turns on the one row of `Run`; a list is never seen half written.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

import jobs
from matching import adapters, feedback, sources
from matching.models import LIST_LENGTH, Match, Reaction, Reason, Run, Side, Verdict
from matching.pairs import Lists, Pair, Scoring
from matching.parts import services as parts
from matching.standing import OF_FIRM, OF_OPPORTUNITY, Axis, Overtaken, mend_one, write_all
from matching.turns import count_words_if_due, generation, has_moved_on, note_run, take_turn
from organisations import access

if TYPE_CHECKING:
    from matching.types import Exclusion

Progress = Callable[[int, int | None], None]
ATTEMPTS = 3  # full runs computed beside other writers before one computes with all of them waiting


def is_current() -> bool:
    """Whether the lists were computed for today (deadlines move with the day) by the present scorer."""
    run = Run.objects.filter(pk=1).first()
    return (
        run is not None
        and run.as_of == timezone.localdate()
        and run.scorer_version == adapters.scorer_version()
        and not has_moved_on(run)
    )


def match_firm(*, firm_id: int) -> int:
    """Bring a firm's list, and every opportunity's list it touches, up to date. Rows written or dropped.

    A firm that has gone, sleeps or takes no recommendations leaves all lists. Equal to `match_all`.
    """
    return _match_one(OF_FIRM, firm_id)


def match_opportunity(*, opportunity_id: int) -> int:
    """Bring an opportunity's list, and every firm's list it touches, up to date. Rows written or dropped.

    One that is closed, withdrawn or gone leaves all lists. Equal to `match_all`.
    """
    return _match_one(OF_OPPORTUNITY, opportunity_id)


def _match_one(axis: Axis, owner: int) -> int:
    of_firm = axis is OF_FIRM

    def pairs_of(ids: list[int], *, are_firms: bool) -> list[Pair]:
        if are_firms:
            return scoring.pairs(adapters.firms(ids), sources.opportunities())
        return scoring.pairs(adapters.firms(), sources.opportunities(ids))

    if not is_current():
        return everything()
    try:
        with transaction.atomic():
            take_turn()
            Run.objects.filter(pk=1).update(changes=F("changes") + 1)
            parts.note_change("matching.match_firm" if of_firm else "matching.match_opportunity", owner)
            scoring = adapters.scoring()
            return mend_one(
                axis,
                owner,
                pairs_of([owner], are_firms=of_firm),
                refill=lambda ids: pairs_of(ids, are_firms=not of_firm),
                version=scoring.version,
                length=LIST_LENGTH,
            )
    except Overtaken:
        return everything()


def everything(progress: Progress | None = None) -> int:
    """Bring all lists up to date: here, or, when there are too many firms for one job, as a run in parts.

    How many pairs are stored now; 0 when that is left to the parts.
    """
    if not parts.is_worthwhile():
        return match_all(progress)
    parts.plan()
    return 0


def match_all(progress: Progress | None = None) -> int:
    """Compute every list anew and store what differs. How many pairs are stored.

    The computing is done while others may write; when somebody did, it is done again, at last in one's turn.
    Once a day, and when much has changed, the words of all texts are counted anew before.
    """
    started = time.monotonic()
    count_words_if_due()
    for attempt in range(ATTEMPTS + 1):
        seen = generation()
        computed = _compute(progress) if attempt < ATTEMPTS else None
        with transaction.atomic():
            if take_turn() != seen + 1 and computed is not None:
                transaction.set_rollback(True)
                continue
            lists, scoring, firms, opportunities = computed or _compute(progress)
            pairs = write_all(lists, version=scoring.version)
            note_run(
                version=scoring.version,
                as_of=timezone.localdate(),
                firms=firms,
                opportunities=opportunities,
                pairs=pairs,
                started=started,
            )
            return pairs
    raise AssertionError("unreachable: the last attempt holds the turn")


@transaction.atomic
def mark_stale() -> None:
    """Somebody on a list is being deleted, and his rows with him: have everything computed anew."""
    Run.objects.filter(pk=1).update(as_of=None, generation=F("generation") + 1)
    jobs.enqueue("matching.match_all", "all")


def _compute(progress: Progress | None) -> tuple[Lists, Scoring, int, int]:
    scoring = adapters.scoring()
    firms = adapters.firms()
    opportunities = sources.opportunities()
    lists = scoring.lists(firms, opportunities, LIST_LENGTH)
    firm_count = len({adapters.firm_pk(firm) for firm in firms})
    if progress:
        progress(firm_count, firm_count)
    return lists, scoring, firm_count, len(opportunities)


@transaction.atomic
def react(
    *,
    firm_id: int,
    opportunity_id: int,
    verdict: str,
    actor: Any,
    side: str = "",
    reason: str = "",
    note: str = "",
) -> Reaction:
    """Note what a side says of a pair; saying it again replaces what it said before.

    `side` is "firm" (only its own people) or "secretariat" (only the secretariat); left out, it follows from
    the actor. A firm's `not_relevant` needs a reason and keeps the pair off its next lists. Raises
    PermissionDenied, ValidationError.
    """
    side = _side_of(actor, firm_id, side)
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Say whether it interests you or is not relevant.")})
    if verdict == Verdict.NOT_RELEVANT and reason not in Reason.values:
        raise ValidationError({"reason": _("Choose a reason: it changes what is recommended next.")})
    match = Match.objects.filter(firm=firm_id, opportunity=opportunity_id).first()
    before = Reaction.objects.filter(firm=firm_id, opportunity=opportunity_id, side=side).first()
    if match is None and before is None:
        raise ValidationError(_("This pair is on no list any more. The posting may have changed or closed."))
    row, _created = Reaction.objects.update_or_create(
        firm_id=firm_id,
        opportunity_id=opportunity_id,
        side=side,
        defaults={
            "verdict": verdict,
            "reason": reason if verdict == Verdict.NOT_RELEVANT else "",
            "note": note.strip()[:300],
            "by": actor,
            "at": timezone.now(),
            "about": adapters.about(opportunity_id) or (before.about if before else {}),
            **(feedback.snapshot(match) if match else {}),
        },
    )
    if side == Side.FIRM:  # a dismissal is a constraint, and either answer is a past dealing
        enqueue_firm(firm_id)
    return row


@transaction.atomic
def take_back(*, firm_id: int, opportunity_id: int, actor: Any, side: str = "") -> bool:
    """Forget what a side said of a pair; `side` as for `react`. Whether there was anything."""
    side = _side_of(actor, firm_id, side)
    gone, _rows = Reaction.objects.filter(firm=firm_id, opportunity=opportunity_id, side=side).delete()
    if gone and side == Side.FIRM:
        enqueue_firm(firm_id)
    return bool(gone)


def explain(*, firm_id: int, opportunity_id: int) -> tuple[Match | None, Exclusion | None]:
    """The pair as it stands: the stored row, else one computed now (unsaved); or what keeps the two apart.

    (None, None) when either of them cannot be matched at all any more.
    """
    row = Match.objects.filter(firm=firm_id, opportunity=opportunity_id).select_related("intent").first()
    records, posted = adapters.firms([firm_id]), sources.opportunities([opportunity_id])
    if not records or not posted:
        return None, None
    if row is not None and is_current():
        return row, None
    scoring = adapters.scoring()
    found = scoring.pairs(records, posted)
    if not found:
        return None, scoring.exclusion(records, posted[0])
    pair = found[0]
    fresh = Match(firm_id=firm_id, opportunity_id=opportunity_id, intent_id=pair.intent_id, score=pair.score)
    fresh.scorer_version = scoring.version
    for name, value in pair.explain().items():
        setattr(fresh, name, value)
    return fresh, None


def _side_of(actor: Any, firm_id: int, side: str) -> str:
    if firm_id in access.firm_ids(actor) and side in ("", Side.FIRM):
        return Side.FIRM
    if access.is_secretariat(actor) and side in ("", Side.SECRETARIAT):
        return Side.SECRETARIAT
    raise PermissionDenied


def enqueue_firm(firm_id: int) -> None:
    """Match this firm after the caller's transaction."""
    jobs.enqueue("matching.match_firm", str(firm_id))
