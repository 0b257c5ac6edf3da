"""The small parts: what they print, and that they escape."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone, translation


def draw(source, **values):
    return Template("{% load docking %}" + source).render(Context(values))


def test_an_amount_keeps_its_value_in_the_markup():
    assert draw("{% amount 12000 %}") == '<data class="amt" value="12000">1.2<small>亿元</small></data>'


def test_an_unknown_amount_is_said_and_not_shown_as_zero():
    assert "0" not in draw("{% amount None %}")
    assert ">0<" in draw("{% amount 0 %}")


def test_ready_buildings_ask_for_no_land():
    assert "现房" in draw('{% land None "ready" %}')
    assert "现房" in draw("{% land 0 %}")
    assert "亩" in draw('{% land 85 "ready" %}')


def test_six_boxes_show_the_maturity():
    shown = draw("{% ticks 4 %}")
    assert shown.count("<i") == 6
    assert shown.count('class="on"') == 4
    assert "成熟度 4/6" in shown


def test_a_date_carries_its_machine_form():
    assert draw("{% day day %}", day=dt.date(2025, 1, 2)) == '<time datetime="2025-01-02">2025年1月2日</time>'
    late = dt.datetime(2025, 1, 2, 23, 0, tzinfo=dt.UTC)  # already the third in Shanghai
    assert "1月3日" in draw("{% day day %}", day=late)


def test_modes_are_named_in_the_readers_language_and_unknown_codes_left_out():
    assert draw("{% modes codes %}", codes=["lease", "nonsense", "bot"]) == "租赁／BOT"
    with translation.override("en"):
        assert draw("{% modes codes %}", codes=["lease", "bot"]) == "Lease / BOT"


@pytest.mark.parametrize("part", ["{{ text|zh }}", "{{ text|words }}", "{{ text|mixed }}"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_text_from_people_is_escaped(part, language):
    with translation.override(language):
        assert "<b>" not in draw(part, text="<b>冷链</b>")


def test_chinese_words_in_an_english_sentence_are_marked():
    with translation.override("en"):
        shown = draw("{{ text|mixed }}", text="Both write of 冷库、预制菜 here")
    assert shown == 'Both write of <span lang="zh-Hans">冷库、预制菜</span> here'


def test_a_posting_verified_today_carries_no_mark():
    assert draw("{% stale day %}", day=timezone.localdate()) == ""
    assert draw("{% stale day %}", day=None) == ""


@pytest.mark.django_db
def test_a_place_is_its_path_with_its_code():
    shown = draw('{% place "510321" "双古镇" %}')
    assert shown == (
        '<p class="place"><span>四川省</span><span>自贡市</span><span>荣县</span>'
        '<span lang="zh-Hans">双古镇</span><code>510321</code></p>'
    )


@pytest.mark.django_db
def test_a_code_nobody_knows_is_shown_as_it_is():
    assert draw('{% place "999999" %}') == '<p class="place"><span>999999</span></p>'
