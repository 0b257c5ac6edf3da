"""A document as flat fields, the same for every engine."""

import datetime as dt

import pytest

from search import fields
from search.document import Document
from search.fields import FLOATS, KEYWORDS, SORTS, TOKENS, WHOLES
from tests.search.small import ANALYZER, doc


def test_every_field_is_named_in_a_table():
    day = dt.date(2025, 1, 1)
    full = doc(1, "荣县冷链", "510321", "14", amount_wan=5.5, land_mu=0.0, verified=day, marks=("grade:a",))
    made = fields.fields(full, ANALYZER)
    assert made.keywords.keys() <= set(KEYWORDS)
    assert made.keywords["marks"] == ("grade:a",)
    assert made.tokens.keys() == TOKENS.keys()
    assert made.numbers.keys() == {*FLOATS, *WHOLES, *SORTS}


@pytest.mark.parametrize("mark", ["organic", "certificate:", ":organic", "Certificate:a", "a b:c", ""])
def test_a_mark_is_a_group_and_a_code(mark):
    with pytest.raises(ValueError, match="group:code"):
        doc(1, "荣县冷链", marks=(mark,))


def test_what_is_not_known_is_absent():
    made = fields.fields(doc(1, "荣县冷链"), ANALYZER)
    assert made.numbers.keys() == {"maturity", "deadline_day", *SORTS}
    assert "regions" not in made.keywords
    assert made.tokens["text_words"] == ""


def test_an_amount_in_another_currency_is_not_compared():
    made = fields.fields(doc(1, "荣县冷链", amount_wan=500.0, currency="USD"), ANALYZER)
    assert "amount" not in made.numbers
    assert "band" not in made.keywords
    assert fields.keywords(doc(1, "荣县冷链"))["band"] == ("unstated",)


def test_equal_sorts_fall_apart_by_the_key_alone():
    one, again, other = (fields.sort_keys(doc(*said)) for said in ((1, "甲"), (1, "乙"), (2, "甲")))
    assert one == again
    assert all(one[name] != other[name] for name in SORTS)
    assert max(fields.sort_keys(doc(1, "a", amount_wan=1e30)).values()) < 1 << 62


def test_tokens_cover_title_and_text_apart():
    said = doc(1, "冷链", summary="竹笋", body="污水", office_name="荣县局")
    made = fields.fields(said, ANALYZER).tokens
    assert made["title_words"] == "冷链"
    assert {"竹笋", "污水"} <= set(made["text_words"].split())
    assert made["text_bigrams"].split() == ["竹笋", "污水", "荣县", "县局"]


def test_many_documents_are_flattened_as_each_alone():
    documents = [
        doc(number, f"荣县冷链{number}", summary="竹笋" * (number % 3), office_name=f"荣县{number % 4}局")
        for number in range(fields.BATCH * 2 + 3)
    ]
    assert list(fields.fields_of(documents, ANALYZER)) == [fields.fields(one, ANALYZER) for one in documents]


def test_the_latin_of_title_and_office_is_what_the_analysis_says_of_both():
    made = fields.fields(doc(1, "荣县冷库A1", office_name="自贡局"), ANALYZER).tokens
    latin = ANALYZER.latin("荣县冷库A1\n自贡局")
    assert (made["title_pinyin"], made["title_initials"]) == (latin.pinyin, latin.initials)


def test_half_a_character_spoils_nothing():
    made = fields.fields(doc(1, "冷链\ud800", body="竹\udfff笋"), ANALYZER)
    assert made.tokens["title_words"].split() == ["冷链"]
    assert Document.from_json(made.stored).title == "冷链?"
