"""Names as people type them, read against the whole of the tables that are shipped."""

import pytest

from organisations import words
from taxonomy.tables import load_tables


@pytest.fixture(autouse=True)
def _shipped_tables(monkeypatch):
    monkeypatch.setattr(words, "current", load_tables)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("荣县", ("510321",)),
        ("四川省自贡市荣县", ("510321",)),
        ("自贡、宜宾", ("510300", "511500")),
        ("自贡\r\n宜宾，泸州", ("510300", "511500", "510500")),
        ("510300; 330300", ("510300", "330300")),
        ("蓉、甬", ("510100", "330200")),
        ("郫县", ("510117",)),
        ("自贡、自贡市", ("510300",)),
        ("Zigong", ("510300",)),
    ],
)
def test_places_are_read(text, codes):
    reading = words.read("region", text)
    assert reading.codes == codes
    assert not reading.unresolved


def test_a_group_stands_for_its_members():
    reading = words.read("region", "川南、温州")
    assert set(reading.codes) == {*load_tables().regions.groups["川南"], "330300"}


def test_an_ambiguous_place_is_named_with_what_it_may_be():
    (fault,) = words.read("region", "自贡、朝阳区").unresolved
    assert fault.word == "朝阳区"
    assert "北京市朝阳区" in fault.candidates
    assert "吉林省长春市朝阳区" in fault.candidates


def test_a_place_understood_only_in_part_is_not_taken():
    (fault,) = words.read("region", "自贡市某某老街").unresolved
    assert fault.candidates == ("四川省自贡市",)


def test_an_unknown_word_is_named_and_the_known_ones_kept():
    reading = words.read("region", "自贡、哪里也不是")
    assert reading.codes == ("510300",)
    assert [fault.word for fault in reading.unresolved] == ["哪里也不是"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1432", ("1432",)),
        ("C1432", ("1432",)),
        ("C", ("C",)),
        ("速冻食品制造", ("1432",)),
        ("1432 速冻食品制造\n59 装卸搬运和仓储业", ("1432", "59")),
        ("农、林、牧、渔业", ("A",)),
        ("农、林、牧、渔业、速冻食品制造", ("A", "1432")),
    ],
)
def test_industries_are_read(text, codes):
    reading = words.read("industry", text)
    assert reading.codes == codes
    assert not reading.unresolved


def test_a_code_with_the_name_of_another_industry_is_not_taken():
    (fault,) = words.read("industry", "1432 水泥制造").unresolved
    assert fault.word == "1432 水泥制造"


@pytest.mark.parametrize("kind", words.KINDS)
def test_what_is_written_for_a_code_is_read_as_that_code(kind):
    tree = load_tables().regions if kind == "region" else load_tables().industries
    codes = [node.code for node in tree.values() if not node.retired]
    assert len(codes) > 1900
    wrong = {
        code: words.text_of(kind, code)
        for code in codes
        if words.read(kind, words.text_of(kind, code)).codes != (code,)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [
        ("region", "自", "510300"),
        ("region", "zigong", "510300"),
        ("region", "zg", "510300"),
        ("region", "5103", "510300"),
        ("region", "荣县", "510321"),
        ("region", "蓉", "510100"),
        ("industry", "1432", "1432"),
        ("industry", "速冻", "1432"),
    ],
)
def test_suggestions_find_by_name_pinyin_initials_alias_and_code(kind, typed, first):
    assert first in words.suggest(kind, typed)


def test_suggestions_are_few_and_none_for_nothing():
    assert len(words.suggest("region", "大")) == words.SHOWN
    assert words.suggest("region", "  ") == []


def test_only_the_last_word_is_completed():
    assert words.last_piece("自贡、宜") == "宜"
    assert words.last_piece("自贡\n") == ""
