"""What the page of one posting shows, and what the reader's own firm has to do with it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.models import OpportunityPage
from cms.models.opportunity import MATURITY_CHECKS
from cms.presenting.dates import stale_days
from cms.presenting.rows import Row, row_of_page
from organisations.choices import Role
from organisations.models import Membership

OTHERS = 3


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class Posting:
    checks: tuple[Check, ...]
    sectors: tuple[Any, ...]
    industries: tuple[Any, ...]
    pictures: tuple[tuple[Any, str], ...]  # (image, caption)
    office: Any
    office_page: Any
    others: tuple[Row, ...]
    stale: int | None  # days, where nobody confirmed it for too long
    expired: bool
    firm: Any  # the reader's firm, if they speak for one
    match: Any  # the stored match of that firm with this posting
    verdict: str  # what the firm said of it: interested, not_relevant or ""


def posting(page: OpportunityPage, request: HttpRequest) -> Posting:
    """In a constant number of queries; the contact is not among what is returned."""
    today: dt.date = timezone.localdate()
    pictures = [(page.picture, "")] if page.picture_id else []
    pictures += [(plan.picture, plan.caption) for plan in page.plans.select_related("picture").all()]
    firm = firm_of(request)
    others = (
        OpportunityPage.objects.open()
        .filter(office_id=page.office_id)
        .exclude(pk=page.pk)
        .with_details()
        .order_by("-verified_on", "-pk")[:OTHERS]
    )
    return Posting(
        checks=tuple(
            Check(name, page._meta.get_field(name).verbose_name, getattr(page, name))
            for name in MATURITY_CHECKS
        ),
        sectors=tuple(page.sectors.all()),
        industries=tuple(page.industries.all()),
        pictures=tuple(pictures),
        office=page.office,
        office_page=page.get_parent(),
        others=tuple(row_of_page(other, request) for other in others),
        stale=stale_days(page.verified_on, today=today),
        expired=bool(page.deadline and page.deadline < today),
        firm=firm,
        match=match_of(firm, page) if firm else None,
        verdict=verdict_of(firm, page) if firm else "",
    )


def firm_of(request: HttpRequest) -> Any:
    """The firm the reader speaks for, or None."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    place = Membership.objects.of(user).filter(role=Role.FIRM).first()
    return place.firm if place else None


def match_of(firm: Any, page: OpportunityPage) -> Any:
    """The stored match of the pair, also where the firm has turned it down."""
    from matching.models import Match

    return Match.objects.filter(firm=firm, opportunity_id=page.pk).first()


def verdict_of(firm: Any, page: OpportunityPage) -> str:
    """The firm's own last word on the posting."""
    from matching.models import Reaction, Side

    said = Reaction.objects.filter(firm=firm, opportunity_id=page.pk, side=Side.FIRM)
    return said.values_list("verdict", flat=True).first() or ""
