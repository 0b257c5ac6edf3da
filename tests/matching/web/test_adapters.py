"""A firm's rows become records the core understands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching import adapters
from matching.models import Reaction, Side, Verdict
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_current_intent_is_a_record_of_its_own() -> None:
    firm = factories.make_firm()
    first = factories.make_intent(firm, target_regions=("510300",))
    second = factories.make_intent(firm, target_regions=("511500",))
    factories.make_intent(firm, is_active=False)
    factories.make_intent(firm, valid_until=timezone.localdate() - timedelta(days=1))
    records = adapters.firms()
    assert [(record.id, record.intent_id) for record in records] == [
        (str(firm.pk), str(first.pk)),
        (str(firm.pk), str(second.pk)),
    ]
    assert [record.target_region_codes for record in records] == [("510300",), ("511500",)]


def test_a_firm_without_an_intent_is_matched_by_its_profile() -> None:
    firm = factories.make_firm(target_regions=("510300",), industries=("1432",), profile="做速冻食品。")
    (record,) = adapters.firms()
    assert record.intent_id is None
    assert (record.gb4754, record.target_region_codes) == (("1432",), ("510300",))
    assert record.profile == "做速冻食品。"
    assert record.business_region_code == firm.business_region_id


def test_where_an_intent_is_silent_the_profile_speaks() -> None:
    firm = factories.make_firm(sectors=("agriculture",), industries=("1432",), target_regions=("510300",))
    factories.make_intent(firm, sectors=(), industries=(), target_regions=())
    (record,) = adapters.firms()
    assert (record.sectors, record.gb4754, record.target_region_codes) == (
        ("agriculture",),
        ("1432",),
        ("510300",),
    )


def test_an_intent_in_another_sector_leaves_the_present_industries_out() -> None:
    firm = factories.make_firm(sectors=("agriculture",), industries=("1432",))
    factories.make_intent(firm, sectors=("energy",), industries=())
    (record,) = adapters.firms()
    assert (record.sectors, record.gb4754) == (("energy",), ())


def test_firms_that_sleep_or_take_no_recommendations_are_left_out() -> None:
    factories.make_firm(is_active=False)
    factories.make_firm(is_opted_out=True)
    assert adapters.firms() == []


def test_what_a_firm_turned_down_goes_with_its_record() -> None:
    firm, page = factories.make_firm(), factories.make_opportunity()
    Reaction.objects.create(
        firm=firm, opportunity=page, side=Side.FIRM, verdict=Verdict.NOT_RELEVANT, reason="too_far"
    )
    other = factories.make_opportunity()
    Reaction.objects.create(firm=firm, opportunity=other, side=Side.FIRM, verdict=Verdict.INTERESTED)
    (record,) = adapters.firms()
    assert [pk for pk, _reason in record.dismissed] == [str(page.pk)]


def test_the_number_of_queries_does_not_grow_with_the_firms(django_assert_num_queries) -> None:
    for _ in range(4):
        factories.make_intent(factories.make_firm())
    with django_assert_num_queries(11):
        assert len(adapters.firms()) == 4
