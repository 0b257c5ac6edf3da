"""万元 and 亿元, told apart in every form offices use."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from sheets import Amount, Problem, parse_wan
from sheets.amounts import unit_of


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("1.2亿元", None, "12000"),
        ("1.2亿", "万元", "12000"),
        ("8,000万元", "亿元", "8000"),
        ("８０００ 万", None, "8000"),
        (5000, "万元", "5000"),
        (3.5, "亿元", "35000"),
        ("3.5", "亿元", "35000"),
        ("30000000元", None, "3000"),
        ("约3亿元", None, "30000"),
        ("不低于5000万元", None, "5000"),
        ("2亿元以上", None, "20000"),
        ("10—20亿元", None, "200000"),
        ("5000-8000", "万元", "8000"),
        ("5000万至1亿元", None, "10000"),
        ("人民币 600 万元", None, "600"),
        (0, "万元", "0"),
    ],
)
def test_an_amount_is_read_in_wan(text: object, unit: str | None, wan: str) -> None:
    amount = parse_wan(text, unit)
    assert isinstance(amount, Amount), amount
    assert amount.wan == Decimal(wan)


def test_a_range_keeps_both_ends() -> None:
    amount = parse_wan("0.5-1.2亿元")
    assert isinstance(amount, Amount)
    assert (amount.low, amount.high) == (Decimal(5000), Decimal(12000))


@pytest.mark.parametrize("text", [None, "", "  ", "-", "无", float("nan")])
def test_a_blank_is_nothing_at_all(text: object) -> None:
    assert parse_wan(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (-5, "负数"),
        ("-5", "负数"),
        ("面议", "没有写"),
        ("待定", "没有写"),
        ("五千万", "读不出"),
        ("1.2亿美元", "外币"),
        (datetime.date(2026, 3, 5), "日期"),
        (float("inf"), "读不出"),
        ("1e400", "读不出"),
        (True, "读不出"),
        (10**20, "太大"),
        ("12亿亩", "读不出"),
    ],
)
def test_what_is_no_amount_is_named(text: object, word: str) -> None:
    found = parse_wan(text, field="投资总额")
    assert isinstance(found, Problem)
    assert word in found.cause
    assert found.field == "投资总额"
    assert found.cure


def test_a_figure_in_the_wrong_unit_is_doubted() -> None:
    amount = parse_wan(12000, "亿元")
    assert isinstance(amount, Amount)
    assert amount.doubt is not None
    assert not amount.doubt.skips


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("投资总额（亿元）", "亿元"),
        ("总投资(万元)", "万元"),
        ("投资总额（亿）", "亿元"),
        ("amount_wan", "万元"),
        ("用地规模（亩）", "亩"),
        ("投资额（元）", "元"),
        ("投资总额", None),
        ("单元名称", None),
    ],
)
def test_the_unit_of_a_header(header: str, unit: str | None) -> None:
    assert unit_of(header) == unit
