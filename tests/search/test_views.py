"""The result page: whole for a browser, its inner part for htmx, clear in every state."""

import dataclasses
import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import search
from jobs.models import Job
from search import degraded, services, views
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from tests import factories
from tests.search.small import ANALYZER, TODAY, doc

pytestmark = pytest.mark.django_db
URL = "/projects/"


@pytest.fixture
def engine(tmp_path, monkeypatch) -> EmbeddedEngine:
    """An empty index, planned for with the tables of the release."""
    from search.current import planner

    engine = EmbeddedEngine(tmp_path / "index", analyzer=ANALYZER, planner=planner, today=lambda: TODAY)
    engine.rebuild([])
    monkeypatch.setattr(search, "engine", lambda: engine)
    return engine


@pytest.fixture
def filled(engine):
    engine.put(
        [
            doc(1, "荣县<冷链>仓储项目", "510321", "14", url="/p/1/", sectors=("logistics",),
                amount_wan=12000.0,
                land_mu=85.0, modes=("lease",), maturity=5, verified=TODAY, office_name="荣县投资促进局",
                summary="建设冷库三万吨"),
            doc(2, "内江市智能终端产业园", "511000", url="/p/2/", amount_wan=800.0, modes=("ppp",)),
            doc(3, "成都市中央厨房", "510100", url="/p/3/"),
        ]
    )  # fmt: skip
    return engine


def text_of(response) -> str:
    """What a reader sees, on one line."""
    without = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


def test_a_visitor_sees_all_projects_with_what_decides(client, filled):
    page = client.get(URL)
    assert page.status_code == 200
    said = text_of(page)
    for word in ("找到 3 个项目", "1.2 亿元", "85 亩", "租赁", "成熟度 5/6", "荣县投资促进局", "800 万元"):
        assert word in said
    assert "未公布" in said
    assert 'href="/p/1/"' in page.content.decode()
    assert page["Vary"].count("HX-Request") == 1


def test_hits_are_marked_and_the_rest_is_escaped(client, filled):
    html = client.get(URL, {"q": "冷链"}).content.decode()
    assert "荣县&lt;<mark>冷链</mark>&gt;仓储项目" in html
    assert "建设<mark>冷库</mark>三万吨" in html
    assert "<冷链>" not in html


def test_widening_is_told_with_the_exact_search_beside_it(client, filled):
    page = client.get(URL, {"q": "蓉"})
    assert "蓉 同时查成都市。" in text_of(page)
    assert "exact=1" in page.content.decode()
    exact = client.get(URL, {"q": "蓉", "exact": "1"})
    assert "同时查成都市" not in text_of(exact)


def test_every_condition_is_a_chip_whose_link_takes_it_away(client, filled):
    html = client.get(URL, {"region": ["510000"], "mode": "lease", "amount_min": "1000"}).content.decode()
    chips = re.search(r'<ul class="chips".*?</ul>', html, re.S)[0]
    assert chips.count('class="chip"') == 3
    assert 'href="?mode=lease&amp;amount_min=1000"' in chips
    assert 'href="?region=510000&amp;amount_min=1000"' in chips


def test_the_panel_holds_the_state_and_the_counts(client, filled):
    html = client.get(URL, {"region": "510300", "maturity": "4"}).content.decode()
    assert re.search(r'name="region" value="510300" form="find" checked', html)
    assert re.search(r'name="maturity" value="4" form="find" checked', html)
    assert re.search(r"<details open><summary>", html)


def test_words_no_project_holds_together_are_relaxed_with_a_note(client, filled):
    said = text_of(client.get(URL, {"q": "冷链 智能终端"}))
    assert "没有项目包含所有这些词" in said
    assert "找到 2 个项目" in said


def test_nothing_found_offers_one_condition_less_and_what_it_gives(client, filled):
    said = text_of(client.get(URL, {"q": "冷链", "mode": "ppp", "maturity": "5"}))
    assert "没有项目同时符合这些条件" in said
    assert "去掉 合作方式 PPP 1 个项目" in said
    assert "仍为 0" in said
    assert "最接近的" in said


def test_a_way_to_the_place_above_names_both(client, filled):
    said = text_of(client.get(URL, {"region": "510322"}))
    assert "地区 富顺县 放宽到 自贡市 1 个项目" in said


