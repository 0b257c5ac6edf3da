import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from organisations.models import Membership
from organisations.services import account_rename, membership_deactivate, membership_save
from tests import factories as make

from .listening import heard

pytestmark = pytest.mark.django_db


def test_the_secretariat_takes_a_place_away_once():
    secretary, person = make.make_secretary(), make.make_contact()
    membership = person.memberships.get()
    with heard() as said:
        membership_deactivate(membership=membership, actor=secretary)
        membership_deactivate(membership=membership, actor=secretary)
    membership.refresh_from_db()
    assert not membership.is_active
    assert said == [("membership", person.pk)]


def test_nobody_else_does():
    membership = make.make_contact().memberships.get()
    for person in (membership.user, make.make_officer(), make.make_user()):
        with pytest.raises(PermissionDenied):
            membership_deactivate(membership=membership, actor=person)
        with pytest.raises(PermissionDenied):
            membership_save(membership=membership, values={"title": "x"}, actor=person)


def test_the_last_secretary_stays():
    secretary = make.make_secretary()
    own = secretary.memberships.get()
    for service in (
        lambda: membership_deactivate(membership=own, actor=secretary),
        lambda: membership_save(membership=own, values={"is_active": False}, actor=secretary),
    ):
        with pytest.raises(ValidationError):
            service()
    make.make_secretary()
    membership_deactivate(membership=own, actor=secretary)


def test_a_place_is_given_to_an_account_that_exists():
    user, office, secretary = make.make_user(), make.make_office(), make.make_secretary()
    with heard() as said:
        membership_save(
            membership=None,
            values={"user": user, "role": "officer", "office": office},
            actor=secretary,
        )
    assert said == [("membership", user.pk)]


def test_the_same_place_is_not_given_twice_not_even_past_the_forms():
    firm = make.make_firm()
    person = make.make_contact(firm)
    values = {"user": person, "role": "firm", "firm": firm}
    with pytest.raises(ValidationError):
        membership_save(membership=None, values=values, actor=make.make_secretary())
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**values)


def test_people_change_their_own_name_and_the_secretariat_everybodys():
    person = make.make_contact()
    account_rename(user=person, name=" 王五 ", actor=person)
    person.refresh_from_db()
    assert person.name == "王五"
    with pytest.raises(PermissionDenied):
        account_rename(user=person, name="x", actor=make.make_contact())
    account_rename(user=person, name="赵六", actor=make.make_secretary())
