"""`{% load public_pages %}`: fetches what a public page shows; each tag is one call into `cms.presenting`."""

from functools import cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import stamp
from cms.kept import Kept
from cms.presenting import home, news, offices, posting

register = template.Library()


def _regions():
    from taxonomy.tree import current

    return current().regions


@register.simple_tag(takes_context=True)
def front(context) -> home.Front:
    english = (get_language() or "").startswith("en")
    return home.front(context.get("request"), regions=_regions(), english=english)


@register.simple_tag(takes_context=True)
def posting_details(context, page) -> posting.Posting:
    return posting.posting(page, context["request"])


@register.simple_tag(takes_context=True)
def office_groups(context) -> list[offices.OfficeGroup]:
    return offices.office_groups(context["request"], regions=_regions())


@register.simple_tag(takes_context=True)
def office_front(context, page) -> offices.OfficeFront:
    return offices.office_front(page, context["request"])


@register.simple_tag(takes_context=True)
def news_list(context, index) -> news.NewsList:
    return news.news_list(index, context["request"])


@register.simple_tag
def region_steps(code: str) -> Any:
    """The steps of a region's path, for crumbs: each with `code` and `name`."""
    from cms.presenting import regions

    english = (get_language() or "").startswith("en")
    return regions.path(_regions(), code, english=english)


_parts = Kept(most=600)


@register.tag
def kept(parser, token) -> "KeptNode":
    """`{% kept "head" page %}…{% endkept %}`: what every reader sees alike of this version of a posting.

    Inside, nothing may depend on who reads, on the session or on the appearance chosen.
    """
    _tag, name, page = token.split_contents()
    inner = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip('"'), parser.compile_filter(page), inner)


class KeptNode(template.Node):
    def __init__(self, name: str, page: Any, nodelist: template.NodeList) -> None:
        self.name, self.page, self.nodelist = name, page, nodelist

    def render(self, context) -> SafeString:
        request = context["request"]
        if getattr(request, "is_preview", False):
            return self.nodelist.render(context)  # sectors and plans of a preview are in no table yet
        key = (
            self.name,
            posting.print_of(self.page.resolve(context)),
            get_language(),
            timezone.localdate(),
            request.get_host(),
            stamp.read(request),
        )
        return _parts.get(key, lambda: self.nodelist.render(context))


_rows = Kept(most=2000)


@register.simple_tag
def opportunity_row(row, heading: int = 3) -> SafeString:
    """`{% opportunity_row row %}`: `components/opportunity_row.html`, drawn from nothing but the row."""
    key = (row, heading, get_language(), timezone.localdate())
    return _rows.get(key, lambda: _row().render(template.Context({"row": row, "heading": heading})))


@cache
def _row() -> template.Template:
    return get_template("components/opportunity_row.html").template
