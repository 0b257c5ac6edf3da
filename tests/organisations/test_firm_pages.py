"""A firm's own pages: profile and intents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.models import Firm, Intent, Membership
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return make.make_firm()


@pytest.fixture
def contact(client, firm):
    person = make.make_contact(firm)
    client.force_login(person)
    return person


def filled(page) -> dict:
    """What a browser would send back of a form it was shown."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        if value in (None, "", False):
            continue
        if isinstance(value, list | tuple) and not isinstance(value, str):
            value = [getattr(item, "pk", item) for item in value]
        data[field.html_name] = "on" if value is True else value
    return data


def test_the_profile_saves_every_kind_of_field(client, firm, contact):
    make.a_region("510321")
    for code in load_members("川南"):
        make.a_region(code)
    make.an_industry("1432")
    make.a_sector("energy")
    page = client.get(reverse("workbench:firm_profile"))
    data = filled(page) | {
        "business_region": "温州",
        "hometown_region": "自贡荣县",
        "target_regions": "川南\n温州",
        "industries": "1432、速冻食品制造",
        "sectors": ["energy"],
        "revenue_wan": "1.2亿",
        "founded_year": "2003",
        "credit_code": make.a_credit_code().lower(),
        "contact_phone": "0577-8800 0000",
    }
    answer = client.post(reverse("workbench:firm_profile"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    firm = Firm.objects.with_details().get(pk=firm.pk)
    assert firm.hometown_region_id == "510321"
    assert {region.pk for region in firm.target_regions.all()} == {*load_members("川南"), "330300"}
    assert [industry.pk for industry in firm.industries.all()] == ["1432"]
    assert [sector.pk for sector in firm.sectors.all()] == ["energy"]
    assert firm.revenue_wan == 12000


def load_members(group):
    from taxonomy.tree import current

    return current().regions.groups[group]


def test_a_form_sent_back_as_it_was_shown_changes_nothing(client, firm, contact):
    make.make_intent(firm)
    for name, args in (("workbench:firm_profile", []), ("workbench:intent", [Intent.objects.get().pk])):
        page = client.get(reverse(name, args=args))
        assert client.post(reverse(name, args=args), filled(page)).status_code == 302
        assert filled(client.get(reverse(name, args=args))) | {"seen": ""} == filled(page) | {"seen": ""}


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("business_region", "朝阳区", "北京市朝阳区"),
        ("business_region", "哪里也不是", "哪里也不是"),
        ("business_region", "自贡、温州", ""),
        ("target_regions", "自贡\n朝阳区", "吉林省长春市朝阳区"),
        ("industries", "炼金术", "炼金术"),
        ("credit_code", "91350100M000100Y44", ""),
        ("credit_code", "123", ""),
        ("revenue_wan", "面议", ""),
        ("revenue_wan", "-5", ""),
        ("revenue_wan", "10-20亿", ""),
        ("revenue_wan", "20000000", "2,000"),
        ("founded_year", "20003", "1800"),
        ("contact_phone", "打我手机", "0577"),
        ("contact_email", "nobody", ""),
        ("name", "", ""),
    ],
)
def test_a_fault_is_said_beside_the_field_and_in_the_summary_and_nothing_is_lost(
    client, firm, contact, field, value, part
):
    make.a_region("510300")
    address = reverse("workbench:firm_profile")
    data = filled(client.get(address)) | {"profile": "一段新写的话", field: value}
    page = client.post(address, data)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert f'href="#id_{field}"' in page.text
    assert f'id="id_{field}_error"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "一段新写的话" in page.text
    assert part in page.text
    assert page.context["form"][field].value() == value
    firm.refresh_from_db()
    assert firm.profile != "一段新写的话"


def test_a_huge_amount_is_saved_once_it_is_confirmed(client, firm, contact):
    address = reverse("workbench:firm_profile")
    data = filled(client.get(address)) | {"revenue_wan": "20000000"}
    assert "confirm_amounts" in client.post(address, data).text
    assert client.post(address, data | {"confirm_amounts": "on"}).status_code == 302
    firm.refresh_from_db()
    assert firm.revenue_wan == 20_000_000


def test_an_amount_is_said_in_the_larger_unit_on_each_render(client, firm, contact):
    Firm.objects.filter(pk=firm.pk).update(revenue_wan=12000)
    page = client.get(reverse("workbench:firm_profile"))
    assert '<output class="conv" for="id_revenue_wan">' in page.text
    assert '<data class="amt" value="12000">1.2<small>亿元</small></data>' in page.text


def test_a_save_over_a_newer_version_is_told_keeps_the_text_and_goes_through_when_repeated(
    client, firm, contact
):
    address = reverse("workbench:firm_profile")
    data = filled(client.get(address)) | {"profile": "我写的"}
    Firm.objects.filter(pk=firm.pk).update(profile="同事写的", updated_at=timezone.now())
    page = client.post(address, data)
    assert page.status_code == 422
    assert "我写的" in page.text
    firm.refresh_from_db()
    assert firm.profile == "同事写的"
    assert client.post(address, filled(page)).status_code == 302
    firm.refresh_from_db()
    assert firm.profile == "我写的"


