"""The offices and their postings as the public sees them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import get_language

from cms.models import OfficePage, OpportunityPage
from cms.models.opportunity import OpportunityStatus
from cms.presenting.paging import Pager, pager
from cms.presenting.rows import Row, row_of_page

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class OfficeLine:
    label: str
    is_zh: bool
    url: str
    region: str
    count: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class OfficeGroup:
    """The offices of one province."""

    region: str
    lines: tuple[OfficeLine, ...]


def label_of(office: Any) -> tuple[str, bool]:
    """The name in the reader's language, and whether it is the Chinese one."""
    english = (get_language() or "").startswith("en")
    return (office.name_en, False) if english and office.name_en else (office.name, True)


def office_groups(request: HttpRequest, *, regions) -> list[OfficeGroup]:
    """Every published office with how many of its postings are open, grouped by province. One query."""
    is_open = Q(office__opportunities__live=True, office__opportunities__status=OpportunityStatus.OPEN)
    pages = (
        OfficePage.objects.live()
        .select_related("office")
        .annotate(number=Count("office__opportunities", filter=is_open))
        .order_by("office__region_id", "office__name")
    )
    groups: dict[str, list[OfficeLine]] = {}
    for page in pages:
        label, is_zh = label_of(page.office)
        region = page.office.region_id
        chain = regions.ancestors(region) or (region,)
        line = OfficeLine(label, is_zh, page.get_url(request) or "", region, page.number, page.office.is_demo)
        groups.setdefault(chain[0], []).append(line)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))  # the fullest first, else by code
    return [OfficeGroup(region, tuple(lines)) for region, lines in ordered]


@dataclass(frozen=True, slots=True)
class OfficeFront:
    office: Any
    label: str
    is_zh: bool
    rows: tuple[Row, ...]
    total: int
    pager: Pager | None


def office_front(page: OfficePage, request: HttpRequest) -> OfficeFront:
    """The office and one page of its open postings, the last verified first."""
    postings = (
        OpportunityPage.objects.open()
        .filter(office_id=page.office_id)
        .with_details()
        .order_by("-verified_on", "-pk")
    )
    part = Paginator(postings, PER_PAGE).get_page(request.GET.get("page"))
    label, is_zh = label_of(page.office)
    return OfficeFront(
        office=page.office,
        label=label,
        is_zh=is_zh,
        rows=tuple(row_of_page(posting, request) for posting in part),
        total=part.paginator.count,
        pager=pager(part.number, part.paginator.num_pages, lambda number: f"?page={number}"),
    )
