"""From a page to what the rules of plausibility look at."""

from cms.plausibility import Finding, Posting, findings

PUBLIC_TEXTS = (
    "title",
    "summary",
    "content_and_scale",
    "conditions",
    "guarantees",
    "policies",
    "benefits",
    "progress",
    "requirements",
)
FARMLAND = "agricultural"
NO_LAND = "ready"


def posting_of(page, *, office=None) -> Posting:
    """`office` is given for a page that has not been saved under its parent yet."""
    office = office or (page.office if page.office_id else None)
    region = page.region if page.region_id else None
    sectors = {sector.pk for sector in page.sectors.all()}
    return Posting(
        texts={
            str(page._meta.get_field(name).verbose_name): getattr(page, name) or "" for name in PUBLIC_TEXTS
        },
        amount_wan=page.amount_wan,
        minimum_wan=page.minimum_wan,
        intensity=page.intensity_wan_per_mu,
        land_mu=page.land_mu,
        plot_ratio=page.plot_ratio,
        build_months=page.build_months,
        in_yuan=page.currency == "CNY",
        is_farmland=page.land_use == FARMLAND or sectors == {"agriculture"},
        takes_land=page.land_use != NO_LAND,
        amount_is_fixed=page.has_fixed_amount,
        site_is_chosen=page.has_chosen_site,
        address=page.address,
        place=str(region or ""),
        place_path=region.ancestor_codes if region else (),
        office_region=office.region_id if office else "",
        office_region_name=str(office.region) if office else "",
    )


def findings_of(page, *, office=None) -> tuple[Finding, ...]:
    """What is odd about a page (or about a revision of it as an object)."""
    return findings(posting_of(page, office=office))
