"""What the search engines of the web are told: sitemap.xml and robots.txt.

Both languages share one address (the choice is a cookie), so there are no alternates to name.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.models import OpportunityPage
from cms.models.opportunity import OpportunityStatus

CHINA = ZoneInfo("Asia/Shanghai")
LENGTH = 5_000
"""Addresses in one file; with more there is an index of files."""
PRIVATE = ("/admin/", "/account/", "/workbench/", "/members/", "/paperwork/", "/searches/",
           "/i18n/", "/theme/", "/projects/suggest/", "/api/")  # fmt: skip


class _Pages(Sitemap):
    """Every live page anybody may read, but for the projects."""

    limit = LENGTH

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def items(self) -> Any:
        root = Site.find_for_request(self.request)
        pages = root.root_page.get_descendants(inclusive=True) if root else Page.objects.none()
        return pages.live().public().not_type(OpportunityPage).order_by("path")

    def location(self, item: Page) -> str:
        return item.get_url(self.request) or "/"

    def lastmod(self, item: Page) -> dt.datetime | None:
        return item.last_published_at or item.latest_revision_created_at


class _Projects(_Pages):
    """Projects that still look for a firm: not closed, not past their last day."""

    def items(self) -> Any:
        today = dt.datetime.now(CHINA).date()
        open_pages = OpportunityPage.objects.findable().exclude(status=OpportunityStatus.CLOSED)
        return open_pages.filter(Q(deadline=None) | Q(deadline__gte=today)).order_by("path")

    def lastmod(self, item: OpportunityPage) -> dt.datetime | None:
        """The later of the last publication and the last confirmation."""
        published = super().lastmod(item)
        if item.verified_on is None:
            return published
        verified = dt.datetime.combine(item.verified_on, dt.time(), tzinfo=CHINA)
        return max(published, verified) if published else verified


class _Lists(Sitemap):
    """Pages that are made, not written."""

    def items(self) -> list[str]:
        return ["search:results"]

    def location(self, item: str) -> str:
        return reverse(item)


@require_safe
@cache_control(max_age=3600)
def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponseBase:
    """`/sitemap.xml`: one file while everything fits in it, else an index of `/sitemap-<section>.xml?p=…`."""
    sections: dict[str, Any] = {"pages": _Pages(request), "projects": _Projects(request), "lists": _Lists()}
    if section is None and any(one.paginator.num_pages > 1 for one in sections.values()):
        return sitemap_views.index(request, sections, sitemap_url_name="sitemap_section")
    return sitemap_views.sitemap(request, sections, section=section)


@require_safe
@cache_control(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: what is not for search engines, and where the sitemap lies."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in PRIVATE), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
