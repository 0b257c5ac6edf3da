from decimal import Decimal

import pytest
from django.utils import translation

from cms.plausibility import Posting, findings, spoken, stated_amounts


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def codes(**facts) -> list[str]:
    texts = facts.pop("texts", {"项目名称": "冷链物流园"})
    numbers = ("amount_wan", "minimum_wan", "intensity", "land_mu", "plot_ratio")
    facts = {k: Decimal(str(v)) if k in numbers else v for k, v in facts.items()}
    return [finding.code for finding in findings(Posting(texts=texts, **facts))]


def test_an_ordinary_posting_raises_nothing():
    assert codes(amount_wan=12000, land_mu=85, minimum_wan=3000, intensity=140, plot_ratio=1.2) == []
    assert codes() == []


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        ("总投资30亿元", 30, ["unit"]),  # the field was filled in 亿元
        ("建设规模30亿元的基地", 30, ["unit"]),
        ("总投资300000万元", 30, ["unit"]),
        ("总投资3000万元", 30000000, ["unit", "very_large"]),  # … or in 元
        ("总投资约2.5亿元", 900, ["unit"]),
        ("总投资30亿元", 300000, []),
        ("一期投资12.5亿元", 320000, []),  # a part of the whole
        ("年产值200亿元", 30000, []),  # is not the investment
        ("投资强度不低于300万元/亩", 30000, []),
        ("投资方年营收不低于400万元", 26000, []),
        ("年产30万台", 30, []),
    ],
)
def test_units_mixed_up_between_text_and_field_are_found(text, amount, expected):
    assert codes(texts={"一句话": text}, amount_wan=amount) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"amount_wan": 5_000_001}, ["very_large"]),
        ({"amount_wan": 5_000_000}, []),
        ({"amount_wan": 3}, ["very_small"]),
        ({"amount_wan": 5000, "minimum_wan": 8000}, ["minimum_above_total"]),
        ({"amount_wan": 900, "land_mu": 100}, ["intensity"]),  # 9
        ({"amount_wan": 1000, "land_mu": 100}, []),  # 10
        ({"amount_wan": 300_000, "land_mu": 100}, []),  # 3,000
        ({"amount_wan": 301_000, "land_mu": 100}, ["intensity"]),
        ({"amount_wan": 900, "land_mu": 100, "is_farmland": True}, []),
        ({"amount_wan": 900_000, "land_mu": 2, "takes_land": False}, []),
        ({"amount_wan": 900, "land_mu": 100, "in_yuan": False}, []),
        ({"amount_wan": 900, "land_mu": 0}, []),
        ({"amount_wan": 20_000, "land_mu": 100, "intensity": 2_000_000}, ["intensity_differs"]),
        ({"land_mu": 60_000}, ["very_much_land"]),
        ({"plot_ratio": 150}, ["plot_ratio"]),
        ({"build_months": 240}, ["build_months"]),
        ({"amount_is_fixed": True}, ["fixed_without_amount"]),
        ({"site_is_chosen": True}, ["site_without_address"]),
        ({"site_is_chosen": True, "address": "板仓工业园"}, []),
    ],
)
def test_figures_that_do_not_agree_are_found(facts, expected):
    assert codes(**facts) == expected


def test_a_place_outside_the_offices_region_is_a_warning():
    inside = {"place": "荣县", "place_path": ("510000", "510300", "510321"), "office_region": "510300"}
    assert codes(**inside) == []
    assert codes(**(inside | {"office_region": "510400"})) == ["place_outside"]


@pytest.mark.parametrize(
    "text", ["请联系13812345678", "电话 0813-5551234", "可致电400-820-8820", "发到 a.b@gov.cn"]
)
def test_a_contact_in_the_public_text_is_found(text):
    assert codes(texts={"建设条件": text}) == ["contact_in_text"]


def test_a_long_number_is_no_telephone():
    assert codes(texts={"内容": "统一社会信用代码 91330100MA27XLXX38，年产1381234567890件"}) == []


def test_every_finding_says_what_is_odd_and_how_to_cure_it():
    found = findings(
        Posting(
            texts={"项目名称": "总投资30亿元"},
            amount_wan=Decimal(30),
            minimum_wan=Decimal(40),
            plot_ratio=Decimal(90),
        )
    )
    assert len(found) == 3
    assert all(finding.what and finding.cure and finding.field for finding in found)


def test_amounts_in_a_text_are_read_in_10_000_yuan():
    found = list(stated_amounts("总投资3亿元，其中设备5,600万元，年产值1.2万亿元"))
    assert found == [(Decimal(30000), True), (Decimal(5600), False), (Decimal(120000000), False)]


def test_amounts_are_spoken_as_offices_do():
    assert spoken(Decimal("300000.00")) == "30 亿元"
    assert spoken(Decimal("5600.00")) == "5,600 万元"
    with translation.override("en"):
        assert spoken(Decimal(300000)) == "3 billion yuan"
