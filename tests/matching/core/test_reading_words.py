"""What is read from words: trades, demands, wishes, dislikes."""

from __future__ import annotations

import pytest

from matching import Firm, Opportunity, Scorer
from matching.dislikes import clauses
from matching.places import wishes_in
from matching.requirements import demands
from matching.sides import split_customers
from taxonomy.tables import load_tables


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_tables())


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("总投资不低于5000万元", 5_000),
        ("固定资产投资不少于 1.2 亿元", 12_000),
        ("投资额3000万元以上", 3_000),
        ("最低投资500万元", 500),
        ("单个项目投资不低于2000万元，年税收不低于10万元/亩", 2_000),
        ("投资强度不低于300万元/亩", None),
        ("注册资本不低于1亿元", None),
        ("年产值5亿元以上", None),
        ("", None),
        ("一期投资不低于1亿元，二期投资不低于2亿元", 10_000),
    ],
)
def test_the_least_investment(words: str, least: float | None) -> None:
    assert demands("", "", words).least_wan == least


def test_an_amount_in_the_summary_is_a_description_not_a_demand() -> None:
    assert demands("", "投资10亿元以上的氢氟酸生产", "").least_wan is None
    assert demands("", "单个项目投资不低于2000万元", "").least_wan == 2_000


def test_intensity_and_parks() -> None:
    assert demands("", "", "投资强度不低于300万元/亩").intensity_wan == 300
    assert demands("食品产业园", "拟引企业80家", "").park
    assert not demands("食品产业园", "", "").park
    assert not demands("酱油生产线", "拟引企业80家", "").park


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("复合调味料生产线", "146"),
        ("动力电池回收", "42"),
        ("抽水蓄能电站", "4413"),
        ("康养中心", "851"),
        ("茶叶深加工", "0164"),
    ],
)
def test_a_title_points_to_an_industry(scorer: Scorer, title: str, code: str) -> None:
    side = scorer.opportunity(Opportunity("o", title))
    tree = scorer.know.taxonomy.industries
    assert any(tree.is_within(item.code, code) or tree.is_within(code, item.code) for item in side.evidence)


def test_a_section_alone_gives_no_code_and_site_words_give_little(scorer: Scorer) -> None:
    assert scorer.opportunity(Opportunity("o", "某制造项目")).evidence == ()
    side = scorer.firm(Firm("f", profile="生产注射器，要现成洁净厂房"))
    assert {item.trust for item in side.evidence if item.code.startswith("70")} == {40}


def test_whom_a_firm_sells_to_is_not_its_trade() -> None:
    own, others = split_customers("主营火锅底料，产品进入长三角商超，配套汽车厂")
    assert "商超" not in own
    assert "商超" in others


def test_wishes_are_read_only_where_something_is_wished(scorer: Scorer) -> None:
    places = scorer.know.places
    assert wishes_in("公司在温州市，拟在宜宾、泸州布局", places) == ["511500", "510500"]
    assert wishes_in("公司在温州市", places) == []
    assert set(wishes_in("希望在川南找厂房", places)) == {"510300", "510500", "511000", "511500"}


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("不考虑纯房地产开发项目", "房地产"),
        ("我司不投化工", "化工"),
        ("化工园区", "化工园区"),
        ("不做重资产", "重资产"),
    ],
)
def test_the_core_of_a_dislike(scorer: Scorer, words: str, term: str) -> None:
    assert [clause.term for clause in clauses(words, scorer.know)] == [term]


def test_a_dislike_that_says_nothing_is_nothing(scorer: Scorer) -> None:
    assert clauses("无", scorer.know) == ()
    assert clauses("", scorer.know) == ()


def test_real_groups_of_provinces_do_not_make_places_near(scorer: Scorer) -> None:
    assert scorer.know.places.relation("510300", "330482").kind == "far"
    assert scorer.know.places.relation("510300", "511500").kind == "group"
