"""Facts of GB/T 2260 as they stood in January 2025."""

import pytest

from taxonomy.tables import Taxonomy


@pytest.mark.parametrize(
    ("code", "full_name", "level", "parent"),
    [
        ("510000", "四川省", "province", None),
        ("330000", "浙江省", "province", None),
        ("510300", "自贡市", "city", "510000"),
        ("511000", "内江市", "city", "510000"),
        ("511822", "荥经县", "county", "511800"),
        ("511525", "高县", "county", "511500"),
        ("500107", "九龙坡区", "county", "500000"),
        ("469001", "五指山市", "county", "460000"),
        ("429004", "仙桃市", "county", "420000"),
        ("659001", "石河子市", "county", "650000"),
    ],
)
def test_known_places_stand_where_they_belong(files: Taxonomy, code, full_name, level, parent):
    region = files.regions[code]
    assert (region.full_name, region.level, region.parent) == (full_name, level, parent)


def _below(files: Taxonomy, code: str, level: str) -> list[str]:
    return [
        c
        for c in files.regions.descendants(code)
        if files.regions[c].level == level and not files.regions[c].retired
    ]


@pytest.mark.parametrize(("province", "cities", "counties"), [("510000", 21, 183), ("330000", 11, 90)])
def test_sichuan_and_zhejiang_are_complete(files: Taxonomy, province, cities, counties):
    assert len(_below(files, province, "city")) == cities
    assert len(_below(files, province, "county")) == counties


def test_there_are_34_provinces_and_333_cities_of_the_mainland(files: Taxonomy):
    living = [region for region in files.regions.values() if not region.retired]
    assert sum(region.level == "province" for region in living) == 34
    assert sum(region.level == "city" for region in living) == 333


@pytest.mark.parametrize("code", ["110000", "120000", "310000", "500000"])
def test_a_municipality_has_no_city_level(files: Taxonomy, code):
    assert not _below(files, code, "city")
    assert _below(files, code, "county")


@pytest.mark.parametrize(
    ("code", "name"), [("441900", "东莞"), ("442000", "中山"), ("460400", "儋州"), ("620200", "嘉峪关")]
)
def test_some_cities_have_no_counties(files: Taxonomy, code, name):
    assert files.regions[code].name == name
    assert files.regions[code].level == "city"
    assert files.regions.descendants(code) == (code,)


@pytest.mark.parametrize("prefix", ["4690", "4290", "6590"])
def test_counties_directly_below_their_province(files: Taxonomy, prefix):
    codes = [code for code in files.regions if code.startswith(prefix)]
    assert codes
    assert all(len(files.regions.ancestors(code)) == 2 for code in codes)


@pytest.mark.parametrize(
    ("code", "pinyin", "english"),
    [
        ("510300", "zi gong", "Zigong"),
        ("510682", "shi fang", "Shifang"),
        ("511527", "jun lian", "Junlian"),
        ("511524", "chang ning", "Changning"),
        ("510117", "pi du", "Pidu"),
        ("510114", "xin du", "Xindu"),
        ("331102", "lian du", "Liandu"),
        ("511800", "ya an", "Ya'an"),
        ("610000", "shan xi", "Shaanxi"),
        ("331000", "tai zhou", "Taizhou"),
        ("511123", "qian wei", "Qianwei"),
    ],
)
def test_names_are_read_as_people_read_them(files: Taxonomy, code, pinyin, english):
    assert (files.regions[code].pinyin, files.regions[code].name_en) == (pinyin, english)


@pytest.mark.parametrize("spelling", ["ying jing", "xing jing", "yingjing", "Xingjing"])
def test_yingjing_is_found_under_both_readings(files: Taxonomy, spelling):
    assert files.regions.resolve(spelling).code == "511822"


def test_every_place_has_a_name_a_reading_a_seat_and_a_known_parent(files: Taxonomy):
    for region in files.regions.values():
        assert region.name, region
        assert region.pinyin, region
        assert region.name_en, region
        assert region.lon is not None, region
        assert 73 < region.lon < 136, region
        assert 3 < region.lat < 54, region
        assert region.parent is None or region.parent in files.regions, region


def test_a_development_zone_is_a_child_of_its_county_or_city(files: Taxonomy):
    zones = [region for region in files.regions.values() if region.level == "zone"]
    assert len([zone for zone in zones if zone.code.startswith("51")]) >= 80
    for zone in zones:
        assert files.regions[zone.parent].level in ("county", "city", "province")
    assert files.regions.path_name("510303Z01") == "四川省 › 自贡市 › 贡井区 › 自贡航空产业园"


def test_the_own_code_of_a_zone_is_its_parents_with_z_and_two_digits(files: Taxonomy):
    for region in files.regions.values():
        if "Z" in region.code:
            assert region.code[:7] == f"{region.parent}Z"
            assert region.code[7:].isdigit()
            assert len(region.code) == 9


def test_a_retired_place_keeps_its_code_and_names_its_successor(files: Taxonomy):
    old = files.regions["510124"]
    assert (old.full_name, old.retired, old.successor) == ("郫县", True, "510117")
    for region in files.regions.values():
        if region.retired:
            assert not files.regions[region.successor].retired, region


def test_distance_is_the_great_circle_between_seats(files: Taxonomy):
    assert files.regions.distance_km("510300", "510300") == 0
    assert files.regions.distance_km("510100", "510300") == pytest.approx(150, abs=15)
    assert files.regions.distance_km("510100", "330100") == pytest.approx(1550, abs=40)
    assert files.regions.distance_km("510100", "999999") is None


def test_groups_of_a_place_are_those_of_its_ancestors_too(files: Taxonomy):
    assert files.regions.groups["川南"] == ("510300", "510500", "511000", "511500")
    assert {"川南", "成渝", "川渝"} <= set(files.regions.groups_of("510321"))
    assert files.regions.groups_of("999999") == ()


def test_a_path_reads_from_the_province_down(files: Taxonomy):
    assert files.regions.path_name("510321") == "四川省 › 自贡市 › 荣县"
    assert files.regions.path_name("510321", "") == "四川省自贡市荣县"
    assert files.regions.path_name("999999") == ""
