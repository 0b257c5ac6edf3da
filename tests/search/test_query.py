"""A query from an address and back, and what an address can get wrong."""

import re

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.filters import BANDS, MODE_CODES, Filters, band_of
from search.numbers import read_number
from search.query import SORTS, Problem, Query
from search.reading import clean_text
from tests.search.small import TAXONOMY


def read(address: str) -> Query:
    return Query.from_querydict(QueryDict(address), taxonomy=TAXONOMY)


def some(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(sorted(values)), max_size=4).map(lambda found: tuple(sorted(found)))


numbers = st.none() | st.integers(0, 10**11).map(lambda cents: cents / 100)


deadlines = st.sampled_from([{}, {"deadline_none": True}]) | st.integers(1, 3650).map(
    lambda days: {"deadline_days": days}
)


def span(pair):
    low, high = pair
    return (high, low) if low is not None and high is not None and low > high else pair


def plain_text(text: str) -> str:
    """Text as it stands in an address: without a field, which would be read as a condition."""
    return " ".join(re.sub(r"[:：∶﹕︰]", " ", clean_text(text))[:200].split())


@st.composite
def queries(draw) -> Query:
    amount, land = span(draw(st.tuples(numbers, numbers))), span(draw(st.tuples(numbers, numbers)))
    return Query(
        text=plain_text(draw(st.text(max_size=200))),
        filters=Filters(
            sectors=draw(some(TAXONOMY.crosswalk.sectors)),
            industries=draw(some(TAXONOMY.industries)),
            regions=draw(some(TAXONOMY.regions)),
            bands=draw(some(BANDS)),
            modes=draw(some(MODE_CODES)),
            amount_min_wan=amount[0], amount_max_wan=amount[1], land_min_mu=land[0], land_max_mu=land[1],
            land_none=draw(st.booleans()),
            maturity_min=draw(st.integers(0, 6)),
            verified_days=draw(st.none() | st.integers(1, 3650)),
            offices=draw(some(("1", "22", "333"))),
            **draw(deadlines),
            without=draw(some(("region:510300", "mode:ppp", "office:1", "amount:unstated", "sector:health"))),
        ),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 500)),
        exact=draw(st.booleans()),
    )  # fmt: skip


@given(queries())
def test_every_query_comes_back_from_its_address(query):
    again = read(query.to_address().removeprefix("?"))
    assert again == query
    assert {problem.code for problem in again.problems} <= {"quote"}  # said as long as it is so


names = st.sampled_from(["q", "page", "amount_min", "region", "sort", "verified", "land"])


@given(st.text(max_size=300), names)
def test_no_address_raises_and_what_comes_out_is_stable(value, name):
    query = Query.from_querydict({name: value}, taxonomy=TAXONOMY)
    assert read(query.to_address().removeprefix("?")) == query


def test_plain_mappings_are_read_too():
    query = Query.from_querydict({"q": "冷链", "region": ["510300", "510000"]}, taxonomy=TAXONOMY)
    assert query == Query(text="冷链", filters=Filters(regions=("510000", "510300")))


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("region=999999", Problem("unknown", "region", "999999")),
        ("sector=magic", Problem("unknown", "sector", "magic")),
        ("industry=ZZ", Problem("unknown", "industry", "ZZ")),
        ("mode=theft", Problem("unknown", "mode", "theft")),
        ("amount=huge", Problem("unknown", "amount", "huge")),
        ("amount_min=-5", Problem("number", "amount_min", "-5")),
        ("amount_min=面议", Problem("number", "amount_min", "面议")),
        ("amount_max=nan", Problem("number", "amount_max", "nan")),
        ("amount_max=1e5", Problem("number", "amount_max", "1e5")),
        ("land_min=99999999999", Problem("number", "land_min", "99999999999")),
        ("land_min=200&land_max=100", Problem("reversed", "land_min", "200 > 100")),
        ("land=much", Problem("unknown", "land", "much")),
        ("maturity=7", Problem("unknown", "maturity", "7")),
        ("verified=0", Problem("number", "verified", "0")),
        ("sort=price", Problem("sort", "sort", "price")),
        ("page=0", Problem("page", "page", "0")),
        ("page=-1", Problem("page", "page", "-1")),
        ("page=two", Problem("page", "page", "two")),
        ("page=1000000000", Problem("deep", "page", "1000000000")),
        ("q=" + "冷" * 10_000, Problem("cut", "q", "10000")),
        ("q=%00冷链", Problem("control", "q")),
    ],
)
def test_what_cannot_be_used_is_named(address, problem):
    query = read(address)
    assert query.problems == (problem,)
    assert not query.filters


def test_a_long_text_is_cut_and_a_deep_page_is_the_last_there_can_be():
    assert read("q=" + "冷" * 10_000).text == "冷" * 200
    assert read("page=" + "9" * 5_000).page == 500


def test_a_known_value_beside_an_unknown_one_is_kept():
    query = read("region=999999&region=510300")
    assert query.filters.regions == ("510300",)
    assert query.problems == (Problem("unknown", "region", "999999"),)


def test_hundreds_of_values_are_said_and_cut():
    query = read("&".join(f"region={number}" for number in range(150)))
    assert Problem("many", "region", "150") in query.problems


def test_offices_are_checked_where_they_are_known():
    data = QueryDict("office=1&office=9")
    query = Query.from_querydict(data, taxonomy=TAXONOMY, offices={"1": "荣县"})
    assert query.filters.offices == ("1",)
    assert query.problems == (Problem("unknown", "office", "9"),)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,000", 1000), ("１２００", 1200), ("1.5亿", 15000), ("1.5 亿元", 15000), ("800万", 800),
     ("800 亩", 800), ("0", 0), ("12.345", 12.35), (".5", 0.5), ("", None), ("-1", None), ("1..2", None),
     ("一千", None)],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("amount", "band"),
    [(None, "unstated"), (0, "under-1000"), (999.99, "under-1000"), (1000, "1000-5000"), (5000, "5000-10000"),
     (10_000, "10000-50000"), (50_000, "over-50000"), (9e9, "over-50000")],
)  # fmt: skip
def test_every_amount_has_one_band(amount, band):
    assert band_of(amount) == band
