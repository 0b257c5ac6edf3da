"""The engine on Elasticsearch: the same plans as the embedded one, for several machines.  ADR 0023."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from elasticsearch.helpers import scan

from search.analysis import Analyzer
from search.document import Document
from search.engines import elastic_query
from search.engines.base import EngineError, Found, MissingIndexError, OutdatedIndexError, PlannedEngine
from search.engines.elastic_builds import Builds
from search.engines.elastic_link import MISSING, READ_TIMEOUT, Link, told
from search.engines.elastic_schema import made_by
from search.engines.elastic_writer import BATCH, Writer
from search.plan import Plan
from search.planner import Planner

KEYS_AT_ONCE = 2_000


class ElasticEngine(PlannedEngine):
    """See `search.engines.base.Engine` for what each method promises."""

    def __init__(
        self,
        link: Link,
        builds: Builds,
        *,
        analyzer: Analyzer,
        planner: Callable[[], Planner],
        **settings: Any,
    ) -> None:
        super().__init__(planner, **settings)
        self._link, self._builds, self._analyzer = link, builds, analyzer
        self._writer = Writer(link, builds, analyzer)

    def put(self, documents: Iterable[Document]) -> int:
        return self._writer.put(documents)

    def remove(self, keys: Iterable[str]) -> None:
        self._writer.remove(keys)

    def rebuild(self, documents: Iterable[Document]) -> int:
        self._writer.rebuild(documents)
        return self.count()

    def refresh(self) -> None:
        with told():
            self._link.writing.indices.refresh(index=self._builds.write)

    def execute(self, plan: Plan) -> Found:
        with told():
            wanted = elastic_query.search(plan).to_dict()
            wanted["from_"] = wanted.pop("from")
            # each part by its name: for a whole body the client warns, and takes it apart first
            answer = self._link.reading.search(
                index=self._builds.read,
                **wanted,
                timeout=f"{READ_TIMEOUT:.0f}s",
                allow_partial_search_results=False,  # half an answer would look whole
                preference="docking",  # one copy of the shard, so that pages follow each other
            ).body
            self._check(answer)
            hits = answer["hits"]["hits"]
            return Found(
                total=answer["hits"]["total"]["value"],
                documents=tuple(
                    (Document.from_json(hit["_source"]["document"]), float(hit["_score"] or 0.0))
                    for hit in hits
                ),
                counts=elastic_query.counts(plan, answer),
            )

    def count(self) -> int:
        with told():
            answer = self._link.reading.count(index=self._builds.read).body
            self._check(answer)
            return int(answer["count"])

    def versions(self, keys: Iterable[str]) -> Mapping[str, int]:
        rest, found = iter(keys), dict[str, int]()
        with told():
            while batch := list(islice(rest, BATCH)):
                held = self._writer.held(self._builds.written(), batch)
                found |= {key: int(one["_version"]) for key, one in held.items()}
        return found

    def keys(self) -> Iterator[str]:
        with told():
            hits = scan(
                self._link.writing, index=self._builds.written(), query={"_source": False}, size=KEYS_AT_ONCE
            )
            for hit in hits:
                yield hit["_id"]

    def is_current(self) -> bool:
        try:
            with told():
                index = self._builds.written()
                is_whole = self._builds.behind(self._builds.read) == [index]
                return is_whole and made_by(index, self._builds.prefix, self._analyzer.version)
        except EngineError:
            return False

    def about(self) -> Mapping[str, str]:
        with told():
            builds, node = self._builds, self._link.reading.info().body["version"]
            build = builds.claimed()
            return {
                "server": f"Elasticsearch {node['number']} at {self._link.place}",
                "read": f"{builds.read} → {', '.join(builds.behind(builds.read)) or 'no index'}",
                "write": f"{builds.write} → {', '.join(builds.behind(builds.write)) or 'no index'}",
                "building": "nothing" if build is None or build.is_dead else f"{build.index} ({build.phase})",
            }

    def _check(self, answer: Mapping[str, Any]) -> None:
        """An alias of two indices would answer everything twice; an alias of none is no index."""
        shards = answer["_shards"]
        if shards["total"] > 1:
            message = f"The alias {self._builds.read} has several indices. Run: manage.py rebuild_search"
            raise OutdatedIndexError(message)
        if shards["total"] < 1:
            raise MissingIndexError(MISSING)


def from_settings(settings: Any) -> ElasticEngine:
    """The engine at ELASTICSEARCH_URL, its indices named after ELASTICSEARCH_INDEX."""
    from search.analysis import analyzer
    from search.current import planner

    link = Link(settings.ELASTICSEARCH_URL)
    builds = Builds(link, settings.ELASTICSEARCH_INDEX, analyzer().version)
    return ElasticEngine(link, builds, analyzer=analyzer(), planner=planner)
