import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.presenting.words import pieces


def test_a_title_breaks_between_words():
    assert "冷链" in pieces("荣县冷链仓储与预制菜中央厨房项目")


@pytest.mark.parametrize("text", ["项目（二期）", "“双流”空港产业园", "年产3.5万吨/年的A1栋（一期、二期）"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text):
    parts = pieces(text)
    assert not any(part[0] in "）)、，。”》" for part in parts[1:])
    assert not any(part[-1] in "（(“《" for part in parts[:-1])


@given(st.text(max_size=60))
def test_the_parts_joined_are_the_title(text):
    assert "".join(pieces(text)) == text
