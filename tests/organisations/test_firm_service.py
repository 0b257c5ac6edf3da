from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from organisations.services import StaleError, firm_save, office_save
from tests import factories as make

from .listening import heard

pytestmark = pytest.mark.django_db


def test_a_contact_changes_fields_and_relations_of_its_own_firm():
    firm = make.make_firm(sectors=())
    person = make.make_contact(firm)
    region, sector = make.a_region("510300"), make.a_sector("energy")
    with heard() as said:
        firm_save(
            firm=firm,
            values={"profile": "光伏", "target_regions": [region], "sectors": [sector]},
            actor=person,
        )
    firm.refresh_from_db()
    assert firm.profile == "光伏"
    assert list(firm.target_regions.all()) == [region]
    assert list(firm.sectors.all()) == [sector]
    assert said == [("firm", firm.pk)]
    entry = ModelLogEntry.objects.for_instance(firm).get()
    assert (entry.action, entry.user) == ("wagtail.edit", person)


def test_another_firms_contact_an_officer_and_a_visitor_may_not():
    firm = make.make_firm()
    for person in (make.make_contact(), make.make_officer(), make.make_user()):
        with pytest.raises(PermissionDenied):
            firm_save(firm=firm, values={"profile": "x"}, actor=person)


@pytest.mark.parametrize("field", ["is_active", "group_member", "committee"])
def test_what_the_chamber_says_of_a_firm_the_firm_does_not_change(field):
    firm = make.make_firm()
    with pytest.raises(PermissionDenied):
        firm_save(firm=firm, values={field: None}, actor=make.make_contact(firm))


def test_only_the_secretariat_adds_a_firm():
    values = {"name": "新会员", "credit_code": make.a_credit_code()}
    with pytest.raises(PermissionDenied):
        firm_save(firm=None, values=values, actor=make.make_contact())
    firm = firm_save(firm=None, values=values, actor=make.make_secretary())
    assert firm.pk


def test_a_code_that_another_firm_has_is_refused_by_name_of_the_field():
    taken = make.make_firm().credit_code
    with pytest.raises(ValidationError) as caught:
        firm_save(firm=None, values={"name": "x", "credit_code": taken}, actor=make.make_secretary())
    assert set(caught.value.error_dict) == {"credit_code"}


def test_a_save_over_a_newer_version_is_refused_and_changes_nothing():
    firm = make.make_firm()
    person = make.make_contact(firm)
    with heard() as said, pytest.raises(StaleError) as caught:
        firm_save(
            firm=firm, values={"name": "晚了"}, actor=person, seen=firm.updated_at - timedelta(seconds=1)
        )
    firm.refresh_from_db()
    assert firm.name != "晚了"
    assert caught.value.current == firm
    assert said == []


def test_switching_a_firm_or_an_office_off_is_told_for_each_of_its_people():
    firm, office, secretary = make.make_firm(), make.make_office(), make.make_secretary()
    contact, officer = make.make_contact(firm), make.make_officer(office)
    with heard() as said:
        firm_save(firm=firm, values={"is_active": False}, actor=secretary)
        office_save(office=office, values={"is_active": False}, actor=secretary)
        office_save(office=office, values={"phone": "0813"}, actor=secretary)
    assert said == [
        ("membership", contact.pk),
        ("firm", firm.pk),
        ("membership", officer.pk),
        ("office", office.pk),
    ]


def test_an_offices_new_name_is_told_and_its_new_telephone_is_not():
    office, secretary = make.make_office(), make.make_secretary()
    with heard() as said:
        office_save(office=office, values={"name": "荣县投资促进中心"}, actor=secretary)
        office_save(office=office, values={"phone": "0813-6200000"}, actor=secretary)
    assert said == [("office", office.pk)]


def test_only_the_secretariat_saves_an_office():
    with pytest.raises(PermissionDenied):
        office_save(office=make.make_office(), values={"phone": "1"}, actor=make.make_officer())
