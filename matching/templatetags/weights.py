"""`{% load weights %}`: how the pages about weights write a number."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matching.weighting.forms import shown
from matching.weights import band_name

register = template.Library()


@register.filter
def worth(points: Any) -> str:
    """34, 17.5; – for none."""
    return "–" if points is None else shown(float(points))


@register.filter
def change(points: Any) -> str:
    """+3, −1.5; "" for none."""
    if points is None or not float(points):
        return ""
    return f"{'+' if points > 0 else '−'}{shown(abs(float(points)))}"


@register.filter
def minus(after: Any, before: Any) -> float:
    """How much more `after` is."""
    return float(after) - float(before)


@register.filter
def band_called(code: str) -> str:
    """今天可引荐, 值得发送 or 供参考."""
    return band_name(code, (get_language() or "zh")[:2])


@register.filter
def share(points: float, full: float) -> int:
    """Per cent of `full`, for a bar."""
    return max(0, min(100, round(float(points) / float(full) * 100))) if full else 0


@register.filter
def measure(name: str) -> str:
    """A measure of the evaluation in words; one that is new stands for itself."""
    words = {
        "firm_ndcg10": _("Firms' lists, nDCG@10"),
        "opportunity_ndcg3": _("Postings' lists, nDCG@3"),
        "opportunity_ndcg10": _("Postings' lists, nDCG@10"),
    }
    return words.get(name, name)
