"""The search as JSON."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import search
from search import suggest as suggesting
from search.analysis import analyzer
from search.api import endpoints, reading
from search.current import planner
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from search.wording import PROBLEMS
from tests import factories
from tests.search.small import TODAY, doc

pytestmark = pytest.mark.django_db
URL = "/api/v1/opportunities"


@pytest.fixture
def engine(tmp_path, monkeypatch) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "i", analyzer=analyzer(), planner=planner, today=lambda: TODAY)
    engine.rebuild([
        doc(1, "荣县<冷链>物流园", "510321", "14", url="/p/1/", verified=TODAY, sectors=("logistics",),
            modes=("lease",), amount_wan=12000.0, land_mu=85.0, maturity=5, office_name="荣县投资促进局",
            deadline=TODAY + dt.timedelta(days=20)),
        doc(2, "内江市冷库", "511000", url="/p/2/", audience="staff"),
        *(doc(number, f"成都中央厨房{number}", "510100", url=f"/p/{number}/") for number in range(3, 33)),
    ])  # fmt: skip
    monkeypatch.setattr(search, "engine", lambda: engine)
    monkeypatch.setattr(suggesting, "_kept", suggesting._Kept())
    return engine


def test_a_hit_has_its_codes_with_names_in_both_languages(client, engine):
    said = client.get(URL, {"q": "冷链"}).json()
    assert said["total"] == 1
    (hit,) = said["hits"]
    assert hit["title"] == "荣县<冷链>物流园"
    assert hit["highlight"]["title_html"] == "荣县&lt;<mark>冷链</mark>&gt;物流园"
    assert hit["url"] == "http://testserver/p/1/"
    assert hit["regions"][-1] == {"code": "510321", "name": "荣县", "name_en": "Rongxian"}
    assert [code["code"] for code in hit["regions"]] == ["510000", "510300", "510321"]
    assert [mode["name_en"] for mode in hit["modes"]] == ["Lease"]
    assert (hit["amount"], hit["land_mu"], hit["maturity"]) == (12000.0, 85.0, 5)
    assert (hit["verified"], hit["deadline"]) == ("2025-11-24", "2025-12-14")


def test_facets_widening_and_links_come_with_it(client, engine):
    said = client.get(URL, {"region": "510100", "sort": "newest", "page": "2", "page_size": "10"}).json()
    assert (said["total"], said["page"], said["pages"], len(said["hits"])) == (30, 2, 3, 10)
    regions = {one["value"]: one for one in said["facets"]["regions"]}
    assert regions["510321"]["count"] == 1
    assert regions["510100"]["selected"]
    bands = {one["value"]: one for one in said["facets"]["bands"]}
    assert bands["unstated"]["name_en"] == "not published"
    assert said["links"]["next"] == (
        "http://testserver/api/v1/opportunities?region=510100&sort=newest&page=3&page_size=10"
    )
    assert client.get(said["links"]["previous"]).json()["page"] == 1
    assert said["links"]["page"] == "http://testserver/projects/?region=510100&sort=newest"
    widened = client.get(URL, {"q": "蓉"}).json()["widened"]
    assert widened == [{"word": "蓉", "others": ["成都市"]}]


def test_the_facets_wanted_can_be_named(client, engine):
    assert list(client.get(URL, {"facets": ["modes", "sectors"]}).json()["facets"]) == ["sectors", "modes"]
    assert client.get(URL, {"facets": "none"}).json()["facets"] == {}


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ({"region": "999999"}, "region"),
        ({"amount_min": "much"}, "amount_min"),
        ({"land_min": "9", "land_max": "1"}, "land_min"),
        ({"sort": "price"}, "sort"),
        ({"page": "zero"}, "page"),
        ({"page_size": "101"}, "page_size"),
        ({"page_size": "x"}, "page_size"),
        ({"regions": "510300"}, "regions"),
        ({"facets": "colour"}, "facets"),
        ({"q": "amount:many"}, "amount"),
        ({"deadline": "soon"}, "deadline"),
        ({"without": "region:0"}, "without"),
    ],
)
def test_what_cannot_be_used_is_refused_with_field_cause_and_cure(client, engine, address, field):
    page = client.get(URL, address)
    assert (page.status_code, page["Content-Type"]) == (422, "application/problem+json")
    said = page.json()
    assert said["status"] == 422
    (fault,) = said["errors"]
    assert fault["field"] == field
    assert fault["cause"]
    assert fault["cure"]
    assert fault["cause"] in said["detail"]


def test_what_is_used_in_part_is_said_beside_the_answer(client, engine):
    said = client.get(URL, {"q": '地区:火星 "冷链', "page": "1000000000"}).json()
    assert {one["code"] for one in said["problems"]} == {"unmeant", "quote", "deep"}
    assert all(one["cause"] and one["cure"] for one in said["problems"])


def test_every_problem_there_is_has_its_cure():
    assert PROBLEMS.keys() == reading.CURES.keys()


def test_faults_are_told_in_the_readers_language(client, engine):
    assert "地区里没有“0”" in client.get(URL, {"region": "0"}).json()["detail"]
    client.cookies["django_language"] = "en"
    assert "is not a value of region" in client.get(URL, {"region": "0"}).json()["detail"]


def test_the_viewer_is_whoever_is_logged_in(client, engine):
    assert client.get(URL, {"q": "冷库"}).json()["hits"][0]["id"] == "1"
    client.force_login(factories.make_secretary())
    assert {hit["id"] for hit in client.get(URL, {"q": "title:冷库"}).json()["hits"]} == {"2"}


def test_suggestions_lead_to_the_search_they_mean(client, engine):
    said = client.get("/api/v1/suggest", {"q": "rongxian", "mode": "lease"}).json()
    place = next(one for one in said["places"] if one["code"] == "510321")
    assert (place["kind"], place["count"]) == ("region", 1)
    assert client.get(place["search"]).json()["total"] == 1
    assert said["opportunities"][0]["title"] == "荣县<冷链>物流园"


def test_nothing_can_be_written(client, engine):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(URL).status_code == 405


def test_without_engine_and_database_it_asks_to_come_again(client, engine, monkeypatch):
    def fail(*_args, **_more):
        raise EngineError("the disk is gone")

    monkeypatch.setattr(endpoints, "find_page", fail)
    page = client.get(URL)
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "the disk" not in page.content.decode()


def test_queries_do_not_grow_with_hits(client, engine):
    call_command("load_taxonomy", verbosity=0)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"q": "荣县"})
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"q": "厨房", "page_size": "100", "sector": "health"})
    assert len(many) == len(one)


def test_the_description_names_every_parameter_of_the_page(client, engine):
    described = client.get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/v1/opportunities"]["get"]
    names = {one["name"] for one in operation["parameters"]}
    assert {"q", "region", "amount_min", "deadline", "without", "sort", "page", "page_size"} <= names
    assert {"200", "422", "503"} <= operation["responses"].keys()


def test_the_documentation_is_drawn_from_it_and_loads_nothing_from_elsewhere(client, engine):
    html = client.get("/api/v1/docs/").content.decode()
    for word in ("/api/v1/opportunities", "amount_min", 'id="Opportunity"', 'href="#Code"'):
        assert word in html
    assert 'src="http' not in html
    assert 'href="https://' not in html
