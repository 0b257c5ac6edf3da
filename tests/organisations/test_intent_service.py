from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from organisations.models import Intent
from organisations.services import StaleError, intent_close, intent_reopen, intent_save
from tests import factories as make

from .listening import heard

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_a_firm_writes_an_intent_and_others_hear_of_it():
    firm = make.make_firm()
    person = make.make_contact(firm)
    with heard() as said:
        intent = intent_save(
            intent=None,
            firm=firm,
            values={"title": "建厂", "budget_max_wan": 500, "target_regions": [make.a_region("510300")]},
            actor=person,
        )
    assert intent.state == Intent.State.CURRENT
    assert said == [("firm", firm.pk)]


def test_nobody_else_does():
    intent = make.make_intent()
    for person in (make.make_contact(), make.make_officer(), make.make_user()):
        for change in (
            lambda who=person: intent_save(intent=intent, firm=intent.firm, values={}, actor=who),
            lambda who=person: intent_close(intent=intent, actor=who),
            lambda who=person: intent_reopen(intent=intent, actor=who),
        ):
            with pytest.raises(PermissionDenied):
                change()


def test_an_intent_is_not_carried_off_to_another_firm_by_a_contact_of_only_one():
    intent, other = make.make_intent(), make.make_firm()
    with pytest.raises(PermissionDenied):
        intent_save(intent=intent, firm=other, values={"title": "x"}, actor=make.make_contact(other))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"budget_min_wan": 5, "budget_max_wan": 4}, "budget_max_wan"),
        ({"budget_min_wan": -1}, "budget_min_wan"),
        ({"budget_max_wan": -1}, "budget_max_wan"),
        ({"land_min_mu": 5, "land_max_mu": 4}, "land_max_mu"),
        ({"land_max_mu": -4}, "land_max_mu"),
        ({"modes": ["marriage"]}, "modes"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_refused_by_name_of_the_field_and_nothing_is_saved(values, field):
    intent = make.make_intent(budget_min_wan=None, budget_max_wan=None)
    with pytest.raises(ValidationError) as caught:
        intent_save(
            intent=intent, firm=intent.firm, values={"text": "新", **values}, actor=make.make_secretary()
        )
    assert set(caught.value.error_dict) == {field}
    intent.refresh_from_db()
    assert intent.text == ""


def test_a_save_over_a_newer_version_is_refused():
    intent = make.make_intent()
    with pytest.raises(StaleError):
        intent_save(
            intent=intent,
            firm=intent.firm,
            values={"title": "晚了"},
            actor=make.make_contact(intent.firm),
            seen=intent.updated_at - timedelta(seconds=1),
        )


def test_closing_twice_is_told_once_and_reopening_again():
    intent = make.make_intent()
    person = make.make_contact(intent.firm)
    with heard() as said:
        intent = intent_close(intent=intent, actor=person)
        intent = intent_close(intent=intent, actor=person)
        assert intent.state == Intent.State.CLOSED
        intent = intent_reopen(intent=intent, actor=person)
    assert intent.state == Intent.State.CURRENT
    assert said == [("firm", intent.firm_id)] * 2


def test_an_intent_past_its_last_day_reopens_only_with_a_new_one():
    yesterday, tomorrow = TODAY() - timedelta(days=1), TODAY() + timedelta(days=1)
    intent = make.make_intent(is_active=False, valid_until=yesterday)
    person = make.make_contact(intent.firm)
    with pytest.raises(ValidationError) as caught:
        intent_reopen(intent=intent, actor=person)
    assert set(caught.value.error_dict) == {"valid_until"}
    assert intent_reopen(intent=intent, actor=person, valid_until=tomorrow).state == Intent.State.CURRENT


def test_the_last_day_still_counts_and_the_queryset_agrees_with_the_state():
    last_day = make.make_intent(valid_until=TODAY())
    over = make.make_intent(valid_until=TODAY() - timedelta(days=1))
    closed = make.make_intent(is_active=False)
    open_ended = make.make_intent()
    assert set(Intent.objects.current()) == {last_day, open_ended}
    assert [i.state for i in (last_day, over, closed)] == ["current", "expired", "closed"]
