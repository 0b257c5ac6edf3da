"""How a written place becomes a code."""

import pytest

from taxonomy.tables import Taxonomy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("510300", "510300"),
        ("51", "510000"),
        ("5103", "510300"),
        ("510304000000", "510304"),
        (" ５１０３００ ", "510300"),
        ("500100", "500000"),
        ("自贡", "510300"),
        (" 自贡市　", "510300"),
        ("四川省自贡市大安区", "510304"),
        ("自贡大安", "510304"),
        ("四川 自贡", "510300"),
        ("四川省/自贡市/荣县", "510321"),
        ("四川省 › 自贡市 › 荣县", "510321"),
        ("自贡市-荣县", "510321"),
        ("中国四川省", "510000"),
        ("蓉", "510100"),
        ("甬", "330200"),
        ("酒城", "510500"),
        ("凉山州西昌市", "513401"),
        ("甘孜州康定", "513301"),
        ("广西", "450000"),
        ("内江市市中区", "511002"),
        ("攀枝花东区", "510402"),
        ("达州市通川区", "511702"),
        ("北京市朝阳区", "110105"),
        ("重庆渝北", "500112"),
        ("Zigong", "510300"),
        ("zi gong", "510300"),
        ("海南", "460000"),
        ("吉林", "220000"),
        ("阿坝", "513200"),
        ("阿坝县", "513231"),
    ],
)
def test_a_place_is_found(files: Taxonomy, text, code):
    answer = files.regions.resolve(text)
    assert answer.code == code
    assert answer.exact


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("郫县", "510117"),
        ("510124", "510117"),
        ("四川省郫县", "510117"),
        ("宜宾县", "511504"),
        ("江干区", "330102"),
        ("330104", "330102"),
        ("杭州市下城区", "330105"),
        ("330103", "330105"),
        ("富阳市", "330111"),
        ("330183", "330111"),
        ("绍兴县", "330603"),
        ("简阳市", "510185"),
        ("512081", "510185"),
    ],
)
def test_an_old_name_or_code_means_its_successor(files: Taxonomy, text, code):
    assert files.regions.resolve(text).code == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("天府新区", "天府新区"),
        ("四川天府新区", "天府新区"),
        ("天府新区眉山", "天府新区眉山片区"),
        ("成都高新区", "成都高新区"),
        ("成都市高新区", "成都高新区"),
        ("成都高新技术产业开发区", "成都高新区"),
        ("绵阳经济技术开发区", "绵阳经开区"),
        ("宜宾临港经开区", "三江新区"),
        ("广元市广元经开区", "广元经开区"),
        ("两江新区", "两江新区"),
        ("钱塘新区", "钱塘新区"),
    ],
)
def test_a_development_zone_is_found_under_its_usual_names(files: Taxonomy, text, name):
    code = files.regions.resolve(text).code
    assert code is not None
    assert files.regions[code].name == name


@pytest.mark.parametrize(
    ("text", "count"), [("朝阳", 3), ("鼓楼", 4), ("西湖", 2), ("市中区", 4), ("长宁", 2)]
)
def test_a_name_of_several_places_gives_candidates_and_no_code(files: Taxonomy, text, count):
    answer = files.regions.resolve(text)
    assert answer.code is None
    assert len(answer.candidates) == count


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("朝阳", "110000", "110105"),
        ("鼓楼区", "320100", "320106"),
        ("西湖", "330000", "330106"),
        ("市中区", "511000", "511002"),
        ("高新区", "510300", None),
        ("自贡", "330000", None),
        ("四川省自贡市大安区", "510000", "510304"),
    ],
)
def test_within_narrows_the_answer(files: Taxonomy, text, within, code):
    assert files.regions.resolve(text, within=within).code == code


def test_a_group_is_not_a_place_but_offers_its_members(files: Taxonomy):
    answer = files.regions.resolve("川南")
    assert answer.code is None
    assert answer.candidates == ("510300", "510500", "511000", "511500")


def test_a_list_of_places_offers_each_of_them(files: Taxonomy):
    answer = files.regions.resolve("自贡、内江")
    assert answer.code is None
    assert answer.candidates == ("510300", "511000")


def test_an_address_gives_its_district_but_not_exactly(files: Taxonomy):
    answer = files.regions.resolve("四川省自贡市大安区龙井街道12号")
    assert (answer.code, answer.exact) == ("510304", False)
    assert files.regions.resolve("四川省成都市浙江路12号").code == "510100"


def test_two_places_that_do_not_belong_together_are_not_guessed(files: Taxonomy):
    answer = files.regions.resolve("浙江四川")
    assert answer.code is None
    assert set(answer.candidates) == {"330000", "510000"}


@pytest.mark.parametrize("text", ["", "  ", "火星", "999999", "510399", "12345", "——", "a"])
def test_what_is_no_place_is_unknown(files: Taxonomy, text):
    answer = files.regions.resolve(text)
    assert (answer.code, answer.candidates) == (None, ())


def test_every_place_is_found_by_its_code_and_by_its_path(files: Taxonomy):
    regions = files.regions
    for region in regions.values():
        if region.retired:
            continue
        assert regions.resolve(region.code).code == region.code
        assert regions.resolve(regions.path_name(region.code, "")).code == region.code, region
