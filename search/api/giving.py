"""Results -> what the API gives: codes with their names in both languages, links in full."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from search import wording
from search.api import schemas
from search.api.reading import USED_IN_PART, faults
from search.finding import last_page
from search.offices import Offices
from search.planner import FACETS
from search.query import Query
from search.results import FacetValue, Hit, Results
from search.suggest import Offer, Suggestions
from taxonomy.modes import MODES
from taxonomy.tables import Taxonomy


class Giver:
    """Makes answers to one request."""

    def __init__(self, request: HttpRequest, taxonomy: Taxonomy, offices: Offices) -> None:
        self._request = request
        self._taxonomy = taxonomy
        self._offices = offices

    def answer(self, query: Query, found: Results) -> schemas.Answer:
        """A page of results."""
        return schemas.Answer(
            total=found.total,
            page=query.page,
            pages=last_page(query, found.total),
            page_size=query.page_size,
            hits=[self._opportunity(hit) for hit in found.hits],
            partly=[self._opportunity(hit) for hit in found.partly],
            facets={
                name: [self._facet_value(name, one) for one in values]
                for name, values in found.facets.items()
            },
            widened=[schemas.Widened(word=word, others=list(others)) for word, others in found.widened],
            relaxed=found.relaxed,
            unmatched=found.unmatched,
            degraded=found.degraded,
            problems=faults(one for one in query.problems if one.code in USED_IN_PART),
            links=self._links(query, found.total),
        )  # fmt: skip

    def suggested(self, found: Suggestions) -> schemas.Suggested:
        """What somebody who types may mean."""
        return schemas.Suggested(
            places=self._offers(found.places),
            industries=self._offers(found.trades),
            offices=self._offers(found.offices),
            opportunities=[
                schemas.TitledThing(id=hit.id, title=hit.document.title, url=self._full(hit.document.url))
                for hit in found.titles
            ],
        )

    def _facet_value(self, facet: str, one: FacetValue) -> schemas.FacetValue:
        name, english = self._names(facet, one.value)
        return schemas.FacetValue(
            value=one.value, name=name, name_en=english, count=one.count, selected=one.selected
        )

    def _offers(self, offers: Iterable[Offer]) -> list[schemas.NamedThing]:
        place = reverse("api:opportunities")
        return [
            schemas.NamedThing(
                kind=one.name.kind, code=one.name.code, name=one.name.name, count=one.count,
                search=self._full(place + one.query.to_address()),
            )
            for one in offers
        ]  # fmt: skip

    def _opportunity(self, hit: Hit) -> schemas.Opportunity:
        document = hit.document
        return schemas.Opportunity(
            id=hit.id,
            url=self._full(document.url),
            title=document.title,
            summary=document.summary,
            office=schemas.Office(id=document.office_id, name=document.office_name),
            regions=self._codes("regions", document.regions),
            industries=self._codes("industries", document.industries),
            sectors=self._codes("sectors", document.sectors),
            amount=document.amount_wan,
            currency=document.currency,
            land_mu=document.land_mu,
            modes=self._codes("modes", document.modes),
            maturity=document.maturity,
            verified=document.verified,
            deadline=document.deadline,
            published=document.published,
            is_demo=document.is_demo,
            highlight=schemas.Highlight(title_html=hit.title_html, summary_html=hit.summary_html),
            score=round(hit.score, 4),
        )

    def _codes(self, field: str, codes: Iterable[str]) -> list[schemas.Code]:
        named = ((code, *self._names(field, code)) for code in codes)
        return [schemas.Code(code=code, name=name, name_en=english) for code, name, english in named]

    def _names(self, field: str, code: str) -> tuple[str, str]:
        """Chinese and English; the code itself where it has no name (any more)."""
        taxonomy = self._taxonomy
        if field == "regions" and (place := taxonomy.regions.get(code)):
            return place.full_name, place.name_en
        if field == "industries" and (industry := taxonomy.industries.get(code)):
            return industry.name, industry.name_en
        if field == "sectors" and (sector := taxonomy.crosswalk.sectors.get(code)):
            return sector.name, sector.name_en
        if field == "modes" and (mode := MODES.get(code)):
            return mode.name, mode.name_en
        if field == "offices":
            name = self._offices.names.get(code, code)
            return name, name
        if field in FACETS and field not in ("regions", "industries", "sectors", "modes"):
            return _in("zh-hans", field, code, taxonomy), _in("en", field, code, taxonomy)
        return code, code

    def _links(self, query: Query, total: int) -> schemas.Links:
        place, last = reverse("api:opportunities"), max(1, last_page(query, total))
        bare = query.replace(page=1)

        def page(number: int) -> str:
            return self._full(f"{place}?{urlencode(self._held(query.replace(page=number)), doseq=True)}")

        return schemas.Links(
            self=page(query.page),
            first=page(1),
            previous=page(query.page - 1) if query.page > 1 else None,
            next=page(query.page + 1) if query.page < last else None,
            last=page(last),
            page=self._full(reverse("search:results") + bare.to_address()),
            feed=self._full(reverse("search:feed") + bare.replace(sort="relevance").to_address()),
        )

    def _held(self, query: Query) -> dict[str, list[str]]:
        """The address of a page, with what only the API knows."""
        asked = {name: self._request.GET.getlist(name) for name in ("page_size", "facets")}
        return query.to_querydict() | {name: values for name, values in asked.items() if values}

    def _full(self, address: str) -> str:
        return self._request.build_absolute_uri(address)


def _in(language: str, field: str, code: str, taxonomy: Taxonomy) -> str:
    with override(language):
        return wording.value(field, code, taxonomy, {})
