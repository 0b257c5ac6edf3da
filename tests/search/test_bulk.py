"""The quick way to tokens gives what the plain way gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulk import tokens_of
from tests.search.small import ANALYZER

TEXTS = (
    "", "\n", " ", "冷链", "茶", "荣县冷链仓储项目（PPP）", "榮縣冷鏈產業園",
    "ＰＰＰ　１２３万元", "建筑面积3万㎡…约½", "①②㈱℃", "冷，链。物、流", "々" * 50,
    "大连市中山区商务楼", "中山灯具、中山路", "由自贡市建材有限公司投资的中山项目",
    "川南集团公司引进冷藏", "🌶冷链🌶", "𠀀𠀁冷链", "a" * 39 + "冷", "b" * 40, "c" * 41,
    "d_e_f", "冷_链", "e\N{COMBINING ACUTE ACCENT}te", "각하", "\0冷链", "冷链\0", "\0",
    "〇々〆", "T恤B超卡拉OK", "x-y z/w", "\x1c冷\x85链\u2028", "İı ſ ß ǅ", "ͅα",
)  # fmt: skip
LETTERS = (
    "冷链物流中山区路有限公司集团建材榮縣茶〇々々豈，。㎡…𠀀🌶"
    "ab1Ａ＿_ \n\0\u2028\x1cé\N{COMBINING ACUTE ACCENT}ᄀ가ᅡᆨ"
)


def test_each_strange_text_alone_and_among_the_others():
    plain = [ANALYZER.tokens(text) for text in TEXTS]
    assert tokens_of(ANALYZER, TEXTS) == plain
    assert [tokens_of(ANALYZER, [text])[0] for text in TEXTS] == plain
    assert tokens_of(ANALYZER, []) == []


@given(st.lists(st.text(st.sampled_from(LETTERS), max_size=60), max_size=6))
def test_texts_of_the_characters_that_make_trouble(texts):
    assert tokens_of(ANALYZER, texts) == [ANALYZER.tokens(text) for text in texts]


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_at_all(texts):
    assert tokens_of(ANALYZER, texts) == [ANALYZER.tokens(text) for text in texts]


@pytest.mark.parametrize("low", range(0, 0x3000, 0x800))
def test_every_character_of_the_lower_blocks(low):
    texts = [f"冷{chr(code)}链a{chr(code)}" for code in range(low, low + 0x800)]
    assert tokens_of(ANALYZER, texts) == [ANALYZER.tokens(text) for text in texts]
