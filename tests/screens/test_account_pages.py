"""Log-in and what belongs to it, in the platform's look and words."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories import PASSWORD, make_contact, make_home

pytestmark = pytest.mark.django_db


def test_a_wrong_password_is_told_beside_the_form_and_in_the_summary():
    make_home()
    response = Client().post("/account/login/", {"login": "nobody@example.org", "password": "x"})
    text = response.content.decode()
    assert "有 1 处要改" in text
    assert 'role="alert"' in text


def test_an_empty_field_is_named_and_tied_to_its_message():
    make_home()
    text = Client().post("/account/login/", {"login": "", "password": "x"}).content.decode()
    assert 'aria-invalid="true"' in text
    assert re.search(r'aria-describedby="[^"]*id_login_error"', text)
    assert 'href="#id_login"' in text


def test_the_right_password_lets_in_and_log_out_asks_first():
    make_home()
    user = make_contact()
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    text = client.get("/").content.decode()
    assert user.name in text
    assert "退出" in client.get("/account/logout/").content.decode()
    client.post("/account/logout/")
    assert user.name not in client.get("/").content.decode()


def test_a_new_password_is_asked_for_by_mail_and_chosen_by_its_link():
    make_home()
    user = make_contact()
    client = Client()
    text = client.post("/account/password/reset/", {"email": user.email}, follow=True).content.decode()
    assert "请查收邮件" in text
    message = mail.outbox[0]
    assert "重设密码" in message.subject
    link = re.search(r"http://[^\s]+", message.body).group(0)
    form = client.get(link, follow=True)
    assert "设定新密码" in form.content.decode()
    new = "another-long-word-77"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "新密码已保存" in done.content.decode()
    assert Client().login(email=user.email, password=new)


def test_a_used_link_says_so_and_offers_another():
    make_home()
    text = Client().get("/account/password/reset/key/1-abc-def/", follow=True).content.decode()
    assert "这个链接已失效" in text


def test_a_stranger_cannot_open_an_account():
    make_home()
    assert "账号凭邀请开通" in Client().get("/account/signup/").content.decode()


@pytest.mark.parametrize("address", ["login", "logout", "signup", "password/reset", "password/reset/done"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_wears_the_platforms_frame(address, language):
    make_home()
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(f"/account/{address}/", follow=True)
    text = response.content.decode()
    assert 'class="mast"' in text
    assert text.count("<h1") == 1


def test_the_name_leads_to_ones_account_and_the_account_back_to_the_workbench():
    make_home()
    client = Client()
    client.force_login(make_contact())
    assert 'class="mast__me" href="/members/account/"' in client.get("/").text
    for page in ("/members/account/", "/account/password/change/", "/account/logout/"):
        crumbs = re.search(r'<nav class="crumbs".*?</nav>', client.get(page).text, re.S)
        assert crumbs
        assert 'href="/workbench/"' in crumbs[0], page


def test_a_visitor_is_not_shown_the_way_to_a_workbench():
    make_home()
    assert 'class="crumbs"' not in Client().get("/account/password/reset/").text
