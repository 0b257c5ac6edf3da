"""Any search as an Atom feed."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

import search
from search.analysis import analyzer
from search.current import planner
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from search.feeds import updated
from tests import factories
from tests.search.small import TODAY, doc

pytestmark = pytest.mark.django_db
URL = "/projects/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = dt.datetime(2025, 10, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def engine(tmp_path, monkeypatch) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "i", analyzer=analyzer(), planner=planner, today=lambda: TODAY)
    engine.rebuild([
        doc(1, "荣县<冷链>物流园", "510321", url="/p/1/", published=WHEN, verified=TODAY,
            sectors=("logistics",), summary="建设冷库", office_name="荣县投资促进局"),
        doc(2, "内江市冷库", "511000", url="/p/2/", published=WHEN, audience="staff"),
        doc(3, "成都中央厨房", "510100", url="/p/3/", published=WHEN),
    ])  # fmt: skip
    monkeypatch.setattr(search, "engine", lambda: engine)
    return engine


def read(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)


def test_a_feed_takes_the_address_of_the_search(client, engine):
    page = client.get(URL, {"q": "冷链", "region": "510300", "sort": "amount", "page": "4"})
    assert page["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = read(page)
    assert feed.find(f"{ATOM}title").text == "项目 · 冷链 · 自贡市"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "荣县<冷链>物流园"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/p/1/"
    assert entry.find(f"{ATOM}updated").text == f"{TODAY}T00:00:00+08:00"
    assert entry.find(f"{ATOM}published").text == "2025-10-01T09:30:00+00:00"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "荣县投资促进局"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["alternate"].startswith("http://testserver/projects/?q=")
    assert links["self"].startswith("http://testserver/projects/feed/?q=")


def test_it_holds_what_everybody_may_see_whoever_asks(client, engine):
    client.force_login(factories.make_secretary())
    found = read(client.get(URL)).findall(f"{ATOM}entry/{ATOM}title")
    assert {title.text for title in found} == {"荣县<冷链>物流园", "成都中央厨房"}


def test_a_reader_that_has_it_gets_nothing_again_until_something_changes(client, engine):
    first = client.get(URL)
    again = {"If-None-Match": first["ETag"]}
    assert client.get(URL, headers=again).status_code == 304
    assert client.get(URL, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(URL, {"q": "厨房"}, headers=again).status_code == 200
    engine.put([doc(3, "成都中央厨房", "510100", url="/p/3/", published=WHEN, version=9)])
    assert client.get(URL, headers=again).status_code == 200


def test_the_page_names_its_feed(client, engine):
    html = client.get("/projects/", {"q": "冷链", "page": "1"}).content.decode()
    address = "/projects/feed/?q=%E5%86%B7%E9%93%BE"
    link = re.search(r'<link rel="alternate" type="application/atom.xml" title="[^"]+" href="([^"]+)">', html)
    assert link
    assert link[1] == address
    assert f'<a href="{address}"' in html


def test_a_search_without_a_hit_is_a_feed_without_an_entry(client, engine):
    page = client.get(URL, {"q": "恐龙", "region": "999999"})
    assert page.status_code == 200
    assert read(page).findall(f"{ATOM}entry") == []


def test_an_engine_that_fails_asks_to_come_again(client, engine, monkeypatch):
    def fail(*_args, **_more):
        raise EngineError("gone")

    monkeypatch.setattr(search, "engine", lambda: type("Gone", (), {"search": fail}))
    monkeypatch.setattr("search.feeds.services.find", fail)
    page = client.get(URL)
    assert (page.status_code, page["Retry-After"]) == (503, "30")


def test_the_later_of_publication_and_confirmation_counts():
    late = WHEN + dt.timedelta(days=400)
    assert updated(doc(1, "x", published=WHEN)) == WHEN
    assert updated(doc(1, "x", published=late, verified=TODAY)) == late
    assert updated(doc(1, "x", verified=TODAY)).date() == TODAY
