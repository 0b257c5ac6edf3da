"""What a visitor sees when something is wrong."""

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "这个地址没有页面"), ("en", "There is no page")])
def test_a_missing_page_says_so_and_shows_ways_on(language, words):
    make_home()
    client = Client()
    client.cookies["django_language"] = language
    response = client.get("/nowhere/at/all/")
    text = response.content.decode()
    assert response.status_code == 404
    assert words in text
    assert 'class="ways"' in text


def test_a_forbidden_page_offers_the_log_in_to_those_who_are_not():
    make_home()
    request = RequestFactory().get("/secret/")
    text = defaults.permission_denied(request, Exception()).content.decode()
    assert "/account/login/?next=/secret/" in text


def test_a_stale_form_says_that_nothing_was_saved():
    make_home()
    client = Client(enforce_csrf_checks=True)
    response = client.post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "没有保存" in response.content.decode()


def test_the_page_of_a_broken_server_needs_no_context_no_database_and_no_template_tag(
    django_assert_num_queries,
):
    with django_assert_num_queries(0):
        text = render_to_string("500.html")
    assert "平台出错了" in text
    source = engines["django"].get_template("500.html").template.source
    assert "{%" not in source
    assert "{{" not in source


def test_a_bad_request_says_so_without_a_context():
    assert "无法读懂这个请求" in render_to_string("400.html")
