"""What the home page shows: every figure counted from what is published now."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from cms.models import NewsPage, OpportunityPage
from cms.presenting.example import Example, example
from cms.presenting.rows import Row, row_of_page
from cms.presenting.tiles import Grid, grid, outside
from taxonomy.models import Sector

NEWEST = 5
NEWS = 4
FRESH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Figures:
    open: int
    verified: int
    offices: int
    demo: int


@dataclass(frozen=True, slots=True)
class SectorCount:
    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Front:
    today: dt.date
    figures: Figures
    newest: tuple[Row, ...]
    grid: Grid
    elsewhere: tuple[tuple[str, int], ...]
    sectors: tuple[SectorCount, ...]
    tries: tuple[tuple[str, str, str], ...]  # (region code, sector code, sector label), each with a result
    news: tuple[Any, ...]
    news_index: Any
    example: Example | None


def front(request: HttpRequest | None, *, regions, english: bool = False) -> Front:
    """In a constant number of queries."""
    today = timezone.localdate()
    open_postings = OpportunityPage.objects.open()
    newest = list(
        open_postings.with_details().order_by("-verified_on", "-first_published_at", "-pk")[:NEWEST]
    )
    counts = Counter(
        dict(open_postings.order_by().values_list("region").annotate(number=Count("pk")))  # by code
    )
    places = grid(counts, regions, english=english)
    news = list(NewsPage.objects.live().order_by("-date", "-pk")[:NEWS])
    return Front(
        today=today,
        figures=figures(today=today),
        newest=tuple(row_of_page(page, request) for page in newest),
        grid=places,
        elsewhere=tuple(outside(counts, regions, places.within)),
        sectors=tuple(sector_counts()),
        tries=tuple(_tries(newest, regions)),
        news=tuple(news),
        news_index=news[0].get_parent() if news else None,
        example=example(request),
    )


def figures(*, today: dt.date) -> Figures:
    fresh = today - dt.timedelta(days=FRESH_DAYS)
    return Figures(
        **OpportunityPage.objects.open().aggregate(
            open=Count("pk"),
            verified=Count("pk", filter=Q(verified_on__gte=fresh)),
            offices=Count("office", distinct=True),
            demo=Count("pk", filter=Q(is_demo=True)),
        )
    )


def sector_counts() -> list[SectorCount]:
    """Open postings in each sector, most first. A posting of two sectors counts in both."""
    counts = dict(
        OpportunityPage.objects.open().order_by().values_list("sectors").annotate(number=Count("pk"))
    )
    rows = [
        SectorCount(sector.code, sector.label, counts.get(sector.code, 0)) for sector in Sector.objects.all()
    ]
    return sorted(rows, key=lambda row: -row.count)


def _tries(pages: list[Any], regions) -> list[tuple[str, str, str]]:
    """Searches to try, taken from the newest postings, so that each finds something."""
    found: dict[tuple[str, str], str] = {}
    for page in pages:
        chain = regions.ancestors(page.region_id)
        for sector in page.sectors.all():
            if chain:
                found.setdefault((chain[min(1, len(chain) - 1)], sector.code), sector.label)
                break
    return [(region, sector, label) for (region, sector), label in found.items()][:4]
