"""The words of the result page: names of filters, of their values, of orders, and what to say about a
problem.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _in

from search import sources
from search.query import LISTS, LONGEST_TEXT, MOST_VALUES, Problem
from taxonomy.modes import MODES
from taxonomy.nodes import Industry, Region
from taxonomy.tables import Taxonomy

SORTS = {
    "relevance": _("Relevance"),
    "newest": _("Last verified"),
    "amount": _("Investment, largest first"),
    "maturity": _("Maturity, highest first"),
    "deadline": _("Deadline, next first"),
}
FIELDS = {
    "sectors": _in("search", "Sector"),
    "regions": _in("search", "Region"),
    "industries": _in("search", "Industry"),
    "bands": _in("search", "Total investment"),
    "amount": _in("search", "Total investment"),
    "modes": _in("search", "Mode"),
    "land": _in("search", "Land"),
    "land_none": _in("search", "Land"),
    "maturity": _in("search", "Maturity"),
    "verified": _in("search", "Verified"),
    "offices": _in("search", "Office"),
    "deadline": _in("search", "Deadline"),
    "marks": _in("search", "Feature"),
    "without": _in("search", "not"),
}
BANDS = {
    "under-1000": _("under 10 million yuan"),
    "1000-5000": _("10 to 50 million yuan"),
    "5000-10000": _("50 to 100 million yuan"),
    "10000-50000": _("100 to 500 million yuan"),
    "over-50000": _("500 million yuan and over"),
    "unstated": _("not published"),
}
PROBLEMS = {
    "unknown": _("“%(value)s” is not a value of %(field)s; it was left out."),
    "number": _("“%(value)s” is not a number that %(field)s can take; it was left out."),
    "reversed": _("%(field)s: the least is above the most (%(value)s); both were left out."),
    "sort": _("There is no order “%(value)s”; these are in the usual one."),
    "page": _("There is no page “%(value)s”; this is the first."),
    "deep": _("There are not that many pages; this is the last."),
    "cut": _("The text has %(value)s characters; the first %(most)s were searched."),
    "control": _("Invisible characters in the text were left out."),
    "many": _("%(value)s values of %(field)s are too many; the first %(many)s were used."),
    "field": _("There is no field “%(field)s”; “%(value)s” was looked for as text. Fields: %(fields)s."),
    "unmeant": _("“%(value)s” names nothing that %(field)s knows; it was looked for as a word."),
    "blank": _("Nothing stands behind “%(field)s:”; it was left out."),
    "positive": _("%(field)s cannot be excluded (“%(value)s”); it was left out. Write what it should be."),
    "parameter": _("There is no parameter “%(field)s”."),
    "size": _("A page cannot have “%(value)s” entries."),
    "quote": _("A quotation mark was left open; it was taken to reach to the end."),
}
_ADDRESS_FIELDS = {
    "sector": _in("search", "sector"),
    "region": _in("search", "region"),
    "industry": _in("search", "industry"),
    "amount": _in("search", "total investment"),
    "mode": _in("search", "mode"),
    "office": _in("search", "office"),
    "amount_min": _in("search", "least investment"),
    "amount_max": _in("search", "most investment"),
    "land_min": _in("search", "least land"),
    "land_max": _in("search", "most land"),
    "land": _in("search", "land"),
    "maturity": _in("search", "maturity"),
    "verified": _in("search", "verified"),
    "exact": _in("search", "exact search"),
    "deadline": _in("search", "deadline"),
    "mark": _in("search", "feature"),
    "without": _in("search", "exclusions"),
    "title": _in("search", "title"),
}
_WRITTEN = (
    "region", "sector", "industry", "amount", "land", "mode", "maturity", "verified", "deadline", "office",
    "title",
)  # fmt: skip


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def problem(said: Problem) -> str:
    """A sentence about something in the address that was not used."""
    sentence = str(PROBLEMS[said.code]) % {
        "field": _ADDRESS_FIELDS.get(said.field, said.field), "value": said.value, "most": LONGEST_TEXT,
        "many": MOST_VALUES, "fields": between().join(str(_ADDRESS_FIELDS[name]) for name in _WRITTEN),
    }  # fmt: skip
    return sentence[:1].upper() + sentence[1:]


def region(node: Region) -> str:
    """A place's official name in the reader's language."""
    return node.name_en if in_english() and node.name_en else node.full_name


def industry(node: Industry) -> str:
    """An industry's code and name: C 制造业."""
    return f"{node.code} {node.name_en if in_english() and node.name_en else node.name}"


def value(field: str, held: str, taxonomy: Taxonomy, offices: Mapping[str, str]) -> str:
    """The name of a filter's value."""
    if field == "regions":
        return region(taxonomy.regions[held])
    if field == "industries":
        return industry(taxonomy.industries[held])
    if field == "sectors":
        sector = taxonomy.crosswalk.sectors[held]
        return sector.name_en if in_english() and sector.name_en else sector.name
    if field == "land_none":
        return gettext("none needed (buildings are ready)")
    if field == "modes":
        return MODES[held].name_en if in_english() else MODES[held].name
    if field == "bands":
        return str(BANDS[held])
    if field == "offices":
        return offices.get(held, held)
    if field == "marks":
        return sources.mark_label(held)
    if field == "maturity":
        return ngettext("%(count)s point or more", "%(count)s points or more", int(held)) % {"count": held}
    if field == "without":
        name, _colon, code = held.partition(":")
        return value(LISTS[name], code, taxonomy, offices)
    if field == "deadline":
        within = gettext("within %(days)s days") % {"days": held}
        return gettext("open for ever") if held == "none" else within
    if field == "verified":
        return gettext("within %(days)s days") % {"days": held}
    return gettext("none needed (buildings are ready)")


def above(kind: str, code: str, taxonomy: Taxonomy) -> str:
    """Where a place or an industry stands: 四川省 › 自贡市 for 荣县; "" for what stands alone."""
    if kind == "region":
        return " › ".join(region(taxonomy.regions[one]) for one in taxonomy.regions.ancestors(code)[:-1])
    if kind == "industry":
        parent = taxonomy.industries.ancestors(code)[-2:-1]
        return industry(taxonomy.industries[parent[0]]) if parent else ""
    return gettext("sector of the chamber") if kind == "sector" else ""


def span(low: str, high: str) -> str:
    """ "85 亩 or more", "up to 1.2 亿元", "85 to 200 亩"; each side as text, "" where open."""
    if low and high:
        return gettext("%(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return gettext("%(low)s or more") % {"low": low}
    return gettext("up to %(high)s") % {"high": high}


def wan(amount: float | None) -> str:
    """An amount of 万元 with its unit, 亿元 from 10,000 万元 up."""
    if amount is None:
        return ""
    if in_english():
        return f"{_plain(amount / 100)} million yuan"
    return f"{_plain(amount / 10_000)} 亿元" if amount >= 10_000 else f"{_plain(amount)} 万元"


def mu(land: float | None) -> str:
    """An area of 亩 with its unit."""
    return "" if land is None else f"{_plain(land)} {'mu' if in_english() else '亩'}"


def between() -> str:
    """What stands between the words of a list."""
    return ", " if in_english() else "、"


def _plain(number: float) -> str:
    text = f"{number:,.6f}"
    return text.rstrip("0").rstrip(".")
