"""How much the Elasticsearch engine adds to the same request sent raw.

    tests/services/services up elastic          prints ELASTICSEARCH_URL
    make bench BENCH=search_elastic ARGS="[postings, default 20000] [--rounds 30]"

Generated postings (the same as in search_embedded) go into indices of their own, which are deleted at the
end. "page" is the engine's whole answer: analysis, request, 20 documents, highlights, facets. "raw" is the
very body of that request, already JSON, sent over an open connection, and the answer read as JSON. The two
take turns; milliseconds, p50 and p95; the ratio is that of the medians. "server" is what Elasticsearch says
it took itself.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from common import on_path, peak_mb, say

on_path()

from benchmarks.search_embedded import QUERIES  # noqa: E402
from benchmarks.search_postings import TODAY, postings  # noqa: E402
from search.analysis import analyzer  # noqa: E402
from search.engines import elastic_query  # noqa: E402
from search.engines.elastic import ElasticEngine  # noqa: E402
from search.engines.elastic_builds import Builds  # noqa: E402
from search.engines.elastic_link import Link  # noqa: E402
from search.expand import Expander  # noqa: E402
from search.planner import Planner  # noqa: E402
from search.query import Query  # noqa: E402
from search.visibility import ANYONE  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402


class Raw:
    """A request sent as it is over a connection that stays open."""

    def __init__(self, url: str, index: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._path = f"/{index}/_search?allow_partial_search_results=false&preference=docking"

    def __call__(self, body: bytes) -> dict[str, object]:
        self._connection.request("POST", self._path, body, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        held: dict[str, object] = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"Elasticsearch answered {answer.status}: {held}")
        return held


def in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> list[list[float]]:
    """Milliseconds of each call of two that take turns."""
    took: list[list[float]] = [[], []]
    for number in range(rounds + 3):
        for call, times in zip((first, second), took, strict=True):
            start = time.perf_counter()
            call()
            if number >= 3:
                times.append((time.perf_counter() - start) * 1000)
    return took


def row(name: str, engine: ElasticEngine, planner: Planner, query: Query, raw: Raw, rounds: int) -> None:
    """One line of the table."""
    plan = planner.plan(query, viewer=ANYONE, today=TODAY)
    body = json.dumps(elastic_query.search(plan).to_dict()).encode()
    server: list[float] = []

    def direct() -> None:
        server.append(float(str(raw(body)["took"])))

    page, bare = in_turn(lambda: engine.search(query, viewer=ANYONE), direct, rounds)
    p50, base = statistics.median(page), statistics.median(bare)
    slow, bare_slow = (statistics.quantiles(times, n=20)[-1] for times in (page, bare))
    total = engine.total(query, viewer=ANYONE)
    say(f"{name:20}{total:>7} |{p50:>8.1f}{slow:>8.1f} |{base:>8.1f}{bare_slow:>8.1f} |"
        f"{statistics.median(server):>8.1f} |{p50 / base:>6.2f}")  # fmt: skip


def main() -> None:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        sys.stdout.write("ELASTICSEARCH_URL is not set: `tests/services/services up elastic` prints it.\n")
        return
    planner = Planner(analyzer(), Expander(load_tables()))
    link, prefix = Link(url), f"bench-{os.getpid()}"
    builds = Builds(link, prefix, analyzer().version)
    engine = ElasticEngine(link, builds, analyzer=analyzer(), planner=lambda: planner, today=lambda: TODAY)
    documents = list(postings(options.count))
    try:
        start, mine = time.perf_counter(), time.process_time()
        engine.rebuild(documents)
        engine.refresh()
        took, mine = time.perf_counter() - start, time.process_time() - mine
        rate, cost = options.count / took, mine / options.count * 1e6
        say(f"{options.count} postings built in {took:.1f} s, {rate:.0f} a second; "
            f"Python {cost:.0f} µs a posting; its memory {peak_mb():.0f} MB")  # fmt: skip
        say(f"{'':20}{'hits':>7} |{'page':>8}{'p95':>8} |{'raw':>8}{'p95':>8} |{'server':>8} |{'ratio':>6}")
        raw = Raw(url, builds.read)
        for name, query in QUERIES.items():
            row(name, engine, planner, query, raw, options.rounds)
    finally:
        for name in link.writing.indices.get(index=f"{prefix}*", expand_wildcards="all").body:
            link.writing.indices.delete(index=name)


if __name__ == "__main__":
    main()
