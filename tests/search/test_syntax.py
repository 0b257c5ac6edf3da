"""Words, phrases and exclusions out of what a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.syntax import Parsed, Part, parse


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("冷链 仓储", [Part("冷链"), Part("仓储")]),
        ("冷链、仓储，物流", [Part("冷链"), Part("仓储"), Part("物流")]),
        ("“冷链 仓储”", [Part("冷链 仓储", is_phrase=True)]),
        ("「冷鏈」", [Part("冷鏈", is_phrase=True)]),
        ('-"冷链 仓储" 自贡', [Part("冷链 仓储", is_phrase=True, is_excluded=True), Part("自贡")]),
        ("冷链 -仓储", [Part("冷链"), Part("仓储", is_excluded=True)]),
        ("冷链 －仓储", [Part("冷链"), Part("仓储", is_excluded=True)]),
        ("A1-A7", [Part("A1-A7")]),
        ('- -- ""', []),
    ],
)
def test_parts_of_a_text(text, parts):
    assert parse(text) == Parsed(tuple(parts))


def test_a_mark_left_open_reaches_to_the_end_and_is_noticed():
    assert parse("自贡 “冷链 仓储") == Parsed((Part("自贡"), Part("冷链 仓储", is_phrase=True)), is_open=True)
    assert parse('"').is_open


@given(st.text(alphabet='冷链 a-"“”「」，-', max_size=60))
def test_every_text_means_something(text):
    for part in parse(text).parts:
        assert part.text.strip()
