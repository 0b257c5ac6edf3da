"""The pages of saved searches, from the button on the search page to the list of what was caught."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from search.models import SavedSearch, Sighting
from tests import factories as make

from .conftest import publish, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, contact):
    client.force_login(contact)
    return client


def text_of(response) -> str:
    """What a reader sees, on one line."""
    without = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


def catch(search: SavedSearch, *pages) -> None:
    for page in pages:
        Sighting.objects.create(search=search, key=f"opportunity:{page.pk}", state="told")


def test_the_search_page_leads_to_saving_what_one_is_looking_at(engine, client):
    html = client.get("/projects/?q=冷链&sort=newest&page=1").content.decode()
    assert 'href="/searches/save/?q=%E5%86%B7%E9%93%BE"' in html


def test_a_visitor_logs_in_and_comes_back_to_the_search(client, contact):
    answer = client.get("/searches/save/?q=%E5%86%B7%E9%93%BE&sector=health")
    assert answer.status_code == 302
    login = answer["Location"]
    assert login.startswith(reverse("account_login"))
    back = client.post(login, {"login": contact.email, "password": make.PASSWORD})
    assert back["Location"] == "/searches/save/?q=%E5%86%B7%E9%93%BE&sector=health"


def test_a_search_is_named_by_its_words_and_conditions_and_saved(browser, contact, taxonomy_rows):
    address = "/searches/save/?q=冷链&region=510000&sort=amount"
    page = browser.get(address)
    assert 'value="冷链 · 四川省"' in page.content.decode()
    answer = browser.post(address, {"name": "四川冷链", "frequency": "instant"}, follow=True)
    search = SavedSearch.objects.get()
    assert (search.name, search.frequency, search.owner) == ("四川冷链", "instant", contact)
    assert search.firm == contact.memberships.get().firm
    assert "sort" not in search.address
    assert "四川冷链" in text_of(answer)
    assert "即时" in text_of(answer)


def test_what_the_address_says_in_vain_is_said_before_it_is_saved(browser):
    page = text_of(browser.get("/searches/save/?q=冷链&region=999999"))
    assert "未纳入" in page
    assert "999999" in page


def test_the_same_search_again_leads_to_the_one_there_is(browser, contact):
    there = save(contact, name="我的冷链", q="冷链")
    page = browser.post("/searches/save/?q=冷链", {"name": "x", "frequency": "daily"})
    assert page.status_code == 422
    assert "我的冷链" in text_of(page)
    assert reverse("alerts:edit", args=[there.pk]) in page.content.decode()


def test_conditions_may_take_the_place_of_those_of_another(browser, contact):
    there = save(contact, name="旧", q="冷链")
    data = {"name": "新", "frequency": "daily", "instead": there.pk}
    browser.post("/searches/save/?q=茶", data)
    there.refresh_from_db()
    assert (there.name, there.address) == ("新", "q=%E8%8C%B6")
    assert SavedSearch.objects.count() == 1


def test_a_search_of_somebody_else_cannot_be_replaced(browser):
    other = save(make.make_contact(), name="旧", q="冷链")
    page = browser.post(
        "/searches/save/?q=茶", {"name": "新", "frequency": "daily", "instead": other.pk}
    )
    assert page.status_code == 422
    other.refresh_from_db()
    assert other.name == "旧"


def test_the_list_counts_what_is_new_until_it_is_looked_at(browser, contact):
    search = save(contact, name="我的冷链", q="冷链")
    catch(search, publish("荣县冷链甲"), publish("荣县冷链乙"))
    assert "2 个是上次查看之后新找到的" in text_of(browser.get("/searches/"))
    caught = text_of(browser.get(f"/searches/{search.pk}/"))
    assert "荣县冷链甲" in caught
    assert "荣县冷链乙" in caught
    said = text_of(browser.get("/searches/"))
    assert "上次查看之后没有新的" in said
    assert "共找到 2 个" in said


def test_what_was_there_before_and_what_has_closed_is_not_listed(browser, contact):
    search = save(contact, q="冷链")
    known, closed = publish("早已有的"), publish("已撤下的")
    Sighting.objects.create(search=search, key=f"opportunity:{known.pk}", state="known")
    catch(search, closed)
    closed.unpublish()
    said = text_of(browser.get(f"/searches/{search.pk}/"))
    assert "早已有的" not in said
    assert "已撤下的" not in said
    assert "另有 1 个曾找到，现已不再开放" in said


def test_pausing_resuming_changing_and_deleting(browser, contact):
    search = save(contact, q="冷链")
    address = f"/searches/{search.pk}/"
    assert "已暂停" in text_of(browser.post(address + "pause/", follow=True))
    assert "已恢复" in text_of(browser.post(address + "resume/", follow=True))
    browser.post(address + "edit/", {"name": "新名", "frequency": "none"})
    search.refresh_from_db()
    assert (search.name, search.frequency) == ("新名", "none")
    assert "新名" in text_of(browser.get(address + "delete/"))
    browser.post(address + "delete/")
    assert not SavedSearch.objects.exists()


def test_a_suspended_search_says_why_and_resuming_it_leads_to_its_conditions(browser, contact):
    search = save(contact, q="冷链")
    SavedSearch.objects.update(
        address="q=x&region=999999", suspended_at=timezone.now(),
        suspended_for=[["unknown", "region", "999999"]],
    )  # fmt: skip
    said = text_of(browser.get("/searches/"))
    assert "已停" in said
    assert "“999999”已不能用来查找" in said
    answer = browser.post(f"/searches/{search.pk}/resume/")
    assert answer["Location"] == f"/searches/{search.pk}/edit/"


def test_an_empty_list_says_how_to_begin(browser):
    assert "还没有保存的搜索" in text_of(browser.get("/searches/"))


def test_the_workbench_leads_to_the_list(browser):
    assert 'href="/searches/"' in browser.get("/workbench/").content.decode()


@pytest.mark.parametrize("address", ["/searches/", "/searches/%d/"])
def test_a_page_asks_the_database_as_often_for_one_as_for_many(browser, contact, address):
    search = save(contact, q="冷链", office="")
    pages = [publish(f"冷链{number}") for number in range(3)]
    catch(search, pages[0])
    counts = []
    for _ in range(2):
        where = address % search.pk if "%" in address else address
        browser.get(where)  # what is kept for a process is kept from here on
        with CaptureQueriesContext(connection) as seen:
            browser.get(where)
        # the stamp of the taxonomy is compared once a request, which the test client does not announce
        counts.append(sum("tableversion" not in one["sql"] for one in seen))
        if len(counts) == 1:
            catch(search, *pages[1:])
            for word in ("茶", "竹笋", "光伏"):
                save(contact, q=word)
    assert counts[0] == counts[1]
