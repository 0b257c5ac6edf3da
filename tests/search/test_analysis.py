"""Tokens of texts, words of queries, and what a word stands for."""

import subprocess
import sys
from pathlib import Path

import pytest

from search.analysis import Analyzer, analyzer, phrase
from search.expand import Expander
from search.fold import fold, fold_in_place
from search.lexicon import Lexicon
from search.plan import Code
from taxonomy.tables import load_tables
from tests.search.small import ANALYZER, PLANNER, TAXONOMY

EXPANDER = Expander(TAXONOMY)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("榮縣冷鏈產業園", "荣县冷链产业园"),
        ("臺灣裏綫爲衞峯", "台湾里线为卫峰"),
        ("ＰＰＰ項目　１０", "ppp项目 10"),
        ("Eｖｔｏｌ", "evtol"),
        ("㈱", "(株)"),
        ("", ""),
    ],
)
def test_what_readers_take_as_the_same_is_written_the_same(raw, folded):
    assert fold(raw) == folded


@pytest.mark.parametrize("text", ["榮縣㈱冷鏈", "ﬁbre 冷鏈", "İstanbul", "🌶冷鏈", "ABC", "ß"])
def test_folding_in_place_keeps_every_character_at_its_place(text):
    assert len(fold_in_place(text)) == len(text)


def test_words_and_bigrams_of_a_text():
    tokens = ANALYZER.tokens("大连市中山区冷链PPP项目A1栋")
    assert {"大连", "大连市", "中山区", "冷链", "项目", "ppp", "a1"} <= set(tokens.words.split())
    assert tokens.bigrams.split()[:5] == ["大连", "连市", "市中", "中山", "山区"]
    assert tokens.bigrams.split()[-4:] == ["ppp", "项目", "a1", "栋"]
    assert "链" in tokens.chars.split()


def test_the_short_name_of_another_place_is_no_word_of_a_longer_name():
    assert "中山" not in ANALYZER.tokens("大连市中山区").words.split()
    assert ANALYZER.tokens("中山路到中山区").words.split().count("中山") <= 1
    assert "中山" in ANALYZER.tokens("广东中山灯具").words.split()
    assert "自贡" in ANALYZER.tokens("自贡市荣县").words.split()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("荣县冷链仓储", ["荣县", "冷链", "仓储"]),
        ("冷鏈倉儲", ["冷链", "仓储"]),
        ("双古冷链", ["双古", "冷链"]),
        ("5G产业园 PPP", ["5g", "产业园", "ppp"]),
        ("🌶！？", []),
    ],
)
def test_words_of_a_query(query, words):
    assert ANALYZER.words(query) == words


def test_a_phrase_is_its_bigrams_in_order():
    assert phrase("冷鏈物流5G") == ["冷链", "链物", "物流", "5g"]
    assert phrase("茶") == ["茶"]
    assert phrase("，") == []


def test_another_vocabulary_is_another_version():
    one, two, turned = (
        Analyzer(Lexicon(frozenset(words))).version
        for words in (["冷链"], ["冷链", "竹笋"], ["竹笋", "冷链"])
    )
    assert one != two == turned


@pytest.mark.parametrize(
    ("word", "codes", "added"),
    [
        ("蓉", {"510100"}, ("成都市",)),
        ("郫县", {"510117"}, ("郫都区",)),
        ("川南", {"510300", "511000", "511500"}, ("自贡市", "内江市", "宜宾市")),
        ("zigong", {"510300"}, ("自贡市",)),
        ("自贡", {"510300"}, ()),
        ("自贡市", {"510300"}, ()),
        ("中山", {"442000"}, ()),
        ("中山区", {"210202"}, ()),
        ("食品制造业", {"14"}, ()),
        ("预制菜", {"14"}, ("食品制造业",)),
        ("运输物流", {"logistics"}, ()),
        ("大健康", set(), ("医药", "康养", "养老", "医疗")),
        ("养老", set(), ("大健康", "康养")),
        ("马铃薯", set(), ("土豆",)),
        ("水电", set(), ()),
        ("新能源", set(), ("光伏", "水电")),
        ("竹笋", set(), ()),
    ],
)
def test_what_a_word_stands_for_and_what_is_told(word, codes, added):
    meaning = EXPANDER.meaning(word, exact=False)
    found = {one.what.value for one in meaning.clause.alternatives if isinstance(one.what, Code)}
    assert found == codes
    assert meaning.added == added


