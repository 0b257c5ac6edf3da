"""Suggestions: places, industries, offices and titles, as a piece of page."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import search
from search import suggest as suggesting
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from tests import factories
from tests.search.small import TODAY, doc

pytestmark = pytest.mark.django_db
URL = "/projects/suggest/"


@pytest.fixture
def engine(tmp_path, monkeypatch) -> EmbeddedEngine:
    from search.analysis import analyzer
    from search.current import planner

    engine = EmbeddedEngine(
        tmp_path / "index", analyzer=analyzer(), planner=planner, today=lambda: TODAY
    )
    engine.rebuild([
        doc(1, "荣县冷链物流园", "510321", "14", url="/p/1/"),
        doc(2, "内江市冷库改造", "511000", url="/p/2/"),
        doc(3, "成都冷链配送中心", "510100", url="/p/3/"), doc(4, "冷链试验", url="/p/4/", audience="staff"),
    ])  # fmt: skip
    monkeypatch.setattr(search, "engine", lambda: engine)
    monkeypatch.setattr(suggesting, "_kept", suggesting._Kept())
    return engine


def offered(response) -> list[tuple[str, str]]:
    """(label, address) of each option."""
    option = r'role="option"[^>]*data-href="([^"]*)"><span[^>]*>(.*?)</span>'
    found = re.findall(option, response.content.decode())
    return [(re.sub("<[^>]+>", "", unescape(label)), unescape(href)) for href, label in found]


def test_a_place_becomes_a_condition(client, engine):
    assert ("荣县", "/projects/?region=510321") in offered(client.get(URL, {"q": "rongx"}))


def test_the_other_conditions_and_words_stay(client, engine):
    found = offered(client.get(URL, {"q": "冷链 zigon", "mode": "lease", "page": "3"}))
    assert ("自贡市", "/projects/?q=%E5%86%B7%E9%93%BE&region=510300&mode=lease") in found


def test_places_with_projects_come_first_and_say_how_many(client, engine):
    page = client.get(URL, {"q": "rx"})
    assert offered(page)[0][0] == "荣县"
    assert "1 个项目" in page.content.decode()


TITLED = ("冷链", "冷链物", "荣县 物流", "rongxian", "lenglian", "lenglianw", "冷鏈")


@pytest.mark.parametrize("typed", TITLED)
def test_titles_are_found_by_characters_and_sound(client, engine, typed):
    assert "/p/1/" in [href for _label, href in offered(client.get(URL, {"q": typed}))]


def test_a_title_that_holds_only_some_of_the_words_is_not_offered(client, engine):
    assert "/p/" not in client.get(URL, {"q": "荣县 火锅"}).content.decode()


def test_only_what_the_viewer_may_see_is_offered(client, engine):
    assert "/p/4/" not in client.get(URL, {"q": "冷链试"}).content.decode()
    client.force_login(factories.make_secretary())
    assert "/p/4/" in client.get(URL, {"q": "冷链试"}).content.decode()


def test_an_office_by_its_name(client, engine):
    office = factories.make_office(name="荣县投资促进局")
    assert ("荣县投资促进局", f"/projects/?office={office.pk}") in offered(client.get(URL, {"q": "rxtz"}))
    office.name = "荣县经济合作局"
    office.save()
    assert ("荣县经济合作局", f"/projects/?office={office.pk}") in offered(client.get(URL, {"q": "经济合作"}))


def test_the_list_says_how_long_it_is_in_the_readers_language(client, engine):
    assert re.search(r'data-said="\d+ 条建议', client.get(URL, {"q": "自贡"}).content.decode())
    client.cookies["django_language"] = "en"
    html = client.get(URL, {"q": "zigong"}).content.decode()
    assert re.search(r'data-said="\d+ suggestion', html)
    assert ("Zigong", "/projects/?region=510300") in offered(client.get(URL, {"q": "zigong"}))


STRANGE = ("", " ", "🌶", "\x00", "'", '"', "-", "a" * 10_000, "(a+)+$", "title:", "地区:")


@pytest.mark.parametrize("typed", STRANGE)
def test_no_text_breaks_it(client, engine, typed):
    assert client.get(URL, {"q": typed}).status_code == 200


def test_without_an_engine_names_are_still_offered(client, engine, monkeypatch):
    def fail(*_args, **_more):
        raise EngineError("gone")

    monkeypatch.setattr(suggesting.services, "find", fail)
    page = client.get(URL, {"q": "自贡"})
    assert offered(page)[0][0] == "自贡市"
    assert "个项目" not in page.content.decode()


def test_queries_do_not_grow_with_what_is_found(client, engine):
    call_command("load_taxonomy", verbosity=0)
    client.get(URL, {"q": "x"})  # warm
    with CaptureQueriesContext(connection) as none:
        client.get(URL, {"q": "火星"})
    for number in range(20):
        factories.make_office(name=f"冷链局{number}")
    client.get(URL, {"q": "x"})
    with CaptureQueriesContext(connection) as many:
        assert len(offered(client.get(URL, {"q": "冷链"}))) > 3
    assert len(many) == len(none)
