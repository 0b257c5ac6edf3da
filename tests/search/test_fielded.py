"""Fields written in the text become conditions of the same address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.filters import NO_FILTERS, Filters
from search.query import Problem, Query
from tests.search.small import TAXONOMY

OFFICES = {"荣县": ("1",), "自贡": ("1", "2")}


def read(text: str, **more) -> Query:
    return Query.from_querydict(
        {"q": text, **more}, taxonomy=TAXONOMY, offices_named=lambda name: OFFICES.get(name, ())
    )


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("地区:自贡", Filters(regions=("510300",))),
        ("地区：自贡市", Filters(regions=("510300",))),
        ("地区： 自贡", Filters(regions=("510300",))),
        ("region:zigong", Filters(regions=("510300",))),
        ("REGION:510300", Filters(regions=("510300",))),
        ("地区:郫县", Filters(regions=("510117",))),
        ("地区:川南", Filters(regions=("510300", "511000", "511500"))),
        ("地区:中山", Filters(regions=("210202", "442000"))),
        ("地区:自贡、内江", Filters(regions=("510300", "511000"))),
        ("行业:食品制造业", Filters(industries=("14",))),
        ("行业:预制菜", Filters(industries=("14",))),
        ("industry:C", Filters(industries=("C",))),
        ("行业:制造商贸", Filters(sectors=("manufacturing",))),
        ("板块:运输物流", Filters(sectors=("logistics",))),
        ("sector:health", Filters(sectors=("health",))),
        ("sector:14", Filters(industries=("14",))),
        ("方式:租赁", Filters(modes=("lease",))),
        ("mode:ppp,bot", Filters(modes=("bot", "ppp"))),
        ("amount:>5000", Filters(amount_min_wan=5000.0)),
        ("金额:1亿-5亿", Filters(amount_min_wan=10_000.0, amount_max_wan=50_000.0)),
        ("金额:1-5亿", Filters(amount_min_wan=10_000.0, amount_max_wan=50_000.0)),
        ("amount:50m..1bn", Filters(amount_min_wan=5000.0, amount_max_wan=100_000.0)),
        ("金额:1,000以上", Filters(amount_min_wan=1000.0)),
        ("金额:＜5000万元", Filters(amount_max_wan=5000.0)),
        ("金额:未公布", Filters(bands=("unstated",))),
        ("land:<100", Filters(land_max_mu=100.0)),
        ("用地:80-200亩", Filters(land_min_mu=80.0, land_max_mu=200.0)),
        ("用地:无", Filters(land_none=True)),
        ("maturity:4", Filters(maturity_min=4)),
        ("成熟度:≥5分", Filters(maturity_min=5)),
        ("核实:30天", Filters(verified_days=30)),
        ("deadline:30", Filters(deadline_days=30)),
        ("截止:长期", Filters(deadline_none=True)),
        ("office:荣县", Filters(offices=("1",))),
        ("部门:自贡", Filters(offices=("1", "2"))),
        ("-地区:自贡", Filters(without=("region:510300",))),
        ("-mode:ppp -行业:14", Filters(without=("industry:14", "mode:ppp"))),
        ("-office:荣县", Filters(without=("office:1",))),
        ("-金额:未公布", Filters(without=("amount:unstated",))),
    ],
)
def test_a_field_is_a_condition(text, filters):
    query = read(text)
    assert query.problems == ()
    assert query.text == ""
    assert query.filters == filters


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("冷链 地区:自贡 仓储", "冷链 仓储"),
        ("地区:自贡，冷链", "冷链"),
        ('"冷链 仓储" mode:ppp -装备', '"冷链 仓储" -装备'),
        ('title:"冷链 仓储" mode:ppp', 'title:"冷链 仓储"'),
        ("冷链、仓储", "冷链、仓储"),
        ('"地区:自贡"', '"地区:自贡"'),
        ("地区:火星", "火星"),
        ("-地区:火星", "-火星"),
        ("地区:火:星", '"火:星"'),
        ("地区:-火星", '"-火星"'),
        ("1:2 https://example.org/a A:B", "1:2 https://example.org/a A:B"),
    ],
)
def test_the_rest_stays_text(text, left):
    assert read(text).text == left


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("联系人:张三", Problem("field", "联系人", "联系人:张三")),
        ("colour:red", Problem("field", "colour", "colour:red")),
        ("地区:火星", Problem("unmeant", "region", "火星")),
        ("office:月球", Problem("unmeant", "office", "月球")),
        ("地区:", Problem("blank", "region")),
        ("title:", Problem("blank", "title")),
        ("amount:many", Problem("number", "amount", "many")),
        ("amount:5-1", Problem("reversed", "amount_min", "5 > 1")),
        ("-amount:>5", Problem("positive", "amount", ">5")),
        ("maturity:9", Problem("unknown", "maturity", "9")),
        ("verified:soon", Problem("number", "verified", "soon")),
        ("deadline:0", Problem("number", "deadline", "0")),
    ],
)
def test_what_a_field_gets_wrong_is_said(text, problem):
    query = read(text)
    assert query.problems == (problem,)
    assert query.filters == NO_FILTERS


def test_what_is_typed_joins_lists_and_replaces_numbers_of_the_address():
    query = read("地区:内江 amount:>900", region="510300", amount_min="5", amount_max="800")
    assert query.filters == Filters(regions=("510300", "511000"), amount_min_wan=900.0)


def test_the_address_names_what_was_typed():
    assert read("冷链 地区:自贡 amount:>5000 -mode:ppp deadline:30").to_address() == (
        "?q=%E5%86%B7%E9%93%BE&region=510300&amount_min=5000&deadline=30&without=mode%3Appp"
    )


pieces = st.sampled_from(
    [*"-:：\"“” 、，－亩3無", "地区:", "region:", "自贡", "火星", "amount:", ">5", "1-5亿", "title:", "冷链",
     "office:", "foo:", "deadline:"]
)  # fmt: skip


@given(st.lists(pieces, max_size=12).map("".join))
def test_once_read_the_address_means_the_same_again(text):
    query = read(text)
    assert read(query.text, **{**query.to_querydict(), "q": query.text}) == query
