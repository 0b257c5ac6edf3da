"""A hit -> what its row on a page shows: `components/opportunity_row.html` takes one as `row`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from search import wording
from search.results import Hit
from taxonomy.tables import Taxonomy


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity in a list. Amount in 万元, land in 亩; the `_html` are safe."""

    url: str
    title_html: SafeString
    say_html: SafeString
    region: str
    sectors: tuple[str, ...]
    amount_wan: float | None
    currency: str
    land_mu: float | None
    modes: tuple[str, ...]
    maturity: int
    verified: dt.date | None
    office: str
    is_demo: bool
    land_use: str = ""
    office_is_zh: bool = True


def card(hit: Hit, taxonomy: Taxonomy) -> Card:
    """From the document the index keeps: no query to the database."""
    document = hit.document
    sectors = [code for code in document.sectors if code in taxonomy.crosswalk.sectors]
    return Card(
        url=document.url,
        title_html=mark_safe(hit.title_html),  # escaped in search.highlight
        say_html=mark_safe(hit.summary_html),
        region=document.region,
        sectors=tuple(wording.value("sectors", code, taxonomy, {}) for code in sectors),
        amount_wan=document.amount_wan,
        currency=document.currency,
        land_mu=document.land_mu,
        modes=document.modes,
        maturity=document.maturity,
        verified=document.verified,
        office=document.office_name,
        is_demo=document.is_demo,
    )
