"""`{% load search_panel %}`: the boxes of the filter panel.

A tree of places has hundreds of boxes; made here rather than by a template for each, they cost a twentieth.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from search.panel import Option

register = template.Library()


@register.simple_tag
def boxes(options: tuple[Option, ...], kind: str = "checkbox", lang: str = "") -> SafeString:
    """`{% boxes panel.options.modes %}`; `kind="radio"` where one of several is chosen; `lang`: in which
    language the labels are in every language of the page.
    """
    other = "" if lang.lower() == (get_language() or "").lower() else lang
    return mark_safe("\n".join(_box(option, kind, other) for option in options))


@register.simple_tag
def tree(options: tuple[Option, ...]) -> SafeString:
    """`{% tree panel.options.regions %}`: boxes with those below them folded away."""
    return mark_safe(_drawn(options, get_language()))


@lru_cache(maxsize=128)
def _drawn(options: tuple[Option, ...], _language: str | None) -> str:
    """The same branches with the same counts come again with every page and order of a search."""
    return _tree(options)


def _tree(options: Iterable[Option]) -> str:
    return f'<ul class="tree">{"".join(map(_branch, options))}</ul>'


def _branch(option: Option) -> str:
    if not option.below:
        return f"<li>{_box(option)}</li>\n"
    name = escape(gettext("within %(name)s") % {"name": option.label})
    return (
        f"<li>{_box(option)}<details{' open' if option.is_open else ''}>"
        f'<summary><span class="vh">{name}</span></summary>{_tree(option.below)}</details></li>\n'
    )


def _box(option: Option, kind: str = "checkbox", lang: str = "") -> str:
    said = f' lang="{lang}"' if lang else ""
    return (
        f'<label class="opt{"" if option.count else " opt--zero"}"><input type="{kind}"'
        f' id="{escape(option.html_id)}" name="{option.parameter}" value="{escape(option.value)}" form="find"'
        f"{' checked' if option.selected else ''}><span{said}>{escape(option.label)}</span>"
        f"<span>{option.count}</span></label>"
    )
