"""What the API takes and gives: the names and texts here are what its documentation shows."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema


class Address(Schema):
    """The parameters of the page /projects/, and `page_size`. Several values of one widen, several narrow."""

    q: str = Field("", description='Up to 200 characters: words, "phrases", -not, field:value.')
    sector: list[str] = Field([], description="Codes of the chamber's sectors.")
    region: list[str] = Field([], description="GB/T 2260 codes; a place includes all below it.")
    industry: list[str] = Field([], description="GB/T 4754-2017 codes; a class includes all below it.")
    amount: list[str] = Field([], description="Bands: under-1000, 1000-5000, …, over-50000, unstated.")
    amount_min: str = Field("", description="Least total investment, in 万元 (10,000 yuan).")
    amount_max: str = Field("", description="Most total investment, in 万元 (10,000 yuan).")
    mode: list[str] = Field([], description="Ways of cooperating: lease, joint_venture, ppp, …")
    land_min: str = Field("", description="Least land, in 亩 (mu).")
    land_max: str = Field("", description="Most land, in 亩 (mu).")
    land: str = Field("", description="none: no land is needed.")
    maturity: str = Field("", description="1 to 6: so many points of the checklist or more.")
    verified: str = Field("", description="Days: verified within so many.")
    deadline: str = Field("", description="Days: ends within so many; none: open for ever.")
    office: list[str] = Field([], description="Ids of investment offices.")
    mark: list[str] = Field([], description="Features as group:code; opportunities have none so far.")
    without: list[str] = Field([], description="Codes not wanted, as region:510300 or mode:ppp.")
    sort: str = Field("relevance", description="relevance, newest, amount, maturity or deadline.")
    exact: str = Field("", description="1: no other words for the same.")
    page: str = Field("1", description="From 1; no further than the 10,000th hit.")
    page_size: str = Field("20", description="1 to 100.")
    facets: list[str] = Field([], description="Facets wanted; without it all, with none no facet.")


class Typed(Address):
    """As for opportunities; `q` is what has been typed so far, the other conditions stay."""


class Code(Schema):
    code: str
    name: str
    name_en: str


class Office(Schema):
    id: str
    name: str


class Highlight(Schema):
    """Safe HTML: escaped, with what was found in <mark>."""

    title_html: str
    summary_html: str


class Opportunity(Schema):
    """One posting. Contacts are never given: they are exchanged in an introduction."""

    id: str
    url: str
    title: str
    summary: str
    office: Office
    regions: list[Code] = Field(description="From the province down to the place itself.")
    industries: list[Code] = Field(description="GB/T 4754, each after the classes above it.")
    sectors: list[Code]
    amount: float | None = Field(description="Total investment in 万元 (10,000) of the currency.")
    currency: str
    land_mu: float | None = Field(description="亩; 0: none is needed; null: not said.")
    modes: list[Code]
    maturity: int = Field(description="Points of the checklist, 0 to 6.")
    verified: dt.date | None
    deadline: dt.date | None
    published: dt.datetime | None
    is_demo: bool
    highlight: Highlight
    score: float = Field(description="Comparable within one answer only.")


class FacetValue(Schema):
    """How many would be found with this value, counted as if its own facet were not filtered."""

    value: str
    name: str
    name_en: str
    count: int
    selected: bool


class Widened(Schema):
    """A word of the text that was also looked for by other words."""

    word: str
    others: list[str]


class Fault(Schema):
    """One thing in the address: which field, its value, what is wrong with it, and what to write instead."""

    field: str
    code: str
    value: str
    cause: str
    cure: str


class Links(Schema):
    self: str
    first: str
    previous: str | None
    next: str | None
    last: str
    page: str = Field(description="The same search as a page for people.")
    feed: str = Field(description="The same search as an Atom feed.")


class Answer(Schema):
    total: int
    page: int
    pages: int
    page_size: int
    hits: list[Opportunity]
    partly: list[Opportunity] = Field(description="Some that hold part of the words; not in total or facets.")
    facets: dict[str, list[FacetValue]]
    widened: list[Widened]
    relaxed: bool = Field(description="Nothing holds all the words; these hold some.")
    unmatched: bool = Field(description="The text holds nothing to search by.")
    degraded: bool = Field(description="The search engine is away; the database answered, roughly.")
    problems: list[Fault] = Field(description="What of the address was used in part only.")
    links: Links


class NamedThing(Schema):
    """A name, its code, how many projects have it in all, and the search with it as a condition."""

    kind: str = Field(description="region, industry, sector or office.")
    code: str
    name: str
    count: int | None
    search: str


class TitledThing(Schema):
    id: str
    title: str
    url: str


class Suggested(Schema):
    places: list[NamedThing]
    industries: list[NamedThing]
    offices: list[NamedThing]
    opportunities: list[TitledThing]


class Problem(Schema):
    """Problem details of RFC 9457 (application/problem+json)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []
