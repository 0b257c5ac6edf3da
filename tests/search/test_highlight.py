"""Hits marked on the raw text, as safe HTML."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import mark, snippet, words_to_mark
from tests.search.small import ANALYZER
from tests.search.test_analysis import plan


def marked(text: str, query: str) -> str:
    return mark(text, words_to_mark(plan(query)), ANALYZER)


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("荣县冷链仓储", "冷链", "荣县<mark>冷链</mark>仓储"),
        ("榮縣冷鏈", "冷链", "榮縣<mark>冷鏈</mark>"),
        ("冷链仓储", "冷链 仓储", "<mark>冷链仓储</mark>"),
        ("智能终端制造", "智能终端", "<mark>智能终端</mark>制造"),
        ("ＰＰＰ项目", "ppp", "<mark>ＰＰＰ</mark>项目"),
        ("xpppx", "ppp", "xpppx"),
        ("全民健康疗法", "康养", "全民健康疗法"),
        ("健康养老", "大健康", "健康<mark>养老</mark>"),
        ("中山区与中山", "中山", "中山区与<mark>中山</mark>"),
        ("<b>冷链</b>", "冷链", "&lt;b&gt;<mark>冷链</mark>&lt;/b&gt;"),
        ("什么也没有", "冷链", "什么也没有"),
        ("", "冷链", ""),
    ],
)
def test_hits(text, query, html):
    assert marked(text, query) == html


texts = st.text(alphabet="冷链仓储<>&'\"a🌶 鏈", max_size=60)


@given(texts, st.text(alphabet="冷链仓储a", min_size=1, max_size=6))
def test_without_its_marks_the_html_is_the_text(text, query):
    html = marked(text, query)
    assert unescape(re.sub("</?mark>", "", html)) == text
    assert re.sub("</?mark>", "", html) == escape(text)


def test_a_snippet_shows_the_hit_of_the_summary_else_of_the_body_else_the_beginning():
    words = words_to_mark(plan("冷链"))
    body = "园区情况。" * 60 + "配套冷链仓储设施。" + "其他情况。" * 60
    assert snippet("有冷链。", body, words, ANALYZER) == "有<mark>冷链</mark>。"
    shown = snippet("没有。", body, words, ANALYZER)
    assert "<mark>冷链</mark>" in shown
    assert shown.startswith("…")
    assert len(shown) < 140
    assert snippet("摘要" * 200, "", words, ANALYZER).endswith("…")
    assert snippet("", "", words, ANALYZER) == ""
