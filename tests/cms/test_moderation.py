import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import WorkflowState

from cms import moderation, services
from cms.models import OpportunityPage, Review
from cms.scoring import CRITERIA


def marks(*four: int) -> dict[str, int]:
    return dict(zip(CRITERIA, four, strict=True))


@pytest.fixture
def waiting(site, fields):
    draft = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    services.submit(page=draft, actor=site.officer_a)
    return OpportunityPage.objects.get(pk=draft.pk)


def score(page, *four, reviewer, reason="写清楚用电容量。"):
    return moderation.review(
        page=page,
        task_state=moderation.task_state_of(page),
        scores=marks(*four),
        reason=reason,
        reviewer=reviewer,
    )


def again(page):
    return OpportunityPage.objects.get(pk=page.pk)


def test_ten_points_publish(site, waiting):
    review = score(waiting, 3, 3, 2, 2, reviewer=site.secretary, reason="")
    page = again(waiting)
    assert review.decision == "publish"
    assert review.total == 10
    assert page.live
    assert page.current_workflow_state is None


def test_fewer_hold_and_the_office_mends_and_submits_again(site, waiting):
    score(waiting, 3, 3, 2, 1, reviewer=site.secretary)
    page = again(waiting)
    assert not page.live
    assert list(OpportunityPage.objects.held()) == [page]
    assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert page.permissions_for_user(site.officer_a).can_edit()
    assert not page.permissions_for_user(site.officer_a).page_locked()

    services.submit(page=page, actor=site.officer_a)
    assert again(page).workflow_in_progress
    assert WorkflowState.objects.for_instance(page).count() == 1  # the same moderation goes on
    score(again(page), 4, 4, 4, 4, reviewer=site.secretary)
    assert again(page).live
    assert [review.decision for review in page.reviews.all()] == ["publish", "hold"]


def test_a_single_nought_holds_whatever_the_sum(site, waiting):
    assert score(waiting, 5, 5, 5, 0, reviewer=site.secretary).decision == "hold"
    assert not again(waiting).live


def test_fewer_than_five_reject_and_another_try_is_a_new_submission(site, waiting):
    score(waiting, 1, 1, 1, 1, reviewer=site.secretary)
    page = again(waiting)
    assert page.current_workflow_state is None
    assert not OpportunityPage.objects.held().exists()
    services.submit(page=page, actor=site.officer_a)
    assert WorkflowState.objects.for_instance(page).count() == 2


def test_the_reason_goes_back_to_the_office(site, waiting):
    score(waiting, 2, 2, 2, 2, reviewer=site.secretary)
    (review,) = Review.objects.for_office(site.office_a).latest_of_each()
    assert review.reason == "写清楚用电容量。"
    assert review.reviewer == site.secretary
    assert not Review.objects.for_office(site.office_b).exists()
    history = waiting.workflow_states.get().task_states.get().get_comment()
    assert "写清楚用电容量。" in history
    assert "8/20" in history


def test_no_reason_no_refusal(site, waiting):
    with pytest.raises(ValidationError) as refused:
        score(waiting, 2, 2, 2, 2, reviewer=site.secretary, reason="  ")
    assert "reason" in refused.value.message_dict
    assert not Review.objects.exists()
    assert again(waiting).workflow_in_progress


@pytest.mark.parametrize("wrong", [{"truth": 6}, {"truth": -1}, {"truth": "x"}, {"truth": None}])
def test_impossible_marks_are_named(site, waiting, wrong):
    with pytest.raises(ValidationError) as refused:
        moderation.review(
            page=waiting,
            task_state=moderation.task_state_of(waiting),
            scores=marks(3, 3, 3, 3) | wrong,
            reason="",
            reviewer=site.secretary,
        )
    assert list(refused.value.message_dict) == ["truth"]


def test_offices_and_firms_cannot_review(site, waiting):
    for person in (site.officer_a, site.officer_b, site.contact):
        with pytest.raises(PermissionDenied):
            score(waiting, 5, 5, 5, 5, reviewer=person)
        assert not moderation.waiting_for(person).exists()
    assert moderation.waiting_for(site.secretary).count() == 1


def test_a_posting_is_decided_once(site, waiting):
    step = moderation.task_state_of(waiting)
    score(waiting, 5, 5, 5, 5, reviewer=site.secretary)
    with pytest.raises(ValidationError) as refused:
        moderation.review(
            page=waiting, task_state=step, scores=marks(1, 1, 1, 1), reason="x", reviewer=site.secretary
        )
    assert refused.value.code == "decided"
    assert Review.objects.count() == 1


def test_marks_for_one_page_do_not_count_for_another(site, waiting, fields):
    other = services.draft_opportunity(office=site.office_b, fields=fields, actor=site.officer_b)
    with pytest.raises(ValidationError):
        moderation.review(
            page=other,
            task_state=moderation.task_state_of(waiting),
            scores=marks(5, 5, 5, 5),
            reason="",
            reviewer=site.secretary,
        )


def test_approving_past_the_marks_does_nothing(site, waiting):
    step = moderation.task_state_of(waiting)
    step.task.specific.on_action(step, site.secretary, "approve")
    assert not again(waiting).live
    assert step.task.specific.get_actions(waiting, site.secretary)[0][0] == "score"
    assert step.task.specific.get_actions(waiting, site.officer_a) == []


def test_while_it_waits_the_office_cannot_edit_and_the_secretariat_can(site, waiting):
    assert waiting.permissions_for_user(site.officer_a).page_locked()
    assert not waiting.permissions_for_user(site.secretary).page_locked()
