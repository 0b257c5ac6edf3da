import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from organisations.choices import Role
from organisations.models import Invitation, Membership, User
from organisations.services import accept_invitation, invite, resend, revoke
from organisations.services.invitations import AccountExistsError, InvitationError, hash_of, open_invitation
from tests import factories as make

from .listening import heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return make.make_secretary()


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Run a service as after a commit; returns the token in the mail that went out."""

    def run(service, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            service(**arguments)
        return re.search(r"/join/([^/\s]+)/", mail.outbox[-1].body)[1]

    return run


def test_an_invitation_becomes_an_account_with_its_place(secretary, post):
    firm = make.make_firm()
    token = post(
        invite, email=" New@Example.org ", role=Role.FIRM, firm=firm, title="经理", invited_by=secretary
    )
    with heard() as said:
        user = accept_invitation(token=token, name="张三", password=make.PASSWORD)
    assert user.email == "new@example.org"
    assert user.check_password(make.PASSWORD)
    membership = Membership.objects.get(user=user)
    assert (membership.firm, membership.title, membership.is_active) == (firm, "经理", True)
    assert said == [("membership", user.pk)]


def test_the_mail_is_plain_in_both_languages_and_names_the_place(secretary, post):
    office = make.make_office()
    post(invite, email="a@example.org", role=Role.OFFICER, office=office, invited_by=secretary)
    (letter,) = mail.outbox
    assert letter.to == ["a@example.org"]
    assert letter.content_subtype == "plain"
    assert office.name in letter.body
    assert office.name_en in letter.body
    assert letter.body.count("http") == 2
    assert "邀请您加入" in letter.body
    assert "invites you" in letter.body


def test_the_secret_is_kept_nowhere(secretary, post):
    token = post(invite, email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    row = Invitation.objects.values().get()
    assert token not in str(row)
    assert row["token_hash"] == hash_of(token)
    assert len(token) >= 43  # 256 bits


def test_only_the_secretariat_invites_resends_and_revokes(secretary):
    invitation = invite(email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    for person in (make.make_officer(), make.make_contact(), make.make_user()):
        with pytest.raises(PermissionDenied):
            invite(email="b@example.org", role=Role.SECRETARIAT, invited_by=person)
        with pytest.raises(PermissionDenied):
            resend(invitation=invitation, actor=person)
        with pytest.raises(PermissionDenied):
            revoke(invitation=invitation, actor=person)


@pytest.mark.parametrize(
    ("role", "with_office", "with_firm", "field"),
    [
        (Role.OFFICER, False, False, "office"),
        (Role.FIRM, False, False, "firm"),
        (Role.SECRETARIAT, True, False, "office"),
        (Role.SECRETARIAT, False, True, "firm"),
    ],
)
def test_role_and_organisation_must_fit(secretary, role, with_office, with_firm, field):
    with pytest.raises(ValidationError) as caught:
        invite(
            email="a@example.org",
            role=role,
            office=make.make_office() if with_office else None,
            firm=make.make_firm() if with_firm else None,
            invited_by=secretary,
        )
    assert set(caught.value.error_dict) == {field}


def test_who_holds_the_place_or_is_invited_to_it_is_not_invited_again(secretary):
    firm = make.make_firm()
    person = make.make_contact(firm)
    invite(email="a@example.org", role=Role.FIRM, firm=firm, invited_by=secretary)
    for email in (person.email.upper(), "A@example.org"):
        with pytest.raises(ValidationError) as caught:
            invite(email=email, role=Role.FIRM, firm=firm, invited_by=secretary)
        assert set(caught.value.error_dict) == {"email"}
    invite(email="a@example.org", role=Role.FIRM, firm=make.make_firm(), invited_by=secretary)


def reason(token):
    with pytest.raises(InvitationError) as caught:
        open_invitation(token=token)
    return caught.value.reason


def test_a_link_works_once(secretary, post):
    token = post(invite, email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    accept_invitation(token=token, name="张三", password=make.PASSWORD)
    assert reason(token) == "used"
    with pytest.raises(InvitationError):
        accept_invitation(token=token, name="李四", password=make.PASSWORD)
    assert User.objects.get(email="a@example.org").name == "张三"


def test_a_link_dies_after_seven_days_and_when_revoked(secretary, post):
    token = post(invite, email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    invitation = Invitation.objects.get()
    assert timedelta(days=6, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert reason(token) == "expired"
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    revoke(invitation=invitation, actor=secretary)
    assert reason(token) == "revoked"
    with pytest.raises(ValidationError):
        resend(invitation=invitation, actor=secretary)


def test_sending_again_makes_a_new_link_and_kills_the_old(secretary, post):
    old = post(invite, email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    new = post(resend, invitation=Invitation.objects.get(), actor=secretary)
    assert new != old
    assert reason(old) == "unknown"
    assert open_invitation(token=new).email == "a@example.org"


def test_an_accepted_invitation_is_neither_sent_nor_revoked(secretary, post):
    token = post(invite, email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    accept_invitation(token=token, name="张三", password=make.PASSWORD)
    invitation = Invitation.objects.get()
    for service in (resend, revoke):
        with pytest.raises(ValidationError):
            service(invitation=invitation, actor=secretary)


def test_an_address_with_an_account_logs_in_first_and_keeps_name_and_password(secretary, post):
    person = make.make_contact(email="a@example.org", name="旧名")
    firm = make.make_firm()
    token = post(invite, email="A@example.org", role=Role.FIRM, firm=firm, invited_by=secretary)
    with pytest.raises(AccountExistsError):
        accept_invitation(token=token, name="新名", password="another-long-word-1")
    with pytest.raises(InvitationError, match="other"):
        accept_invitation(token=token, actor=make.make_user())
    assert accept_invitation(token=token, name="新名", actor=person) == person
    person.refresh_from_db()
    assert person.name == "旧名"
    assert person.check_password(make.PASSWORD)
    assert person.memberships.count() == 2


def test_a_place_that_was_taken_away_comes_back(secretary, post):
    firm = make.make_firm()
    person = make.make_contact(firm)
    Membership.objects.filter(user=person).update(is_active=False)
    token = post(invite, email=person.email, role=Role.FIRM, firm=firm, title="总经理", invited_by=secretary)
    accept_invitation(token=token, actor=person)
    membership = Membership.objects.get(user=person)
    assert (membership.is_active, membership.title) == (True, "总经理")


def test_a_weak_password_is_refused_and_the_link_lives_on(secretary, post):
    token = post(invite, email="zhangsan@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    for password in ("", "short", "12345678", "password", "zhangsan@example"):
        with pytest.raises(ValidationError) as caught:
            accept_invitation(token=token, name="张三", password=password)
        assert set(caught.value.error_dict) == {"password"}
    assert not User.objects.filter(email="zhangsan@example.org").exists()
    assert open_invitation(token=token)


def test_an_organisation_or_account_that_is_switched_off_takes_nobody_in(secretary, post):
    firm = make.make_firm()
    token = post(invite, email="a@example.org", role=Role.FIRM, firm=firm, invited_by=secretary)
    firm.is_active = False
    firm.save()
    assert reason(token) == "off"
    make.make_user(email="b@example.org", is_active=False)
    token = post(invite, email="b@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    with pytest.raises(InvitationError, match="off"):
        accept_invitation(token=token, name="x", password=make.PASSWORD)


def test_a_mail_server_that_is_away_leaves_the_invitation_to_be_sent_again(
    secretary, post, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(email="a@example.org", role=Role.SECRETARIAT, invited_by=secretary)
    invitation.refresh_from_db()
    assert invitation.mailed_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post(resend, invitation=invitation, actor=secretary)
    invitation.refresh_from_db()
    assert invitation.mailed_at
