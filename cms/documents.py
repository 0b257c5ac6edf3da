"""A posting as the search knows it.  Contacts are not read here, so they cannot get into an index."""

from collections.abc import Iterable, Iterator

from cms.models import OpportunityPage
from cms.models.opportunity import LandUse, OpportunityStatus
from search.document import Document

KIND = "opportunity"
BODY = ("content_and_scale", "conditions", "guarantees", "policies", "benefits", "progress", "requirements")
ALSO_IN_BODY = ("number", "statistics_name", "township", "address", "chain", "undertaker")
CHUNK = 200


def documents(ids: Iterable[str] | None = None) -> Iterator[Document]:
    """Documents of the postings that may be found now: live, public, not closed.  `ids` None means all."""
    pages = OpportunityPage.objects.findable().exclude(status=OpportunityStatus.CLOSED).with_details()
    if ids is not None:
        pages = pages.filter(pk__in=[int(one) for one in ids])
    for page in pages.order_by("pk").iterator(chunk_size=CHUNK):
        yield document_of(page)


def versions() -> Iterator[tuple[str, int]]:
    """(id, version) of the postings that may be found now, without their texts."""
    rows = OpportunityPage.objects.findable().exclude(status=OpportunityStatus.CLOSED)
    for number, version in rows.values_list("pk", "live_revision_id").iterator():
        yield str(number), version or 0


def document_of(page: OpportunityPage) -> Document:
    """One page, fetched `with_details`, needs no further query."""
    texts = [getattr(page, name) for name in (*BODY, *ALSO_IN_BODY)]  # an excerpt begins with prose
    return Document(
        kind=KIND,
        id=str(page.pk),
        title=page.title,
        summary=page.summary,
        body="\n".join(text for text in texts if text),
        url=page.url or "",
        office_id=str(page.office_id),
        office_name=page.office.name,
        regions=page.region.ancestor_codes,
        industries=with_ancestors(page.industries.all()),
        sectors=tuple(sorted(sector.pk for sector in page.sectors.all())),
        amount_wan=_float(page.amount_wan),
        currency=page.currency,
        land_mu=0.0 if page.land_use == LandUse.READY and page.land_mu is None else _float(page.land_mu),
        modes=tuple(page.modes or ()),
        maturity=page.maturity,
        verified=page.verified_on,
        deadline=page.deadline,
        published=page.first_published_at,
        is_demo=page.is_demo,
        version=page.live_revision_id or 0,
    )


def with_ancestors(rows) -> tuple[str, ...]:
    """Codes of the rows and of all above them, each once, a parent before its children."""
    codes: dict[str, None] = {}
    for row in sorted(rows, key=lambda row: row.path):
        codes.update(dict.fromkeys(row.ancestor_codes))
    return tuple(codes)


def _float(value) -> float | None:
    return None if value is None else float(value)
