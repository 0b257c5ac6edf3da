"""`{% load docking %}`: the small parts every page is made of, each one element of the components sheet."""

import datetime as dt
import re
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cms.presenting import amounts, dates, regions
from cms.presenting.strip import strip_of
from cms.presenting.words import pieces
from taxonomy.modes import MODES

register = template.Library()
_CHINESE = re.compile("([\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef]*)")


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def _unknown() -> SafeString:
    return format_html('<span class="amt amt--none">{}</span>', _("not published"))


@register.simple_tag
def amount(wan, currency: str = "CNY", size: str = "", at_least: bool = False) -> SafeString:
    """`{% amount page.amount_wan page.currency size="l" %}`: 1.2 亿元; the markup keeps the value in 万."""
    if wan in (None, ""):
        return _unknown()
    shown = amounts.amount(wan, currency=currency or "CNY", english=in_english())
    return _quantity(shown, value=wan, size=size, at_least=at_least)


@register.filter(name="amount")
def amount_filter(wan) -> SafeString:
    """`{{ wan|amount }}`: the same in yuan."""
    return amount(wan)


@register.simple_tag
def intensity(wan_per_mu, currency: str = "CNY", size: str = "") -> SafeString:
    """`{% intensity page.intensity_wan_per_mu %}`: ≥ 120 万元/亩."""
    if wan_per_mu in (None, ""):
        return _unknown()
    shown = amounts.intensity(wan_per_mu, currency=currency or "CNY", english=in_english())
    return _quantity(shown, value=wan_per_mu, size=size, at_least=True)


@register.simple_tag
def land(mu, use: str = "", size: str = "") -> SafeString:
    """`{% land page.land_mu page.land_use %}`: 85 亩; ready buildings ask for no land."""
    if use == "ready" and not mu or mu is not None and mu != "" and Decimal(str(mu)) == 0:
        return format_html("<span>{}</span>", _("ready buildings, no land"))
    if mu in (None, ""):
        return _unknown()
    return _quantity(amounts.land(mu, english=in_english()), value=mu, size=size)


def _quantity(shown: amounts.Quantity, *, value, size: str = "", at_least: bool = False) -> SafeString:
    return format_html(
        '<data class="amt{}" value="{}">{}{}<small>{}</small></data>',
        f" amt--{size}" if size else "",
        Decimal(str(value)).normalize().__format__("f"),
        "≥ " if at_least else "",
        shown.figure,
        (" " if in_english() else "") + shown.unit,
    )


@register.simple_tag
def place(region, township: str = "", code: bool = True) -> SafeString:
    """`{% place page.region_id page.township %}`: the path of a region (a code or a row), with its code."""
    from taxonomy.tree import current

    number = getattr(region, "pk", region) or ""
    steps = regions.path(current().regions, number, english=in_english())
    names = [step.name for step in steps] or ([number] if number else [pgettext("posting", "not stated")])
    last = format_html('<span lang="zh-Hans">{}</span>', township) if township else ""
    mark = format_html("<code>{}</code>", number) if code and steps else ""
    spans = format_html_join("", "<span>{}</span>", ((name,) for name in names))
    return format_html('<p class="place">{}{}{}</p>', spans, last, mark)


@register.simple_tag
def region_name(region, full: bool = False) -> str:
    """`{% region_name code %}`: the name alone; `full=True` the whole path in one line of text."""
    from taxonomy.tree import current

    steps = regions.path(current().regions, getattr(region, "pk", region) or "", english=in_english())
    if not steps:
        return str(region or "")
    if not full:
        return steps[-1].name
    names = [step.name for step in steps]
    return ", ".join(reversed(names)) if in_english() else "".join(names)


@register.simple_tag
def ticks(count: int, words: bool = True) -> SafeString:
    """`{% ticks page.maturity %}`: six boxes and 成熟度 5/6."""
    boxes = format_html_join(
        "", "<i{}></i>", ((SafeString(' class="on"') if at < count else "",) for at in range(6))
    )
    said = _("Maturity %(count)s/6") % {"count": count} if words else ""
    return format_html(
        '<span class="nowrap"><span class="ticks" aria-hidden="true">{}</span>{}</span>', boxes, said
    )


@register.simple_tag
def day(value, short: bool = False) -> SafeString:
    """`{% day page.verified_on %}`: a date in words; `short=True` leaves this year out. Empty for no date."""
    if not value:
        return SafeString("")
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    this_year = timezone.localdate().year if short else None
    shown = dates.day(value, english=in_english(), without_year=this_year)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag
def weekday(value) -> str:
    """`{% weekday today %}`: 星期五, Friday."""
    return dates.weekday(value, english=in_english())


@register.simple_tag
def stale(verified) -> SafeString:
    """`{% stale page.verified_on %}`: a mark where nobody confirmed the posting for too long."""
    days = dates.stale_days(verified, today=timezone.localdate())
    if days is None:
        return SafeString("")
    return format_html(
        '<span class="mk mk--open">{}</span>', _("Not verified for %(days)s days") % {"days": days}
    )


