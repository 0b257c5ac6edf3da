"""The secretariat edits the tables in the admin; nobody deletes."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taxonomy import tree
from taxonomy.editing.policy import TABLES
from taxonomy.models import CrosswalkRow, Region, RegionAlias, RegionGroup, SynonymGroup
from tests.factories import make_officer, make_secretary, make_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

NAMES = ["regions", "aliases", "region-groups", "industries", "sectors", "crosswalk", "synonyms"]


@pytest.fixture
def secretary(client):
    """A client logged in as somebody whose group may view, add, change and (in vain) delete."""
    user = make_secretary()
    group = user.groups.get()
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(content_type__app_label="taxonomy"),
    )
    client.force_login(user)
    return client


def _url(name: str, view: str, *args: str) -> str:
    return reverse(f"{name}:{view}", args=args)


def _errors(response) -> dict:
    return response.context["form"].errors


@pytest.mark.parametrize("name", NAMES)
def test_each_table_is_listed_and_searched(secretary, name):
    assert secretary.get(_url(name, "index")).status_code == 200
    assert secretary.get(_url(name, "index"), {"q": "自贡"}).status_code == 200
    assert secretary.get(_url(name, "add")).status_code == 200


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [("regions", "zg", "510300"), ("regions", "自贡", "510300"), ("industries", "白酒", "1512")],
)
def test_a_row_is_found_by_what_people_type(secretary, name, query, code):
    response = secretary.get(_url(name, "index"), {"q": query})
    assert code in {row.pk for row in response.context["object_list"]}


@pytest.mark.parametrize("name", ["crosswalk", "regions", "industries", "aliases"])
def test_a_list_takes_the_same_queries_for_fifty_rows_as_for_one(secretary, name):
    def queries(**filters: str) -> int:
        with CaptureQueriesContext(connection) as context:
            response = secretary.get(_url(name, "index"), filters)
        assert len(response.context["object_list"]) == (1 if filters else 50)
        return len(context)

    one = {"crosswalk": "白酒庄园", "regions": "荥经县", "industries": "1512", "aliases": "釜溪城"}[name]
    CrosswalkRow.objects.create(number=20_000, sector_id="culture", industry_id="1512", term="白酒庄园")
    RegionAlias.objects.create(region_id="510300", alias="釜溪城")
    queries()  # what is cached at the first visit
    assert queries() <= queries(q=one) + 2


def test_a_new_crosswalk_row_is_used_at_once(secretary):
    response = secretary.post(
        _url("crosswalk", "add"), {"sector": "energy", "industry": "光伏", "term": "钙钛矿", "note": ""}
    )
    assert response.status_code == 302
    row = CrosswalkRow.objects.get(term="钙钛矿")
    assert (row.industry_id, row.is_edited, row.number) == ("3825", True, 10_001)
    assert tree.current().industries.resolve("钙钛矿").code == "3825"


@pytest.mark.parametrize(
    ("industry", "term", "field", "word"),
    [
        ("", "", "__all__", "等于没说"),
        ("9999", "某词", "industry", "找不到"),
        ("白酒/光伏", "某词", "industry", "1512"),
        ("1512", "白酒", "__all__", "已有"),
    ],
)
def test_a_faulty_crosswalk_row_is_answered_with_cause_and_cure(secretary, industry, term, field, word):
    response = secretary.post(
        _url("crosswalk", "add"), {"sector": "manufacturing", "industry": industry, "term": term}
    )
    assert response.status_code == 200
    assert word in str(_errors(response)[field])


def test_an_edited_row_is_marked(secretary):
    row = CrosswalkRow.objects.get(term="白酒")
    data = {"sector": "manufacturing", "industry": "1512 白酒制造", "term": "白酒", "note": "含酒庄"}
    assert secretary.post(_url("crosswalk", "edit", str(row.pk)), data).status_code == 302
    row.refresh_from_db()
    assert (row.note, row.is_edited, row.industry_id) == ("含酒庄", True, "1512")


def test_a_zone_is_added_below_its_county(secretary):
    data = {
        "code": "510321z02",
        "name": "荣县航空小镇",
        "full_name": "荣县航空小镇",
        "level": "zone",
        "parent": "荣县",
        "pinyin": "rong xian hang kong xiao zhen",
    }
    assert secretary.post(_url("regions", "add"), data).status_code == 302
    zone = Region.objects.get(code="510321Z02")
    assert zone.path == "/510000/510300/510321/510321Z02/"
    assert zone.initials == "rxhkxz"
    assert tree.current().regions.resolve("荣县航空小镇").code == "510321Z02"


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"code": "51"}, "code", "六位"),
        ({"code": "510300"}, "code", ""),
        ({"parent": ""}, "parent", "上级"),
        ({"parent": "510303Z01"}, "parent", "上级"),
        ({"parent": "市中区"}, "parent", "511002"),
        ({"parent": "510124"}, "parent", ""),
        ({"successor": "510300"}, "successor", "停用"),
    ],
)
def test_a_faulty_region_is_answered_beside_its_field(secretary, changes, field, word):
    data = {"code": "510321Z03", "name": "某园区", "full_name": "某园区", "level": "zone", "parent": "510321"}
    response = secretary.post(_url("regions", "add"), {**data, **changes})
    if changes == {"parent": "510124"}:  # a retired code is read as its successor
        assert response.status_code == 302
        assert Region.objects.get(code="510321Z03").parent_id == "510117"
        return
    assert response.status_code == 200
    assert word in str(_errors(response)[field])


def test_a_region_is_retired_with_its_successor_and_keeps_its_code(secretary):
    region = Region.objects.get(code="510303Z01")
    data = {
        "name": region.name,
        "full_name": region.full_name,
        "parent": "510303",
        "pinyin": region.pinyin,
        "is_retired": "on",
        "successor": "自贡高新区",
    }
    assert secretary.post(_url("regions", "edit", "510303Z01"), data).status_code == 302
    region.refresh_from_db()
    assert (region.is_retired, region.successor_id) == (True, "510300Z01")
    assert tree.current().regions.resolve("自贡航空产业园").code == "510300Z01"


def test_aliases_groups_and_synonyms_are_written_as_people_write_them(secretary):
    assert (
        secretary.post(
            _url("aliases", "add"), {"alias": "釜溪城", "region": "自贡", "kind": "nickname"}
        ).status_code
        == 302
    )
    assert RegionAlias.objects.get(alias="釜溪城").region_id == "510300"
    data = {"name": "内自同城", "places": "内江\n四川省自贡市\n\n"}
    assert secretary.post(_url("region-groups", "add"), data).status_code == 302
    assert set(RegionGroup.objects.get(name="内自同城").members.values_list("code", flat=True)) == {
        "510300",
        "511000",
    }
    data = {"head": "灯会", "terms": "彩灯\n花灯\n彩灯"}
    assert secretary.post(_url("synonyms", "add"), data).status_code == 302
    assert SynonymGroup.objects.get(head="灯会").terms == ["彩灯", "花灯"]
    assert tree.current().synonyms["灯会"] == ("彩灯", "花灯")


def test_an_existing_group_shows_its_members(secretary):
    response = secretary.get(_url("region-groups", "edit", "川南"))
    assert "510300 四川省 › 自贡市" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_deleting_is_not_offered_to_anybody(client, name):
    client.force_login(make_superuser())
    model = dict(zip(NAMES, TABLES, strict=True))[name]
    row = model.objects.first()
    page = client.get(_url(name, "edit", str(row.pk)))
    assert page.status_code == 200
    assert _url(name, "delete", str(row.pk)) not in page.content.decode()
    client.post(_url(name, "delete", str(row.pk)))
    assert model.objects.filter(pk=row.pk).exists()


def test_an_officer_does_not_see_the_tables(client):
    user = make_officer()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(_url("regions", "index")).status_code in (302, 403)
