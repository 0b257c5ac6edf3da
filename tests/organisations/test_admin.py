"""The secretariat's admin of members."""

import pytest
from django.core import mail
from django.urls import reverse

from organisations.models import Committee, Firm, Intent, InvestmentOffice, Invitation, Membership
from tests import factories as make

pytestmark = pytest.mark.django_db
VIEWSETS = (
    "firms",
    "intents",
    "offices",
    "memberships",
    "invitations",
    "accounts",
    "group_members",
    "committees",
)


@pytest.fixture
def secretary(client):
    make.make_home()
    person = make.make_secretary()
    client.force_login(person)
    return person


def errors(page):
    return set(page.context["form"].errors)


@pytest.mark.parametrize("name", VIEWSETS)
def test_every_list_opens_and_searches(client, secretary, name):
    make.make_intent(make.make_firm(name="川味公司"))
    make.make_officer()
    make.make_committee()
    make.make_group_member()
    page = client.get(reverse(f"{name}:index"), {"q": "川"})
    assert page.status_code == 200
    assert client.get(reverse(f"{name}:index_results")).status_code == 200


def test_the_menu_names_the_lists_for_the_secretariat_only(client, secretary):
    assert reverse("firms:index") in client.get(reverse("wagtailadmin_home")).text
    client.force_login(make.make_officer())
    assert reverse("firms:index") not in client.get(reverse("wagtailadmin_home"), follow=True).text


def test_firms_are_found_by_name_and_code_and_filtered(client, secretary):
    firm, other = make.make_firm(name="川味公司"), make.make_firm(name="蜀道公司", is_active=False)
    address = reverse("firms:index")
    for query, found in (
        ({"q": "川味"}, firm),
        ({"q": firm.credit_code}, firm),
        ({"is_active": "false"}, other),
    ):
        page = client.get(address, query)
        assert list(page.context["object_list"]) == [found]


def test_a_firm_is_added_through_the_service(client, secretary):
    make.a_region("330300")
    sector = make.a_sector("energy")
    committee = make.make_committee()
    data = {
        "name": "新会员",
        "credit_code": make.a_credit_code(),
        "business_region": "温州",
        "sectors": [sector.pk],
        "committee": committee.pk,
        "is_active": "on",
    }
    answer = client.post(reverse("firms:add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    firm = Firm.objects.get()
    assert (firm.business_region_id, firm.committee, list(firm.sectors.all())) == (
        "330300",
        committee,
        [sector],
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"credit_code": "91350100M000100Y44"}, "credit_code"),
        ({"credit_code": "taken"}, "credit_code"),
        ({"business_region": "朝阳区"}, "business_region"),
        ({"name": ""}, "name"),
    ],
)
def test_faults_of_a_firm_are_beside_the_field(client, secretary, values, field):
    if values.get("credit_code") == "taken":
        values = {"credit_code": make.make_firm().credit_code}
    before = Firm.objects.count()
    page = client.post(reverse("firms:add"), {"name": "新会员", "is_active": "on", **values})
    assert page.status_code == 200
    assert errors(page) == {field}
    assert Firm.objects.count() == before


def test_a_firm_saved_by_somebody_else_meanwhile_is_not_overwritten_unasked(client, secretary):
    firm = make.make_firm()
    address = reverse("firms:edit", args=[firm.pk])
    seen = client.get(address).context["form"]["seen"].value()
    Firm.objects.get(pk=firm.pk).save()
    data = {"name": "改名", "is_active": "on", "seen": seen}
    page = client.post(address, data)
    assert page.status_code == 200
    assert "改名" in page.text
    firm.refresh_from_db()
    assert firm.name != "改名"
    data["seen"] = page.context["form"]["seen"].value()
    assert client.post(address, data).status_code == 302
    firm.refresh_from_db()
    assert firm.name == "改名"


def test_an_office_is_added_for_a_place_written_in_words(client, secretary):
    make.a_region("510321")
    client.post(reverse("offices:add"), {"name": "荣县经合局", "region": "荣县", "is_active": "on"})
    assert InvestmentOffice.objects.get().region_id == "510321"
    page = client.post(reverse("offices:add"), {"name": "无处局", "region": "", "is_active": "on"})
    assert errors(page) == {"region"}


def test_an_intent_names_its_firm_by_a_part_of_the_name(client, secretary):
    firm = make.make_firm(name="唯一的公司")
    make.make_firm(name="川味甲")
    make.make_firm(name="川味乙")
    data = {"title": "建厂", "is_active": "on"}
    page = client.post(reverse("intents:add"), {**data, "firm": "川味"})
    assert errors(page) == {"firm"}
    assert "川味甲" in page.text
    assert client.post(reverse("intents:add"), {**data, "firm": "唯一"}).status_code == 302
    assert Intent.objects.get().firm == firm