def test_an_exact_word_stands_for_itself_and_its_own_code():
    assert EXPANDER.meaning("蓉", exact=True).added == ()
    assert len(EXPANDER.meaning("大健康", exact=True).clause.alternatives) == 1
    assert len(EXPANDER.meaning("自贡", exact=True).clause.alternatives) == 2


def test_neighbours_that_form_a_name_are_put_together_and_names_that_stuck_are_split():
    assert EXPANDER.join(["农", "副食品", "加工业", "荣县"]) == ["农副食品加工业", "荣县"]
    assert EXPANDER.split("蓉甬") == ["蓉", "甬"]
    assert EXPANDER.split("双古") == ["双古"]


def plan(text: str, **more):
    from search.query import Query
    from search.visibility import ANYONE
    from tests.search.small import TODAY

    return PLANNER.plan(Query(text=text, **more), viewer=ANYONE, today=TODAY)


@pytest.mark.parametrize(
    ("text", "required", "optional"),
    [
        ("冷链项目", ["冷链"], ["项目"]),
        ("项目", ["项目"], []),
        ("自贡的冷链", ["自贡", "冷链"], []),
        ("的", ["的"], []),
        ("我想找冷链相关项目", ["冷链"], ["相关", "项目"]),
        ("冷链 冷链", ["冷链"], []),
        ("“冷链仓储” 自贡", ["冷链仓储", "自贡"], []),
        ("蓉甬合作", ["蓉", "甬", "合作"], []),
    ],
)
def test_which_words_must_be_there(text, required, optional):
    made = plan(text)
    assert [clause.written for clause in made.required] == required
    assert sorted(clause.written for clause in made.optional) == sorted(optional)


def test_the_tables_of_the_release_know_the_names_people_use():
    tables = load_tables()
    expander = Expander(tables)
    assert "中山区" in analyzer().words("中山区")
    for word, code in (("蓉", "510100"), ("郫县", "510117"), ("甬", "330200"), ("自贡", "510300")):
        codes = {
            one.what.value
            for one in expander.meaning(word, exact=False).clause.alternatives
            if isinstance(one.what, Code)
        }
        assert code in codes, word
    assert len(expander.meaning("川南", exact=False).added) >= 4
    assert "养老" in expander.meaning("大健康", exact=False).added


def test_the_core_loads_without_django():
    code = (
        "import sys; sys.path[:0] = ['.', 'platform'];"
        "import search, search.query, search.planner, search.engines.embedded, search.highlight, search.ways;"
        "import search.facets, search.sources, search.services;"
        "assert 'django' not in sys.modules, 'django was loaded';"
        "assert 'elasticsearch' not in sys.modules, 'the heavy engine was loaded'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_trade_in_the_name_of_a_firm_is_no_word_of_the_posting():
    words = analyzer().tokens("由四川星辉建材有限公司投资的荣县物流园").words.split()
    assert "建材" not in words
    assert {"物流", "荣县", "有限公司"} <= set(words)
    both = analyzer().tokens("星辉建材集团建材产业园").words.split()
    assert both.count("建材") == 1
    assert "建材" in analyzer().tokens("引进建材企业集团总部").words.split()


def test_a_street_or_a_school_named_after_a_place_is_not_that_place():
    words = analyzer().tokens("锦江区中山路与中山大学").words.split()
    assert "中山" not in words
    assert {"中山路", "中山大学", "大学"} <= set(words)
    assert "中山" in analyzer().tokens("中山市灯具产业园").words.split()


def test_a_trade_in_the_name_of_a_firm_is_no_pair_either_and_the_whole_name_stays_a_phrase():
    text = "由四川星辉建材有限公司投资的荣县建材园"
    pairs = analyzer().tokens(text).bigrams.split()
    assert pairs.count("建材") == 1
    name = analyzer().pairs("星辉建材有限公司")
    at = pairs.index(name[0])
    assert pairs[at : at + len(name)] == name


@pytest.mark.parametrize(
    ("word", "parts"),
    [("冷链仓储", ("冷链", "仓储")), ("标准厂房", ("标准", "厂房")), ("冷链", ()), ("ppp项目", ())],
)
def test_a_compound_is_made_of_words(word, parts):
    assert analyzer().parts(word) == parts
