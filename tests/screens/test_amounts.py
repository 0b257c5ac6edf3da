from decimal import Decimal

import pytest

from cms.presenting.amounts import amount, intensity, land


@pytest.mark.parametrize(
    ("wan", "zh", "en"),
    [
        (12000, "1.2 亿元", "120 million yuan"),
        (8600, "8,600 万元", "86 million yuan"),
        (Decimal("1205000"), "120.5 亿元", "12.05 billion yuan"),
        (800, "800 万元", "8 million yuan"),
        (50, "50 万元", "500,000 yuan"),
        (0, "0 万元", "0 yuan"),
        (Decimal("0.50"), "0.5 万元", "5,000 yuan"),
        (Decimal("9999.99"), "9,999.99 万元", "99.9999 million yuan"),
        (10000, "1 亿元", "100 million yuan"),
        (12345, "12,345 万元", "123.45 million yuan"),  # two decimals of 亿 would lose something
    ],
)
def test_an_amount_is_said_in_the_unit_people_use_and_never_rounded(wan, zh, en):
    assert str(amount(wan)) == zh
    assert str(amount(wan, english=True)) == en


@pytest.mark.parametrize(
    ("currency", "zh", "en"),
    [
        ("USD", "8,000 万美元", "80 million US dollars"),
        ("EUR", "8,000 万欧元", "80 million euros"),
        ("HKD", "8,000 万港元", "80 million Hong Kong dollars"),
    ],
)
def test_another_currency_is_named_and_not_converted(currency, zh, en):
    assert str(amount(8000, currency=currency)) == zh
    assert str(amount(8000, currency=currency, english=True)) == en


def test_intensity_is_an_amount_for_each_mu():
    assert str(intensity(120)) == "120 万元/亩"
    assert str(intensity(120, english=True)) == "1.2 million yuan/mu"


def test_land_is_in_mu_and_in_english_in_hectares_too():
    assert str(land(85)) == "85 亩"
    assert str(land(85, english=True)) == "85 mu (5.7 ha)"
    assert str(land(Decimal("1.50"), english=True)) == "1.5 mu (0.1 ha)"
