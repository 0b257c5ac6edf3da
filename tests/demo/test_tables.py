"""The demonstration tables are complete and plausible before anything is loaded."""

from datetime import date

import pytest

from demo.members import credit_code
from demo.tables import number, rows, words
from demo.wording import fields_of, wan_in
from organisations.credit_code import fault_of
from taxonomy.modes import MODES
from taxonomy.tables import load_tables

TODAY = date(2026, 11, 24)
OFFICES = {row["key"]: row for row in rows("offices")}
POSTINGS = rows("postings")
FIRMS = rows("firms")


def test_there_are_enough_of_each_to_fill_every_screen():
    assert len(OFFICES) >= 12
    assert len(POSTINGS) >= 120
    assert len(FIRMS) >= 80
    assert len({row["title"] for row in POSTINGS}) == len(POSTINGS)
    assert len({row["name"] for row in FIRMS}) == len(FIRMS)


@pytest.mark.parametrize("table", [POSTINGS, FIRMS], ids=["postings", "firms"])
def test_all_twelve_sectors_are_there(table):
    found = {sector for row in table for sector in words(row["sectors"])}
    assert found == set(load_tables().crosswalk.sectors)


@pytest.mark.parametrize("row", POSTINGS, ids=lambda row: row["title"][:12])
def test_a_posting_names_codes_that_exist(row):
    taxonomy = load_tables()
    assert row["office"] in OFFICES
    assert all(code in taxonomy.industries for code in words(row["industries"]))
    assert words(row["modes"])
    assert all(mode in MODES for mode in words(row["modes"]))
    assert 0 <= int(row["maturity"]) <= 6
    assert row["summary"]
    assert row["content"]
    assert row["requirements"]


@pytest.mark.parametrize("row", FIRMS, ids=lambda row: row["name"])
def test_a_firm_names_codes_that_exist(row):
    taxonomy = load_tables()
    places = [row["business"], row["hometown"], *words(row["targets"]), *words(row["excluded"])]
    assert all(code in taxonomy.regions for code in places), places
    assert all(code in taxonomy.industries for code in words(row["industries"]))
    assert all(mode in MODES for mode in words(row["modes"]))
    low, high = number(row["budget_min_wan"]), number(row["budget_max_wan"])
    assert low is None or high is None or low <= high
    assert fault_of(credit_code(row["business"], 1)) is None


@pytest.mark.parametrize("row", POSTINGS, ids=lambda row: row["title"][:12])
def test_the_longer_fields_agree_with_the_row(row):
    fields = fields_of(row, OFFICES[row["office"]], words(row["sectors"]), TODAY)
    assert sum(value is True for name, value in fields.items() if name.startswith("has_")) == int(
        row["maturity"]
    )
    assert fields["verified_on"] < TODAY
    assert fields["deadline"] is None or fields["deadline"] > TODAY
    assert fields == fields_of(row, OFFICES[row["office"]], words(row["sectors"]), TODAY)
    amount, minimum = number(row["amount_wan"]), fields["minimum_wan"]
    assert amount is None or minimum is None or minimum <= amount


def test_amounts_are_read_with_their_unit():
    assert wan_in("投资不低于 8000 万元", "投资不低于") == 8000
    assert wan_in("投资不低于 5 亿元", "投资不低于") == 50_000
    assert wan_in("有经验者优先", "投资不低于") is None
