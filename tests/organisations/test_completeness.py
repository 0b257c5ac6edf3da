import pytest

from organisations.completeness import firm_hints, intent_hints
from organisations.models import Firm, Intent
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_empty_firm_is_told_everything_and_a_full_one_nothing():
    empty = Firm.objects.create(name="空")
    assert [hint.field for hint in firm_hints(empty)] == [
        "sectors", "industries", "target_regions", "hometown_region", "business_region", "profile",
        "credit_code", "contact_name",
    ]  # fmt: skip
    full = make.make_firm(
        industries=("1432",),
        target_regions=("510300",),
        profile="做预制菜和冷链仓储，年产三千吨，客户在浙江和四川。",
        contact_name="李明",
        contact_phone="138 0000 0000",
    )
    assert firm_hints(full) == []


def test_an_intent_is_told_what_is_missing():
    bare = Intent.objects.create(firm=make.make_firm(), title="建厂")
    assert [hint.field for hint in intent_hints(bare)] == [
        "industries", "budget_min_wan", "target_regions", "modes", "text", "valid_until",
    ]  # fmt: skip
