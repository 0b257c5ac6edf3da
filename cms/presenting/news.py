"""News, newest first, a page at a time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from cms.models import NewsPage
from cms.presenting.paging import Pager, pager

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class NewsList:
    items: tuple[Any, ...]
    pager: Pager | None


def news_list(index: Any, request: HttpRequest) -> NewsList:
    items = NewsPage.objects.live().child_of(index).order_by("-date", "-pk")
    part = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    links = pager(part.number, part.paginator.num_pages, lambda number: f"?page={number}")
    return NewsList(tuple(part), links)
