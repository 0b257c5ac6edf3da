import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import picking
from taxonomy.models import CrosswalkRow, RegionAlias
from tests import factories


@pytest.fixture(autouse=True)
def _rows(db):
    for code in ("510321", "510303", "510403", "330302"):
        factories.a_region(code)
    for code in ("1432", "1371"):
        factories.an_industry(code)
    RegionAlias.objects.create(region_id="510300", alias="盐都")
    CrosswalkRow.objects.create(
        number=1, sector=factories.a_sector("agriculture"), industry_id="1432", term="预制菜"
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("自贡", "510300"),
        ("自贡市", "510300"),
        ("zigong", "510300"),
        ("zi gong", "510300"),
        ("zg", "510300"),
        ("盐都", "510300"),
        ("5103", "510300"),
        ("510321", "510321"),
        ("荣县", "510321"),
        ("Zigong", "510300"),
    ],
)
def test_a_region_is_found_by_name_pinyin_initials_code_and_alias(typed, first):
    assert picking.find("region", typed)[0]["code"] == first


@pytest.mark.parametrize("typed", ["速冻食品", "1432", "C1432", "预制菜"])
def test_an_industry_is_found_by_name_code_and_everyday_word(typed):
    assert "1432" in [option["code"] for option in picking.find("industry", typed)]


def test_each_option_says_where_it_lies_and_comes_once():
    options = picking.find("region", "自贡")
    assert len({option["code"] for option in options}) == len(options)
    (rong,) = picking.find("region", "荣县")
    assert rong["path"] == "四川省 › 自贡市"


def test_without_a_word_there_is_a_place_to_start():
    assert {option["code"] for option in picking.find("region", "")} == {"510000", "330000"}
    assert picking.find("region", "", within="510300")[0]["code"] == "510300"
    assert picking.find("industry", "")[0]["code"] == "C"


def test_the_offices_own_region_comes_first():
    found = [option["code"] for option in picking.find("region", "5", within="510400")]
    assert found[0] == "510400"


def test_it_takes_two_queries_whatever_is_found():
    with CaptureQueriesContext(connection) as caught:
        picking.find("region", "5")
    assert len(caught) == 2


def test_the_address_answers_in_json_and_knows_its_kinds(client):
    client.force_login(factories.make_superuser())
    answer = client.get("/admin/pick/region/", {"q": "荣县"}).json()
    assert answer["results"] == [{"code": "510321", "label": "荣县", "path": "四川省 › 自贡市"}]
    assert client.get("/admin/pick/colour/").status_code == 404
