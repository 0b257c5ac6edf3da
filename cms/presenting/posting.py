"""What the page of one posting shows, and what the reader's own firm has to do with it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
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


class Posting:
    """Asked for piece by piece: a part of the page that is kept from before asks for nothing.

    The contact is not among what is here.
    """

    def __init__(self, page: OpportunityPage, request: HttpRequest) -> None:
        self._page, self._request = page, request
        self._today: dt.date = timezone.localdate()

    # --- the same for every reader ---

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        page = self._page
        return tuple(
            Check(name, page._meta.get_field(name).verbose_name, getattr(page, name))
            for name in MATURITY_CHECKS
        )

    @cached_property
    def sectors(self) -> tuple[Any, ...]:
        return tuple(self._page.sectors.all())

    @cached_property
    def industries(self) -> tuple[Any, ...]:
        return tuple(self._page.industries.all())

    @cached_property
    def pictures(self) -> tuple[tuple[Any, str], ...]:
        """(image, caption)."""
        page = self._page
        pictures = [(page.picture, "")] if page.picture_id else []
        pictures += [(plan.picture, plan.caption) for plan in page.plans.select_related("picture").all()]
        return tuple(pictures)

    @property
    def office(self) -> Any:
        return self._page.office

    @cached_property
    def office_page(self) -> Any:
        return self._page.get_parent()

    @cached_property
    def others(self) -> tuple[Row, ...]:
        page = self._page
        others = (
            OpportunityPage.objects.open()
            .filter(office_id=page.office_id)
            .exclude(pk=page.pk)
            .with_details()
            .order_by("-verified_on", "-pk")[:OTHERS]
        )
        return tuple(row_of_page(other, self._request) for other in others)

    @property
    def stale(self) -> int | None:
        """Days, where nobody confirmed it for too long."""
        return stale_days(self._page.verified_on, today=self._today)

    @property
    def expired(self) -> bool:
        return bool(self._page.deadline and self._page.deadline < self._today)

    # --- the reader's own ---

    @cached_property
    def firm(self) -> Any:
        """The reader's firm, if they speak for one."""
        return firm_of(self._request)

    @cached_property
    def match(self) -> Any:
        """The stored match of that firm with this posting."""
        return match_of(self.firm, self._page) if self.firm else None

    @cached_property
    def verdict(self) -> str:
        """What the firm said of it: interested, not_relevant or ""."""
        return verdict_of(self.firm, self._page) if self.firm else ""


def posting(page: OpportunityPage, request: HttpRequest) -> Posting:
    """In a constant number of queries."""
    return Posting(page, request)


def print_of(page: OpportunityPage) -> bytes:
    """A hash of all the page's own fields: equal where the same page would be drawn."""
    values = [getattr(page, field.attname) for field in page._meta.concrete_fields]
    return blake2b(repr(values).encode(), digest_size=16).digest()


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
