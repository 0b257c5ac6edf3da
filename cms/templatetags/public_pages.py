"""`{% load public_pages %}`: fetches what a public page shows; each tag is one call into `cms.presenting`."""

from typing import Any

from django import template
from django.utils.translation import get_language

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
