import pytest

from taxonomy import loader, stamp, tree
from taxonomy.models import CrosswalkRow, Region, RegionAlias, RegionGroup, SynonymGroup
from taxonomy.tables import load_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_before_the_first_load_the_files_speak(empty):
    assert tree.current() is load_tables()


def test_the_tree_from_the_database_equals_the_files():
    ours, files = tree.current(), load_tables()
    assert ours is not files
    for name in ("regions", "industries"):
        mine, theirs = getattr(ours, name), getattr(files, name)
        assert list(mine) == list(theirs)
        assert [code for code in mine if mine[code] != theirs[code]] == []
    assert ours.regions.groups == files.regions.groups
    assert ours.crosswalk.rows == files.crosswalk.rows
    assert list(ours.crosswalk.sectors.items()) == list(files.crosswalk.sectors.items())
    assert ours.synonyms == files.synonyms


def test_the_same_object_is_given_until_a_row_changes():
    before = tree.current()
    assert tree.current() is before
    RegionAlias.objects.create(region_id="510300", alias="釜溪城")
    after = tree.current()
    assert after is not before
    assert after.regions.resolve("釜溪城").code == "510300"


def test_every_kind_of_change_is_noticed():
    def changed(act) -> bool:
        before = tree.current()
        act()
        return tree.current() is not before

    row = CrosswalkRow.objects.get(term="白酒")
    assert changed(row.save)
    assert changed(row.delete)
    assert changed(Region.objects.get(code="510300").save)
    assert changed(SynonymGroup(head="灯会", terms=["彩灯"]).save)
    assert changed(lambda: RegionGroup.objects.get(name="川南").members.remove("510300"))
    assert changed(loader.load)


def test_a_retired_row_is_no_longer_used():
    CrosswalkRow.objects.filter(term="白酒").update(is_retired=True)
    alias = RegionAlias.objects.get(alias="蓉")
    alias.is_retired = True
    alias.save()
    now = tree.current()
    assert now.industries.resolve("白酒").code != "1512" or not now.industries.resolve("白酒").exact
    assert now.regions.resolve("蓉").code is None


def test_building_takes_a_constant_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(8):
        tree.current()
    for number in range(20):
        RegionAlias.objects.create(region_id="510300", alias=f"盐城{number}")
    with django_assert_num_queries(8):
        tree.current()


def test_a_warm_call_asks_for_the_stamp_only_and_once_in_a_request(django_assert_num_queries):
    tree.current()
    with django_assert_num_queries(2):
        tree.current()
        tree.current()
    stamp.begin_request()
    try:
        with django_assert_num_queries(1):
            for _ in range(5):
                tree.current()
    finally:
        stamp.end_request()
