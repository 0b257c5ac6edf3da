import pytest
from django.contrib.auth.models import AnonymousUser

from organisations import access
from organisations.models import Membership, User
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_nobody_and_a_visitor_hold_no_place():
    for user in (None, AnonymousUser(), make.make_user()):
        assert access.places(user) == access.NOWHERE


def test_a_superuser_counts_as_secretariat():
    assert access.is_secretariat(make.make_superuser())
    assert not access.is_secretariat(make.make_user(is_staff=True))


def test_offices_and_firms_come_from_live_memberships():
    office, firm = make.make_office(), make.make_firm()
    person = make.make_officer(office)
    Membership.objects.create(user=person, role="firm", firm=firm)
    assert access.office_ids(person) == {office.pk}
    assert access.firm_ids(person) == {firm.pk}
    assert not access.is_secretariat(person)


@pytest.mark.parametrize("what", ["membership", "account", "firm"])
def test_a_place_that_is_switched_off_opens_no_door(what):
    firm = make.make_firm()
    person = make.make_contact(firm)
    if what == "membership":
        Membership.objects.filter(user=person).update(is_active=False)
    elif what == "account":
        person.is_active = False
        person.save()
    else:
        firm.is_active = False
        firm.save()
    assert access.firm_ids(User.objects.get(pk=person.pk)) == frozenset()


def test_an_account_switched_off_is_no_secretariat_even_as_superuser():
    assert not access.is_secretariat(make.make_superuser(is_active=False))


def test_one_user_object_costs_one_query_however_often_it_is_asked(django_assert_num_queries):
    person = make.make_contact()
    with django_assert_num_queries(1):
        for _ in range(3):
            access.is_secretariat(person)
            access.office_ids(person)
            access.firm_ids(person)


def test_what_was_read_can_be_forgotten():
    person = make.make_user()
    assert not access.firm_ids(person)
    Membership.objects.create(user=person, role="firm", firm=make.make_firm())
    assert not access.firm_ids(person)
    access.forget(person)
    assert access.firm_ids(person)
