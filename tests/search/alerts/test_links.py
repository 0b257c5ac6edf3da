"""The links of an e-mail: a GET asks, one POST does it, nobody logs in."""

import pytest
from django.test import Client

from search.models import Digest, SavedSearch
from tests import factories as make

from .conftest import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """A browser that is asked for the token of every form, as in earnest."""
    return Client(enforce_csrf_checks=True)


def test_a_mail_program_that_opens_the_link_ends_nothing(strict, contact):
    search = save(contact, name="我的冷链", q="冷链")
    page = strict.get(f"/searches/stop/{search.token}/").content.decode()
    assert "我的冷链" in page
    assert "停发这些邮件？" in page
    search.refresh_from_db()
    assert search.frequency == "instant"


def test_one_post_ends_it(strict, contact):
    search = save(contact, q="冷链")
    answer = strict.post(f"/searches/stop/{search.token}/")
    assert answer.status_code == 200
    assert "已停发" in answer.content.decode()
    search.refresh_from_db()
    assert search.frequency == "none"


def test_one_post_pauses_it(strict, contact):
    search = save(contact, q="冷链")
    strict.post(f"/searches/pause/{search.token}/")
    search.refresh_from_db()
    assert (search.is_paused, search.frequency) == (True, "instant")


def test_the_one_click_of_a_mail_program_ends_all_of_that_person_and_of_nobody_else(strict, contact):
    for word in ("冷链", "茶"):
        save(contact, q=word)
    save(make.make_contact(), q="冷链")
    digest = Digest.objects.create(owner=contact, frequency="instant", key="x")
    answer = strict.post(
        f"/searches/stop-all/{digest.token}/", "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status_code == 200, "without a redirect (RFC 8058)"
    assert sorted(SavedSearch.objects.values_list("frequency", flat=True)) == ["instant", "none", "none"]


def test_a_wrong_link_says_so(strict):
    for kind in ("stop", "pause", "stop-all"):
        assert strict.post(f"/searches/{kind}/wrong/").status_code == 404


def test_the_pages_are_kept_by_no_cache_and_speak_the_language_of_the_search(strict, contact):
    search = save(contact, q="冷链")
    SavedSearch.objects.update(language="en")
    answer = strict.get(f"/searches/stop/{search.token}/")
    assert "no-store" in answer["Cache-Control"]
    assert "End these e-mails?" in answer.content.decode()