def test_words_nobody_wrote_say_so(client, filled):
    assert "没有项目包含这些词" in text_of(client.get(URL, {"q": "恐龙化石"}))


def test_text_without_a_letter_says_so(client, filled):
    assert "这段文字里没有可以查找的字" in text_of(client.get(URL, {"q": "🌶"}))


def test_an_empty_site_says_so(client, engine):
    assert "还没有发布项目" in text_of(client.get(URL))


def test_what_the_address_gets_wrong_is_said_and_the_rest_is_done(client, filled):
    page = client.get(URL, {"region": "999999", "sort": "zzz", "amount_min": "abc", "page": "1000000000",
                            "office": "77", "q": '"' + "项目" * 5000})  # fmt: skip
    said = text_of(page)
    assert page.status_code == 200
    for part in ("“999999”", "“zzz”", "“abc”", "“77”", "10001 个字", "引号没有写完"):
        assert part in said, part


STRANGE = ("\x00", "'", "冷链\x1b[0m", "\ud83c", "../../", "<script>alert(1)</script>", "a" * 9000)


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_breaks_the_page(client, filled, text):
    page = client.get(URL, {"q": text.encode("utf-8", "surrogatepass")})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_page_beyond_the_last_is_the_last(client, filled):
    said = text_of(client.get(URL, {"page": "7"}))
    assert "没有那么多页" in said
    assert "找到 3 个项目" in said


def test_pages_lead_to_each_other(client, engine):
    engine.put([doc(number, f"冷链项目{number}") for number in range(45)])
    html = client.get(URL, {"q": "冷链", "page": "2"}).content.decode()
    assert 'rel="next"' in html
    assert "page=3" in html
    assert html.count('class="opp"') == 20


def test_htmx_gets_the_inner_part_and_the_address_to_keep(client, filled):
    page = client.get(URL, {"q": "冷链", "amount_min": "", "maturity": ""}, headers={"HX-Request": "true"})
    html = page.content.decode()
    assert "<html" not in html
    assert 'id="found"' in html
    assert "<title>冷链" in html
    assert page["HX-Push-Url"] == "/projects/?q=%E5%86%B7%E9%93%BE"


def test_htmx_coming_back_gets_the_whole_page(client, filled):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(URL, headers=headers).content.decode()


def test_the_page_is_english_when_asked(client, filled):
    client.cookies["django_language"] = "en"
    said = text_of(client.get(URL, {"q": "冷链", "mode": "lease"}))
    for word in ("1 project found", "Lease", "was also searched as", "Sichuan", "million yuan"):
        assert word in said
    assert "没有" not in said


def test_queries_do_not_grow_with_hits_or_conditions(client, engine):
    call_command("load_taxonomy", verbosity=0)
    engine.put([doc(1, "冷链项目", "510321", sectors=("logistics",))])
    client.get(URL)  # warm
    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"q": "冷链"})
    engine.put([doc(number, "冷链项目", "511525", "14", sectors=("health",)) for number in range(40)])
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"q": "冷链", "region": ["510000"], "sector": ["health"], "industry": "C"})
    assert len(many) == len(one)


def test_members_see_what_is_theirs(client, engine):
    office = factories.make_office()
    engine.put([
        doc(1, "冷链一"), doc(2, "冷链二", audience="members"), doc(3, "冷链三", audience="staff"),
        doc(4, "冷链四", audience=f"office:{office.pk}"),
    ])  # fmt: skip
    for user, count in (
        (None, 1),
        (factories.make_user(), 1),
        (factories.make_contact(), 2),
        (factories.make_officer(office), 3),
        (factories.make_secretary(), 3),
    ):
        client.logout()
        if user:
            client.force_login(user)
        assert f"找到 {count} 个项目" in text_of(client.get(URL)), user


def test_an_office_can_be_asked_for_by_name(client, engine):
    office = factories.make_office()
    engine.put([doc(1, "冷链", office_id=str(office.pk)), doc(2, "冷链", office_id="0")])
    said = text_of(client.get(URL, {"office": office.pk}))
    assert "找到 1 个项目" in said
    assert str(office) in said


