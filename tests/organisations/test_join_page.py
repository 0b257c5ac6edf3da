import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from organisations.models import Invitation, User
from organisations.services import invite, revoke
from tests import factories as make

pytestmark = pytest.mark.django_db
GOOD = {"name": "张三", "password": make.PASSWORD, "again": make.PASSWORD}


@pytest.fixture
def secretary():
    return make.make_secretary()


@pytest.fixture
def link(secretary, django_capture_on_commit_callbacks):
    """The address in the mail of a new invitation."""

    def make_link(email="new@example.org", **place):
        place = place or {"role": "firm", "firm": make.make_firm()}
        with django_capture_on_commit_callbacks(execute=True):
            invite(email=email, invited_by=secretary, **place)
        return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]

    return make_link


def test_the_page_shows_the_place_and_joining_logs_in(client, link):
    firm = make.make_firm()
    address = link(role="firm", firm=firm)
    page = client.get(address)
    assert page.status_code == 200
    assert firm.name in page.text
    assert "no-store" in page["Cache-Control"]
    answer = client.post(address, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/workbench/")
    assert client.get(reverse("organisations:account")).context["user"].email == "new@example.org"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"again": "x"}, "again"), ({"password": "123", "again": "123"}, "password"), ({"name": " "}, "name")],
)
def test_a_fault_is_said_beside_its_field_and_the_name_is_kept(client, link, change, field):
    address = link()
    page = client.post(address, {**GOOD, **change})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert f'href="#id_{field}"' in page.text
    assert f'id="id_{field}_error"' in page.text
    if field != "name":
        assert "张三" in page.text
    assert make.PASSWORD not in page.text
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_dead_link_says_which_death_it_died(client, link, secretary):
    used = link("a@example.org")
    client.post(used, GOOD)
    client.logout()
    revoked = link("b@example.org")
    revoke(invitation=Invitation.objects.get(email="b@example.org"), actor=secretary)
    expired = link("c@example.org")
    Invitation.objects.filter(email="c@example.org").update(expires_at=timezone.now() - timedelta(seconds=1))
    for address, status, reason in (
        (used, 410, "used"),
        (revoked, 410, "revoked"),
        (expired, 410, "expired"),
        (reverse("organisations:join", args=["cut-in-two"]), 404, "unknown"),
    ):
        for page in (client.get(address), client.post(address, GOOD)):
            assert (page.status_code, page.context["reason"]) == (status, reason)


def test_an_address_with_an_account_is_sent_to_log_in_and_comes_back(client, link):
    person = make.make_user(email="a@example.org")
    firm = make.make_firm()
    address = link("a@example.org", role="firm", firm=firm)
    page = client.get(address)
    log_in = page.context["log_in_url"]
    assert log_in in page.text.replace("&amp;", "&")
    client.post(address, GOOD)
    assert not person.memberships.exists()
    answer = client.post(log_in, {"login": "a@example.org", "password": make.PASSWORD})
    assert answer["Location"] == address
    page = client.get(address)
    assert "password" not in page.text
    client.post(address)
    assert person.memberships.get().firm == firm


def test_somebody_else_who_is_logged_in_is_told_so_and_changes_nothing(client, link):
    address = link()
    other = make.make_contact()
    client.force_login(other)
    for page in (client.get(address), client.post(address, GOOD)):
        assert page.status_code == 409
        assert other.email in page.text
    assert other.memberships.count() == 1
    assert not User.objects.filter(email="new@example.org").exists()


def test_nobody_signs_up_without_an_invitation(client):
    client.post(
        "/account/signup/", {"email": "x@example.org", "password1": make.PASSWORD, "password2": make.PASSWORD}
    )
    assert not User.objects.filter(email="x@example.org").exists()
