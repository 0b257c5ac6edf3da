"""Words like one that nothing holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyzer
from search.similar import Similar, names, within
from taxonomy.tables import load_tables


@pytest.fixture(scope="module")
def similar():
    return Similar([*names(load_tables()), "中央厨房", "冷链物流园"], analyzer().syllables)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("蓉县", "荣县"),  # the same sound
        ("自供", "自贡"),
        ("成嘟", "成都"),
        ("林波", "宁波"),  # l and n, ng and n
        ("中央厨坊", "中央厨房"),
        ("中央大厨房", "中央厨房"),
        ("冷琏物流园", "冷链物流园"),
        ("zigogn", "自贡"),
        ("chengdou", "成都"),
    ],
)
def test_the_word_that_was_meant_is_among_them(similar, written, meant):
    assert meant in similar.to(written)


@pytest.mark.parametrize("written", ["", "荣", "🌶", "恐龙化石馆", "qqqqq", "zg", "\x00"])
def test_what_is_like_nothing_has_none(similar, written):
    assert similar.to(written) == []


letters = st.text(alphabet="abc", max_size=7)


@given(letters, letters)
def test_a_step_is_a_step_both_ways(one, other):
    for most in (0, 1, 2):
        assert within(one, other, most) == within(other, one, most)
    if within(one, other, 1):
        assert within(one, other, 2)
        assert abs(len(one) - len(other)) <= 1


def test_a_swap_with_the_neighbour_is_one_step():
    assert within("zigogn", "zigong", 1)
    assert not within("zigogn", "zigong", 0)