def test_without_an_index_the_database_answers_and_one_is_built(client, engine, monkeypatch):
    import shutil

    shutil.rmtree(engine._generations.root)
    enqueued = []
    monkeypatch.setattr(views.jobs, "enqueue", lambda *args: enqueued.append(args))
    degraded.engine.cache_clear()
    page = client.get(URL, {"q": "冷链"})
    assert page.status_code == 200
    assert page.context["found"].degraded
    assert set(enqueued) == {("search.rebuild", "all")}


def test_where_the_database_cannot_answer_for_the_engine_that_is_a_page_too(client, monkeypatch):
    def fail(*_args, **_more):
        raise EngineError("the disk is gone")

    monkeypatch.setattr(search, "engine", lambda: SimpleNamespace(search=fail))
    monkeypatch.setattr(degraded, "engine", search.engine)
    page = client.get(URL, {"q": "冷链"})
    assert page.status_code == 503
    assert "查找暂时不能用" in text_of(page)
    assert "the disk" not in page.content.decode()
    assert not Job.objects.exists()
    htmx = client.get(URL, headers={"HX-Request": "true"})
    assert htmx.status_code == 200
    assert "<html" not in htmx.content.decode()


def test_an_answer_from_the_database_says_that_it_is_one(client, filled, monkeypatch):
    find = services.find
    monkeypatch.setattr(
        services, "find", lambda *args, **more: dataclasses.replace(find(*args, **more), degraded=True)
    )
    assert "搜索引擎暂时不可用" in text_of(client.get(URL, {"q": "冷链"}))
    monkeypatch.setattr(services, "total", lambda *_args, **_more: pytest.fail("it reads the whole database"))
    assert "没有项目同时符合这些条件" in text_of(client.get(URL, {"q": "冷链", "mode": "bot"}))


def test_what_matches_in_part_stands_apart_and_is_not_counted(client, filled):
    filled.put([doc(4, "荣县智能终端厂", "510321", url="/p/4/")])
    page = client.get(URL, {"q": "荣县 冷链"})
    assert "找到 1 个项目" in text_of(page)
    hits, _heading, partly = page.content.decode().partition("部分符合")
    assert 'href="/p/1/"' in hits
    assert 'href="/p/4/"' not in hits
    assert 'href="/p/4/"' in partly


def test_a_word_like_the_one_nobody_wrote_is_offered(client, filled):
    page = client.get(URL, {"q": "蓉县"})
    assert "蓉县 是不是 荣县 1 个项目" in text_of(page)
    assert 'href="?q=%E8%8D%A3%E5%8E%BF"' in page.content.decode()


def test_fields_in_the_text_become_chips_and_the_panel_shows_them(client, filled):
    html = client.get(URL, {"q": "地区:荣县 amount:>5000 -mode:ppp deadline:none"}).content.decode()
    chips = re.search(r'<ul class="chips".*?</ul>', html, re.S)[0]
    assert chips.count('class="chip"') == 4
    assert re.search(r'name="region" value="510321" form="find" checked', html)
    assert re.search(r'name="deadline" value="none" form="find" checked', html)
    assert 'type="hidden" name="without" value="mode:ppp"' in html
    assert 'id="q" name="q" type="search" value=""' in html


def test_offices_are_a_facet_with_their_names(client, engine):
    office = factories.make_office(name="荣县投资促进局")
    engine.put([doc(1, "冷链", office_id=str(office.pk)), doc(2, "冷链", office_id="999999")])
    html = client.get(URL).content.decode()
    box = f'name="office" value="{office.pk}" form="find"><span>荣县投资促进局</span><span>1</span>'
    assert box in html
    client.cookies["django_language"] = "en"
    english = client.get(URL).content.decode()
    assert f'value="{office.pk}" form="find"><span lang="zh-Hans">荣县投资促进局</span>' in english
    assert 'value="999999"' not in html


def test_a_field_nobody_knows_is_said(client, filled):
    said = text_of(client.get(URL, {"q": "联系人:张三 地区:火星"}))
    assert "没有“联系人”这个字段" in said
    assert "“火星”不是已知的地区" in said


def test_only_reading_is_allowed(client, engine):
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code == 200


def test_links_from_other_pages():
    from search.templatetags.search_address import search_address

    assert search_address() == reverse("search:results")
    address = search_address(region="510300", sector="", mode=["ppp", "bot"])
    assert address == f"{URL}?region=510300&mode=ppp&mode=bot"
