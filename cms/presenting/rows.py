"""One posting as a row of a list: what `components/opportunity_row.html` draws, whatever it was made from."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Amounts in 万元, land in 亩. `title_html` and `say_html` are safe HTML: hits stand in <mark>."""

    url: str
    title_html: SafeString
    say_html: SafeString = SafeString("")
    region: str = ""
    sectors: tuple[str, ...] = ()
    amount_wan: Decimal | float | None = None
    currency: str = "CNY"
    land_mu: Decimal | float | None = None
    land_use: str = ""
    modes: tuple[str, ...] = ()
    maturity: int = 0
    verified: dt.date | None = None
    office: str = ""
    office_is_zh: bool = True
    is_demo: bool = False


def row_of_page(page: Any, request: HttpRequest | None = None) -> Row:
    """From an `OpportunityPage` read with `with_details()`; asks the database nothing."""
    english = (get_language() or "").startswith("en")
    office_name = page.office.name_en if english and page.office.name_en else page.office.name
    return Row(
        url=page.get_url(request) or "",
        title_html=escape(page.title),
        say_html=escape(page.summary),
        region=page.region_id,
        sectors=tuple(sector.label for sector in page.sectors.all()),
        amount_wan=page.amount_wan,
        currency=page.currency,
        land_mu=page.land_mu,
        land_use=page.land_use,
        modes=tuple(page.modes or ()),
        maturity=page.maturity,
        verified=page.verified_on,
        office=office_name,
        office_is_zh=office_name == page.office.name,
        is_demo=page.is_demo,
    )