def test_what_the_chamber_keeps_is_not_taken_from_the_form(client, firm, contact):
    address = reverse("workbench:firm_profile")
    committee = make.make_committee()
    data = filled(client.get(address)) | {"committee": committee.pk, "is_active": "", "is_demo": "on"}
    client.post(address, data)
    firm.refresh_from_db()
    assert (firm.committee, firm.is_active, firm.is_demo) == (None, True, False)


def test_somebody_who_speaks_for_two_firms_chooses_and_saves_the_chosen(client, firm, contact):
    other = make.make_firm(name="阿尔法公司")
    Membership.objects.create(user=contact, role="firm", firm=other)
    address = reverse("workbench:firm_profile")
    assert f"?firm={firm.pk}" in client.get(address).text
    page = client.get(f"{address}?firm={firm.pk}")
    assert page.context["firm"] == firm
    client.post(f"{address}?firm={firm.pk}", filled(page) | {"profile": "选中的"})
    firm.refresh_from_db()
    other.refresh_from_db()
    assert (firm.profile, other.profile == "选中的") == ("选中的", False)
    assert client.get(f"{address}?firm={make.make_firm().pk}").status_code == 404
    assert client.get(f"{address}?firm=x").status_code == 404


def test_an_intent_is_written_edited_closed_and_reopened(client, firm, contact):
    make.a_region("510300")
    make.a_region("510100")
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {
        "title": "在自贡建厂",
        "target_regions": "自贡",
        "excluded_regions": "蓉",
        "budget_min_wan": "3000",
        "budget_max_wan": "1.2亿",
        "land_min_mu": "50亩",
        "modes": ["lease", "wholly_owned"],
        "valid_until": tomorrow.isoformat(),
    }
    answer = client.post(reverse("workbench:intent_new"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    intent = Intent.objects.get()
    assert (intent.firm, intent.budget_max_wan, intent.land_min_mu) == (firm, 12000, 50)
    assert intent.modes == ["lease", "wholly_owned"]
    address = reverse("workbench:intent", args=[intent.pk])
    client.post(address, filled(client.get(address)) | {"title": "在自贡建大厂"})
    client.post(reverse("workbench:intent_close", args=[intent.pk]))
    intent.refresh_from_db()
    assert (intent.title, intent.state) == ("在自贡建大厂", "closed")
    client.post(reverse("workbench:intent_reopen", args=[intent.pk]))
    intent.refresh_from_db()
    assert intent.state == "current"
    page = client.get(reverse("workbench:intents"))
    assert "在自贡建大厂" in page.text
    assert '<span class="mk">匹配中</span>' in page.text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"budget_min_wan": "5", "budget_max_wan": "4"}, "budget_max_wan"),
        ({"land_min_mu": "约一百亩"}, "land_min_mu"),
        ({"land_min_mu": "-3"}, "land_min_mu"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_until": "明年"}, "valid_until"),
        ({"modes": ["marriage"]}, "modes"),
        ({"target_regions": "荣县", "excluded_regions": "四川"}, "excluded_regions"),
        ({"industries": "1432", "excluded_industries": "14"}, "excluded_industries"),
        ({"budget_max_wan": "10000001"}, "budget_max_wan"),
    ],
)
def test_faults_of_an_intent_are_said_beside_the_field(client, firm, contact, values, field):
    make.a_region("510321")
    make.an_industry("1432")
    page = client.post(reverse("workbench:intent_new"), {"title": "建厂", "text": "一段话", **values})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert f'id="id_{field}_error"' in page.text
    assert "一段话" in page.text
    assert not Intent.objects.exists()


def test_reopening_what_is_past_its_day_leads_to_the_field_that_cures_it(client, firm, contact):
    intent = make.make_intent(firm, is_active=False, valid_until=timezone.localdate() - timedelta(days=1))
    answer = client.post(reverse("workbench:intent_reopen", args=[intent.pk]))
    assert answer["Location"].endswith(f"/{intent.pk}/#id_valid_until")
    intent.refresh_from_db()
    assert not intent.is_active


def test_another_firms_intent_does_not_exist_here(client, firm, contact):
    theirs = make.make_intent()
    for name in ("intent", "intent_close", "intent_reopen"):
        assert client.post(reverse(f"workbench:{name}", args=[theirs.pk]), {"title": "x"}).status_code == 404
    assert client.get(reverse("workbench:intent", args=[theirs.pk])).status_code == 404


def test_the_list_costs_the_same_number_of_queries_for_one_and_for_ten(
    client, firm, contact, django_assert_max_num_queries
):
    make.make_intent(firm, industries=("1432",))
    address = reverse("workbench:intents")
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    for _ in range(9):
        make.make_intent(firm, industries=("1432",))
    with django_assert_max_num_queries(len(one)):
        client.get(address)
