"""Does a posting make sense?  Pure functions that find what is probably wrong and say how to put it right.

A finding never blocks: the office may have a reason.  What cannot be right at all is an error of the form
(cms/forms/opportunity.py).  Amounts in 万元, land in 亩, intensity in 万元/亩.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.presenting import amounts

WAN_PER_YI = 10_000
VERY_LARGE_WAN = 500 * WAN_PER_YI  # above any single project an office of a county offers
VERY_SMALL_WAN = 10
# What land costs to build on, from office lodging to a chip plant.  Farmland has no lower end.
USUAL_INTENSITY = (Decimal(10), Decimal(3_000))
VERY_LARGE_MU = 50_000  # 33 km²: rather ㎡ that were not converted
VERY_HIGH_PLOT_RATIO = 8
VERY_LONG_MONTHS = 120

_STATED = re.compile(
    r"(投资(?!强度|方|者|人|商|回报|回收)\D{0,6}?)?(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|千万|百万|万)\s*(?:元|人民币)(?!\s*(?:/|每)\s*亩)"
)
_WAN = {"万亿": 100_000_000, "亿": 10_000, "千万": 1_000, "百万": 100, "万": 1}
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is a field of OpportunityPage; `what` is odd about it, `cure` says what to do."""

    code: str
    field: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What the rules look at; `texts` are the public texts by field name."""

    texts: dict[str, str]
    amount_wan: Decimal | None = None
    minimum_wan: Decimal | None = None
    intensity: Decimal | None = None
    land_mu: Decimal | None = None
    plot_ratio: Decimal | None = None
    build_months: int | None = None
    in_yuan: bool = True
    is_farmland: bool = False
    takes_land: bool = True
    amount_is_fixed: bool = False
    site_is_chosen: bool = False
    address: str = ""
    place: str = ""
    place_path: tuple[str, ...] = ()
    office_region: str = ""
    office_region_name: str = ""


def findings(posting: Posting) -> tuple[Finding, ...]:
    """All that is odd, in the order of the form."""
    return tuple(finding for rule in RULES for finding in rule(posting))


def _place(p: Posting) -> Iterator[Finding]:
    if p.place_path and p.office_region and p.office_region not in p.place_path:
        yield Finding(
            "place_outside",
            "region",
            _("%(place)s does not lie in %(region)s, for which the office answers.")
            % {"place": p.place, "region": p.office_region_name},
            _("Choose the county or zone where the project will stand, or say why elsewhere."),
        )


def _unit(p: Posting) -> Iterator[Finding]:
    """万元 and 亿元 mixed up, told by what the text says."""
    if p.amount_wan is None or p.amount_wan <= 0 or not p.in_yuan:
        return
    for name, text in p.texts.items():
        for stated, is_investment in stated_amounts(text):
            factor = stated / p.amount_wan
            mixed = any(
                Decimal("0.95") <= value / WAN_PER_YI <= Decimal("1.05") for value in (factor, 1 / factor)
            )
            if mixed or (is_investment and not Decimal("0.1") < factor < 10):
                yield Finding(
                    "unit",
                    "amount_wan",
                    _("“%(where)s” speaks of %(stated)s, the field says %(amount)s.")
                    % {"where": name, "stated": spoken(stated), "amount": spoken(p.amount_wan)},
                    _("The field counts in 10,000 yuan: 3 亿元 is 30000. Correct the field or the text."),
                )
                return


def _amount(p: Posting) -> Iterator[Finding]:
    amount = p.amount_wan
    if amount is None:
        if p.amount_is_fixed:
            yield Finding(
                "fixed_without_amount",
                "amount_wan",
                _("The checklist says that the amount is fixed, but none is given."),
                _("Give the amount, or take the tick away."),
            )
        return
    if amount > VERY_LARGE_WAN:
        yield Finding(
            "very_large",
            "amount_wan",
            _("%(amount)s is more than 50 billion yuan for one project.") % {"amount": spoken(amount)},
            _("Was the figure meant in yuan? The field counts in 10,000 yuan."),
        )
    elif 0 < amount < VERY_SMALL_WAN:
        yield Finding(
            "very_small",
            "amount_wan",
            _("%(amount)s is very little for an investment.") % {"amount": spoken(amount)},
            _("Was the figure meant in 亿元? Then multiply it by 10,000."),
        )
    if p.minimum_wan is not None and p.minimum_wan > amount:
        yield Finding(
            "minimum_above_total",
            "minimum_wan",
            _("The lowest investment taken, %(minimum)s, is more than the whole, %(amount)s.")
            % {"minimum": spoken(p.minimum_wan), "amount": spoken(amount)},
            _("Swap the two figures, or leave the lowest one empty."),
        )


def _intensity(p: Posting) -> Iterator[Finding]:
    low, high = USUAL_INTENSITY
    real = None
    if p.amount_wan and p.land_mu and p.land_mu > 0 and p.in_yuan:
        real = p.amount_wan / p.land_mu
    if real is not None and p.takes_land and (real > high or (real < low and not p.is_farmland)):
        yield Finding(
            "intensity",
            "land_mu",
            _("Amount divided by land is %(real)s 万元/亩; usual are %(low)s to %(high)s.")
            % {"real": _short(real), "low": _short(low), "high": _short(high)},
            _("Look at both units: amount in 10,000 yuan, land in mu (1 hectare = 15 mu, 1 mu = 667 m²)."),
        )
    if real and p.intensity and not Decimal("0.2") <= p.intensity / real <= 5:
        yield Finding(
            "intensity_differs",
            "intensity_wan_per_mu",
            _("An intensity of %(given)s 万元/亩 is given, but amount and land make %(real)s.")
            % {"given": _short(p.intensity), "real": _short(real)},
            _("Correct whichever of the three figures is wrong; the intensity may also be left empty."),
        )


def _land(p: Posting) -> Iterator[Finding]:
    if p.land_mu is not None and p.land_mu > VERY_LARGE_MU and not p.is_farmland:
        yield Finding(
            "very_much_land",
            "land_mu",
            _("%(land)s mu are %(km)s km².") % {"land": _short(p.land_mu), "km": _short(p.land_mu / 1500)},
            _("Was the figure meant in m²? Then divide it by 667."),
        )
    if p.plot_ratio is not None and p.plot_ratio > VERY_HIGH_PLOT_RATIO:
        yield Finding(
            "plot_ratio",
            "plot_ratio",
            _("A plot ratio of %(ratio)s is that of a tower block.") % {"ratio": _short(p.plot_ratio)},
            _("A ratio in per cent is written as 1.5, not 150."),
        )
    if p.build_months is not None and p.build_months > VERY_LONG_MONTHS:
        yield Finding(
            "build_months",
            "build_months",
            _("Building would take %(years)s years.") % {"years": p.build_months // 12},
            _("The field counts in months."),
        )
    if p.site_is_chosen and not p.address:
        yield Finding(
            "site_without_address",
            "address",
            _("The checklist says that the site is chosen, but no address is given."),
            _("Give the planned address, or take the tick away."),
        )


def _leak(p: Posting) -> Iterator[Finding]:
    """A contact in the public text defeats the introduction, which gives it to both sides at once."""
    for name, text in p.texts.items():
        found = _PHONE.search(text) or _MAIL.search(text)
        if found:
            yield Finding(
                "contact_in_text",
                "contact_phone",
                _("“%(where)s” shows a contact to everybody: %(contact)s")
                % {"where": name, "contact": found.group()},
                _("Move it to the contact fields; firms get it with the introduction."),
            )


RULES = (_place, _unit, _amount, _intensity, _land, _leak)


def stated_amounts(text: str) -> Iterator[tuple[Decimal, bool]]:
    """Amounts in yuan a text names, in 万元, and whether the words before say that it is the investment."""
    for match in _STATED.finditer(text):
        yield Decimal(match[2].replace(",", "")) * _WAN[match[3]], bool(match[1])


def spoken(amount_wan: Decimal) -> str:
    """300000 → "30 亿元" or "3 billion yuan": as the reader says it."""
    english = (get_language() or "").startswith("en")
    return str(amounts.amount(amount_wan, english=english))


def _short(figure: Decimal) -> str:
    """At most two places, no noughts behind."""
    return f"{Decimal(figure):.2f}".rstrip("0").rstrip(".")