def test_adding_an_invitation_sends_the_mail(client, secretary, django_capture_on_commit_callbacks):
    office = make.make_office()
    data = {"email": "a@example.org", "role": "officer", "office": office.pk}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("invitations:add"), data)
    assert answer.status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.office, invitation.invited_by) == (office, secretary)
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "officer"}, "office"),
        ({"role": "firm"}, "firm"),
        ({"role": "secretariat", "firm": "川味公司"}, "firm"),
        ({"role": "firm", "firm": "没有这家"}, "firm"),
        ({"role": "firm", "firm": "川味公司", "email": "nobody"}, "email"),
        ({"role": "firm", "firm": "川味公司", "email": "member@example.org"}, "email"),
        ({"role": "king"}, "role"),
    ],
)
def test_faults_of_an_invitation_are_beside_the_field_and_nothing_is_sent(client, secretary, data, field):
    make.make_contact(make.make_firm(name="川味公司"), email="member@example.org")
    page = client.post(reverse("invitations:add"), {"email": "a@example.org", **data})
    assert page.status_code == 200
    assert errors(page) == {field}
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_an_invitation_is_sent_again_and_revoked_after_asking(
    client, secretary, django_capture_on_commit_callbacks
):
    client.post(reverse("invitations:add"), {"email": "a@example.org", "role": "secretariat"})
    invitation = Invitation.objects.get()
    for name in ("resend", "revoke"):
        address = reverse(f"invitations:{name}", args=[invitation.pk])
        assert address in client.get(reverse("invitations:index")).text
        assert "a@example.org" in client.get(address).text
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address)
    assert len(mail.outbox) == 1
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    assert (
        reverse("invitations:resend", args=[invitation.pk])
        not in client.get(reverse("invitations:index")).text
    )


def test_people_get_lose_and_change_places(client, secretary):
    person, firm = make.make_user(), make.make_firm(name="川味公司")
    data = {"person": person.email, "role": "firm", "firm": "川味公司", "is_active": "on"}
    client.post(reverse("memberships:add"), data)
    membership = Membership.objects.get(user=person)
    assert membership.firm == firm
    assert errors(client.post(reverse("memberships:add"), {**data, "person": "x@example.org"})) == {"person"}
    address = reverse("memberships:edit", args=[membership.pk])
    client.post(address, {**data, "is_active": ""})
    membership.refresh_from_db()
    assert not membership.is_active


def test_the_last_secretary_is_not_locked_out(client, secretary):
    own = secretary.memberships.get()
    page = client.post(reverse("memberships:edit", args=[own.pk]), {"role": "secretariat"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    page = client.post(reverse("accounts:edit", args=[secretary.pk]), {"email": secretary.email, "name": "x"})
    assert errors(page) == {"is_active"}


def test_an_account_is_switched_off_but_a_superusers_is_not_touched(client, secretary):
    person, root = make.make_contact(), make.make_superuser()
    client.post(reverse("accounts:edit", args=[person.pk]), {"email": person.email, "name": person.name})
    person.refresh_from_db()
    assert not person.is_active
    address = reverse("accounts:edit", args=[root.pk])
    client.post(address, {"email": "mine@example.org", "name": "x", "is_active": "on"})
    root.refresh_from_db()
    assert root.email != "mine@example.org"


def test_a_committee_in_use_is_not_deleted(client, secretary):
    committee = make.make_committee()
    make.make_firm(committee=committee)
    client.post(reverse("committees:delete", args=[committee.pk]))
    assert Committee.objects.filter(pk=committee.pk).exists()


@pytest.mark.parametrize("name", ["firms", "offices", "memberships", "intents"])
def test_what_has_a_history_is_switched_off_and_never_deleted(client, secretary, name):
    rows = {
        "firms": make.make_firm,
        "offices": make.make_office,
        "memberships": lambda: make.make_contact().memberships.get(),
        "intents": make.make_intent,
    }
    row = rows[name]()
    client.post(reverse(f"{name}:delete", args=[row.pk]))
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_list_costs_the_same_number_of_queries_for_one_and_for_ten(
    client, secretary, django_assert_max_num_queries
):
    make.make_firm()
    address = reverse("firms:index")
    client.get(address)
    with django_assert_max_num_queries(60) as one:
        client.get(address)
    for _ in range(9):
        make.make_firm(committee=make.make_committee(), group_member=make.make_group_member())
    with django_assert_max_num_queries(len(one)):
        client.get(address)
