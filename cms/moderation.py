"""审核: four marks become a decision, the decision is carried out, the reason goes back to the office.

publish  the task is approved, the workflow ends, the revision goes live (or waits for its day)
hold     the task sends the posting back; it stays in moderation until the office submits it again
reject   the same, and the workflow is over: another try is a new submission
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.models import OpportunityPage, Review, ScoringTask
from cms.scoring import CRITERIA, Decision, decide, total


def is_scored(page) -> bool:
    """Postings get marks; any other page is simply approved."""
    return issubclass(page.specific_class or type(page), OpportunityPage)


def may_review(*, task: ScoringTask, user) -> bool:
    return user.is_active and (user.is_superuser or task._user_in_groups(user))


def waiting_for(user):
    """The task states of postings `user` may score now, oldest first."""
    return (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__content_type__model="opportunitypage")
        .select_related("workflow_state", "revision")
        .order_by("started_at")
    )


def task_state_of(page) -> TaskState | None:
    """The step a posting waits at, None when it waits for nobody."""
    state = page.current_workflow_state
    if state is None or state.status != state.STATUS_IN_PROGRESS:
        return None
    return state.current_task_state.specific


@transaction.atomic
def review(*, page, task_state, scores: Mapping[str, int], reason: str, reviewer) -> Review:
    """Write the marks down and do what they say.

    `scores`: a mark from 0 to 5 by criterion (`cms.scoring.CRITERIA`).  Raises PermissionDenied unless
    `reviewer` belongs to the task; ValidationError, by field, for a missing or impossible mark, for a missing
    reason where the posting is not published, and when it was decided meanwhile.
    """
    # locked, so that of two reviewers pressing at the same moment one decides and the other is told
    task_state = TaskState.objects.select_for_update().get(pk=task_state.pk).specific
    task = task_state.task.specific
    if not isinstance(task, ScoringTask) or not may_review(task=task, user=reviewer):
        raise PermissionDenied
    state = task_state.workflow_state
    if state.object_id != str(page.pk) or not is_scored(page):
        raise ValidationError(_("This step belongs to another page."), code="other_page")
    if task_state.status != task_state.STATUS_IN_PROGRESS or state.current_task_state_id != task_state.pk:
        raise ValidationError(
            _("This posting has been decided meanwhile. Load the page again."), code="decided"
        )
    marks = _marks(scores)
    decision = decide(marks)
    reason = (reason or "").strip()
    if decision != Decision.PUBLISH and not reason:
        raise ValidationError(
            {"reason": _("These marks do not publish the posting, so the office has to be told why.")}
        )
    written = Review.objects.create(
        page_id=page.pk,
        task_state=task_state,
        revision=task_state.revision,
        total=total(marks),
        decision=decision,
        reason=reason,
        reviewer=reviewer,
        **marks,
    )
    comment = comment_of(written)
    if decision == Decision.PUBLISH:
        task_state.approve(user=reviewer, comment=comment)
        return written
    task_state.reject(user=reviewer, comment=comment)
    if decision == Decision.REJECT:
        state = type(state).objects.get(pk=state.pk)
        state.cancel(user=reviewer)
    return written


def comment_of(review: Review) -> str:
    """One line for the history: the decision, the marks, the reason."""
    marks = " · ".join(f"{label} {mark}" for label, mark in review.marks)
    line = f"{review.get_decision_display()} {review.total}/20 ({marks})"
    return f"{line}: {review.reason}" if review.reason else line


def _marks(scores: Mapping[str, object]) -> dict[str, int]:
    """Whole marks by criterion; what comes from a browser may be text."""
    marks, wrong = {}, {}
    for name in CRITERIA:
        try:
            mark = int(str(scores[name]))
        except (KeyError, ValueError):
            wrong[name] = _("Give a whole mark from 0 to 5.")
            continue
        if 0 <= mark <= 5:
            marks[name] = mark
        else:
            wrong[name] = _("Give a whole mark from 0 to 5.")
    if wrong:
        raise ValidationError(wrong)
    return marks
