"""A collection of postings in an index of its own, and queries put to it as the result page puts them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from search.analysis import analyzer
from search.document import Document
from search.engines.base import Engine
from search.evaluation.measures import Judged, first_right, ndcg
from search.expand import Expander
from search.planner import Planner
from search.query import Query
from search.visibility import ANYONE
from taxonomy.tables import Taxonomy

DEEP = 100
"""Hits of each query that are kept."""
ENGINES = ("embedded", "elastic")


class Posting(Protocol):
    """What is read of a posting: `matching.types.Opportunity` has it all."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def requirements(self) -> str: ...
    @property
    def region_code(self) -> str | None: ...
    @property
    def sectors(self) -> tuple[str, ...]: ...
    @property
    def gb4754(self) -> tuple[str, ...]: ...
    @property
    def modes(self) -> tuple[str, ...]: ...
    @property
    def amount_wan(self) -> float | None: ...
    @property
    def land_mu(self) -> float | None: ...


def document_of(posting: Posting, taxonomy: Taxonomy) -> Document:
    """A posting of a file as a document, codes with their ancestors as a page's document has them.

    A posting without a sector has the sector of its first industry, as one read from a booklet has.
    """
    industries: dict[str, None] = {}
    for code in sorted(posting.gb4754):
        industries.update(dict.fromkeys(taxonomy.industries.ancestors(code)))
    sectors = posting.sectors or tuple(
        sector for code in posting.gb4754 for sector in taxonomy.crosswalk.sectors_of_industry(code)[:1]
    )
    return Document(
        kind="opportunity",
        id=posting.id,
        title=posting.title,
        summary=posting.summary,
        body=posting.requirements,
        regions=taxonomy.regions.ancestors(posting.region_code or ""),
        industries=tuple(industries),
        sectors=tuple(sorted(set(sectors))),
        amount_wan=posting.amount_wan,
        land_mu=posting.land_mu,
        modes=posting.modes,
    )


@contextmanager
def engine_over(
    documents: Iterable[Document], *, name: str, taxonomy: Taxonomy, url: str = ""
) -> Iterator[Engine]:
    """An engine with nothing but these documents in an index of its own, which is gone afterwards.

    `url`: where Elasticsearch is, for the engine `elastic`.
    """
    planner = Planner(analyzer(), Expander(taxonomy, analyzer().knows, analyzer().pairs))
    making = _elastic(planner, url) if name == "elastic" else _embedded(planner)
    with making as engine:
        engine.rebuild(documents)
        engine.refresh()
        yield engine


@contextmanager
def _embedded(planner: Planner) -> Iterator[Engine]:
    from search.engines.embedded import EmbeddedEngine

    with TemporaryDirectory(prefix="search-evaluation-") as folder:
        yield EmbeddedEngine(Path(folder) / "index", analyzer=planner.analyzer, planner=lambda: planner)


@contextmanager
def _elastic(planner: Planner, url: str) -> Iterator[Engine]:
    from search.engines.elastic import ElasticEngine
    from search.engines.elastic_builds import Builds
    from search.engines.elastic_link import Link, told

    link = Link(url)
    prefix = f"evaluation-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    builds = Builds(link, prefix, planner.analyzer.version)
    try:
        yield ElasticEngine(link, builds, analyzer=planner.analyzer, planner=lambda: planner)
    finally:
        with told():
            for index in link.writing.indices.get(index=f"{prefix}-*", expand_wildcards="all").body:
                link.writing.indices.delete(index=index, ignore_unavailable=True)


def answer(engine: Engine, text: str, *, taxonomy: Taxonomy) -> list[tuple[str, float]]:
    """Ids and scores in the order the result page shows them without any filter, those that match in part
    after the others.
    """
    query = Query.from_querydict({"q": text}, taxonomy=taxonomy).replace(page_size=DEEP)
    found = engine.search(query, viewer=ANYONE, facets=())
    return [(hit.id, hit.score) for hit in (*found.hits, *found.partly)][:DEEP]


def judge(
    queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]],
    ask: Callable[[str], list[tuple[str, float]]],
) -> Iterator[Judged]:
    """Ask each query; those without any relevant posting have no figures and are asked all the same."""
    for query_id, text in queries.items():
        found = ask(text)
        ids = [one for one, _score in found]
        grades = qrels.get(query_id, {})
        yield Judged(
            query_id, text, ndcg(ids, grades), first_right(ids, grades), len(found), tuple(found)
        )
