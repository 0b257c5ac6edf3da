"""A posting as the scorer knows it."""

from collections.abc import Iterable, Iterator

from cms.models import OpportunityPage
from cms.models.opportunity import OpportunityStatus
from matching.types import Opportunity

CHUNK = 200


def opportunities(ids: Iterable[int] | None = None) -> Iterator[Opportunity]:
    """The postings that can be matched now: live, public and open.  `ids` None means all.  In order of id."""
    pages = OpportunityPage.objects.findable().filter(status=OpportunityStatus.OPEN).with_details()
    if ids is not None:
        pages = pages.filter(pk__in=[int(one) for one in ids])
    for page in pages.order_by("pk").iterator(chunk_size=CHUNK):
        yield opportunity_of(page)


def opportunity_of(page: OpportunityPage) -> Opportunity:
    """One page, fetched `with_details`, needs no further query.

    Amounts in another currency are not said: they are never added to or compared with yuan.
    """
    in_yuan = page.currency == "CNY"
    return Opportunity(
        id=str(page.pk),
        title=page.title,
        summary="\n".join(text for text in (page.summary, page.content_and_scale, page.chain) if text),
        region_code=page.region_id,
        sectors=tuple(sorted(sector.pk for sector in page.sectors.all())),
        gb4754=tuple(sorted(industry.pk for industry in page.industries.all())),
        amount_wan=_float(page.amount_wan) if in_yuan else None,
        modes=tuple(page.modes or ()),
        land_mu=_float(page.land_mu),
        requirements=page.requirements,
        min_investment_wan=_float(page.minimum_wan) if in_yuan else None,
        intensity_wan_per_mu=_float(page.intensity_wan_per_mu) if in_yuan else None,
        maturity=page.maturity,
        verified=page.verified_on,
        deadline=page.deadline,
        status=page.status,
        office=str(page.office_id) if page.office_id else None,
    )


def _float(value) -> float | None:
    return None if value is None else float(value)
