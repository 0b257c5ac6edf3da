"""Titles in Latin letters, and letters cut into syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyzer
from search.latin import splits
from tests.search.small import ANALYZER


def test_a_title_is_read_aloud_character_by_character_and_its_words_give_initials():
    latin = ANALYZER.latin("自贡冷库PPP项目")
    assert latin.pinyin == "zi gong leng ku ppp xiang mu"
    assert {"zg", "lk", "xm"} <= set(latin.initials.split())


@pytest.mark.parametrize(
    ("place", "read"),
    [
        ("荥经县", "ying jing xian"), ("什邡市", "shi fang shi"), ("筠连县", "jun lian xian"),
        ("郫都区", "pi du qu"), ("新都区", "xin du qu"), ("莲都区", "lian du qu"), ("重庆", "chong qing"),
    ],
)  # fmt: skip
def test_places_are_read_as_they_read_themselves(place, read):
    assert analyzer().latin(place).pinyin == read


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("lengku", {("leng", "ku")}),
        ("xian", {("xian",), ("xi", "an")}),
        ("fangan", {("fan", "gan"), ("fang", "an")}),
        ("ppp", set()),
        ("", set()),
        ("lvse", {("lv", "se")}),
    ],
)
def test_letters_are_cut_into_syllables(letters, ways):
    assert ways <= set(splits(letters))
    assert bool(splits(letters)) == bool(ways)


@given(st.text(alphabet="aeghinou", max_size=60))
def test_cutting_letters_is_bounded_and_loses_none(letters):
    found = splits(letters)
    assert len(found) <= 4
    assert all("".join(way) == letters for way in found)