@register.simple_tag
def modes(codes) -> str:
    """`{% modes page.modes %}`: 独资／合资, Wholly owned / Joint venture."""
    english = in_english()
    names = [MODES[code].name_en if english else MODES[code].name for code in codes or () if code in MODES]
    return (" / " if english else "／").join(names)


@register.simple_tag
def office_label(office) -> SafeString:
    """`{% office_label page.office %}`: its English name where there is one and the reader reads English."""
    if in_english() and office.name_en:
        return format_html("{}", office.name_en)
    return zh(office.name)


@register.simple_tag
def named(thing) -> SafeString:
    """`{% named industry %}`: its name; marked as Chinese where it has no English one."""
    if in_english() and not thing.name_en:
        return zh(thing.name)
    return format_html("{}", thing.label)


@register.simple_tag
def reasons(findings) -> list[dict]:
    """`{% reasons match.findings as lines %}`: the sentences of what counted, each with `against`."""
    key = "sentence_en" if in_english() else "sentence"
    return [
        {"sentence": finding[key], "against": (finding.get("points") or 0) < 0}
        for finding in findings
        if finding.get("points") and finding.get(key)
    ]


_SIDES = {"firm": "企", "opp": "招", "sec": "秘"}


@register.simple_tag
def side(name: str) -> SafeString:
    """`{% side "firm" %}`: the mark of a party, 企 round, 招 square, 秘 double. Say the word beside it."""
    return format_html(
        '<span class="side side--{}" aria-hidden="true" lang="zh-Hans">{}</span>', name, _SIDES[name]
    )


@register.simple_tag
def demo_mark(thing) -> SafeString:
    """`{% demo_mark page %}`: 演示 on anything made up for demonstration."""
    if not getattr(thing, "is_demo", thing is True):
        return SafeString("")
    return format_html('<span class="mk mk--open">{}</span>', _("Demonstration"))


@register.inclusion_tag("components/strip.html")
def strip(findings, score, size: str = "s", total: bool = True) -> dict:
    """`{% strip match.findings match.score %}`: the docking strip. `size=""` is the large one."""
    shown = strip_of(findings, score, english=in_english())
    return {"strip": shown, "size": size, "show_total": total}


@register.simple_tag(takes_context=True)
def page_link(context, number: int, name: str = "page") -> str:
    """The present address with another page number."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return "?" + query.urlencode()


@register.filter
def grouped(number: int) -> str:
    """6956 as 6,956, the way amounts are printed, in both languages."""
    return f"{number:,}"


@register.filter
def signed(points: int) -> str:
    """−3 with a true minus sign."""
    return f"−{-points}" if points < 0 else str(points)


@register.filter
def mixed(text) -> SafeString:
    """An English sentence that quotes Chinese words: the Chinese is marked as such."""
    if not in_english():
        return format_html("{}", text)
    parts = _CHINESE.split(str(text))  # every second part is Chinese
    return format_html_join("", "{}", ((zh(part) if at % 2 else part,) for at, part in enumerate(parts)))


@register.filter
def words(text: str) -> SafeString:
    """`{{ page.title|words }}` inside `class="words"`: lines may break between words, not inside them."""
    return format_html_join(SafeString("<wbr>"), "{}", ((piece,) for piece in pieces(text or "")))


@register.filter
def zh(text) -> SafeString:
    """Content that stays Chinese in every language, marked as such: `{{ page.title|zh }}`."""
    if not in_english() or not text:
        return format_html("{}", text or "")
    return format_html('<span lang="zh-Hans">{}</span>', str(text))


@register.filter
def is_checkbox(field) -> bool:
    """Whether a bound field is a single box to tick: its label then stands behind it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not hasattr(field.field, "choices")


@register.simple_tag
def control(field, size: str = "") -> SafeString:
    """`{% control field %}`: the widget in our look, tied to its hint and its error by `aria-describedby`."""
    kind = {"select": "select", "textarea": "area"}.get(_widget_kind(field), "input")
    classes = f"{kind} {kind}--{size}" if size else kind
    if _widget_kind(field) == "file":
        classes += " input--file"
    attrs = {"class": classes}
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}_error")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.field.widget.attrs.get("placeholder"):
        attrs["placeholder"] = ""  # the label says it; a placeholder would say it twice
    return field.as_widget(attrs=attrs)


def _widget_kind(field) -> str:
    return getattr(field.field.widget, "input_type", "textarea")


@register.simple_tag
def form_faults(form) -> list[dict]:
    """`{% form_faults form as faults %}`: each fault with its field, in the order of the form."""
    faults = [{"id": "", "label": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        faults += [
            {"id": field.id_for_label, "label": field.label, "message": message} for message in field.errors
        ]
    return faults
