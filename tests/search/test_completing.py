"""Names by what is typed of them."""

import pytest

from search.analysis import analyzer
from search.completing import Completions, Keys, Name, of_taxonomy
from taxonomy.tables import load_tables


@pytest.fixture(scope="module")
def held():
    return of_taxonomy(load_tables(), analyzer().syllables)


def names(found):
    return [name.name for name in found]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("自贡", "自贡市"), ("自", "自贡市"), ("zigong", "自贡市"), ("zi gong", "自贡市"), ("ZIG", "自贡市"),
        ("zg", "自贡市"), ("榮縣", "荣县"), ("rongxian", "荣县"), ("蓉", "成都市"), ("郫县", "郫都区"),
        ("xi'an", "西安市"),
    ],
)  # fmt: skip
def test_a_place_is_found_by_its_beginning_its_sound_and_its_other_names(held, typed, name):
    found = names(held[0].find(typed, most=6))
    assert name in found
    if len(typed) > 3 or typed in ("自贡", "蓉", "郫县"):
        assert name in found[:2]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("食品", "食品制造业"), ("shipin", "食品制造业"), ("spzzy", "食品制造业"), ("food", "食品制造业"),
     ("冷库", "低温仓储"), ("1371", "蔬菜加工"), ("新能源", "新能源"), ("xny", "新能源"),
     ("饮料", "酒、饮料和精制茶制造业")],
)  # fmt: skip
def test_an_industry_or_a_sector_too(held, typed, name):
    assert name in names(held[1].find(typed, most=8))


def test_its_own_name_goes_before_another_name_and_a_word_inside():
    def entry(code, **keys):
        return Name("industry", code, code), [Keys(**{name: frozenset(held) for name, held in keys.items()})]

    held = Completions(
        [entry("inside", inside=["冷链"]), entry("other", other=["冷链物流"]), entry("own", own=["冷链仓"])]
    )
    assert [name.code for name in held.find("冷链", most=3)] == ["own", "other", "inside"]
    assert [name.code for name in held.find("冷链物流", most=3)] == ["other"]


def test_what_nothing_would_be_found_with_comes_last(held):
    counts = {("region", "510302"): 3}
    assert names(held[0].find("自", most=2, counts=counts))[0] == "自流井区"


@pytest.mark.parametrize("typed", ["", " ", "🌶", "\x00", "'", "火星", "z" * 5000])
def test_nothing_is_found_for_what_is_no_name(held, typed):
    assert held[0].find(typed, most=5) == []
