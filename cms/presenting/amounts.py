"""Amounts and land as people write them: 万元 in, figure and unit out, never rounded."""

from decimal import Decimal
from typing import NamedTuple

WAN_PER_YI = 10_000
"""1 亿元 = 10,000 万元."""
MU_PER_HECTARE = 15

_UNITS_ZH = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元"}
_UNITS_EN = {"CNY": "yuan", "USD": "US dollars", "EUR": "euros", "HKD": "Hong Kong dollars"}


class Quantity(NamedTuple):
    figure: str
    unit: str

    def __str__(self) -> str:
        return f"{self.figure} {self.unit}"


def figure(value: Decimal) -> str:
    """Thousands separated, no trailing zeros: 8,600 · 1.2 · 0.75."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_places(value: Decimal, places: int) -> bool:
    """Whether `value` needs no more than `places` decimals."""
    return value == round(value, places)


def amount(wan: Decimal | float | int, *, currency: str = "CNY", english: bool = False) -> Quantity:
    """`wan` (万元, or 万 of another currency) as a figure and its unit.

    Chinese: 亿 from one 亿 up, where two decimals are enough to say it exactly; otherwise 万.
    English: million; billion from a thousand million up under the same rule; plain figures below one
    million. Nothing is rounded.
    """
    value = Decimal(str(wan))
    if english:
        unit = _UNITS_EN.get(currency, currency)
        millions = value / 100
        if abs(millions) >= 1000 and in_places(millions / 1000, 2):
            return Quantity(figure(millions / 1000), f"billion {unit}")
        if abs(millions) >= 1:
            return Quantity(figure(millions), f"million {unit}")
        return Quantity(figure(value * 10_000), unit)
    unit = _UNITS_ZH.get(currency, currency)
    yi = value / WAN_PER_YI
    if abs(yi) >= 1 and in_places(yi, 2):
        return Quantity(figure(yi), f"亿{unit}")
    return Quantity(figure(value), f"万{unit}")


def intensity(wan_per_mu: Decimal | float | int, *, currency: str = "CNY", english: bool = False) -> Quantity:
    """Investment per area, 万元 for each 亩."""
    each = amount(wan_per_mu, currency=currency, english=english)
    return Quantity(each.figure, f"{each.unit}/{'mu' if english else '亩'}")


def land(mu: Decimal | float | int, *, english: bool = False) -> Quantity:
    """Area in 亩; in English the hectares are said too."""
    value = Decimal(str(mu))
    if english:
        hectares = round(value / MU_PER_HECTARE, 1 if value >= 15 else 2)
        return Quantity(figure(value), f"mu ({figure(hectares)} ha)")
    return Quantity(figure(value), "亩")
