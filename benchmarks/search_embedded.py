"""How fast the embedded engine builds and answers, beside the same queries given to tantivy directly.

    make bench BENCH=search_embedded ARGS="[postings, default 20000] [--rounds 30]"

Postings are generated with a fixed seed; every column is measured in the same run on the same index, in
milliseconds, p50 and p95.

page      the engine's whole answer the first time it is asked: analysis, 20 hits, highlights, all facets
again     the same asked again: the counts of the facets are remembered while the index stays as it is
direct    the compiled query given to tantivy's searcher with the passes that count the same facets (one for a
          filtered facet, one for all others), and its 20 stored documents read as JSON
ratio     page to direct
hits      the engine's answer without facets, and beside it tantivy's own 20 documents
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]

from benchmarks.common import peak_mb, say  # noqa: E402
from benchmarks.search_postings import TODAY, postings  # noqa: E402
from search.analysis import analyzer  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.engines.embedded_counts import aggregation, passes  # noqa: E402
from search.expand import Expander  # noqa: E402
from search.filters import Filters  # noqa: E402
from search.planner import FACETS, Planner  # noqa: E402
from search.query import Query  # noqa: E402
from search.visibility import ANYONE  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402

QUERIES = {
    "one word": Query(text="冷链"),
    "two words": Query(text="食品 物流"),
    "phrase": Query(text="“冷链设施”"),
    "alias and synonyms": Query(text="川南 大健康"),
    "filters": Query(filters=Filters(regions=("510000",), modes=("lease",), amount_min_wan=1000.0)),
    "word and filters": Query(text="食品", filters=Filters(regions=("510000",), maturity_min=3)),
    "sort and filters": Query(filters=Filters(regions=("330000",)), sort="amount"),
    "everything": Query(),
    "pinyin": Query(text="lengku"),
}


def timed(call: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def in_turn(calls: tuple[Callable[[], object], ...], rounds: int) -> list[tuple[float, float]]:
    """The same of several that take turns, so that whatever else the machine does weighs on all alike."""
    took: list[list[float]] = [[] for _ in calls]
    for number in range(rounds + 1):
        for call, times in zip(calls, took, strict=True):
            start = time.perf_counter()
            call()
            if number:
                times.append((time.perf_counter() - start) * 1000)
    return [(statistics.median(times), statistics.quantiles(times, n=20)[-1]) for times in took]


def built(folder: str, count: int) -> tuple[EmbeddedEngine, Planner]:
    """An index of generated postings, and what the building cost."""
    planner = Planner(analyzer(), Expander(load_tables()))
    engine = EmbeddedEngine(folder, analyzer=analyzer(), planner=lambda: planner, today=lambda: TODAY)
    documents = list(postings(count))
    characters = sum(len(one.title) + len(one.summary) + len(one.body) for one in documents) / count
    engine.rebuild(documents[:200])  # the dictionaries are loaded now
    before, start = peak_mb(), time.perf_counter()
    mine, all_threads = time.thread_time(), time.process_time()
    engine.rebuild(documents)
    took = time.perf_counter() - start
    mine, all_threads = time.thread_time() - mine, time.process_time() - all_threads
    size = sum(file.stat().st_size for file in engine._generations.current().iterdir()) / 1e6
    say(
        f"{count} postings of {characters:.0f} characters in {took:.1f} s, {count / took:.0f} a second; "
        f"processor {all_threads / count * 1e6:.0f} µs a posting, of it Python {mine / count * 1e6:.0f}; "
        f"{size:.0f} MB on disk; memory {before:.0f} -> {peak_mb():.0f} MB"
    )
    return engine, planner


def row(name: str, engine: EmbeddedEngine, planner: Planner, query: Query, rounds: int) -> None:
    """One line of the table."""
    plan = planner.plan(query, viewer=ANYONE, today=TODAY)
    compiler = engine._compiler
    compiled = compiler.query(plan)
    searcher = engine._searcher()
    column = None if plan.sort == "relevance" else f"sort_{plan.sort}"
    counted = [
        (compiler.query(plan.without(*names).for_counting()), {one: aggregation(one) for one in names})
        for names in passes(plan)
    ]

    def hits() -> list[object]:
        found = searcher.search(compiled, limit=20, order_by_field=column).hits
        return [json.loads(searcher.doc(address)["document"][0]) for _key, address in found]

    def direct() -> None:
        hits()
        for counting, aggregations in counted:
            searcher.aggregate(counting, aggregations)

    def page() -> object:
        return engine.search(query, viewer=ANYONE, facets=FACETS)

    def anew() -> object:
        engine._counter.forget()
        return page()

    first, again, bare = in_turn((anew, page, direct), rounds)
    plain = timed(lambda: engine.search(query, viewer=ANYONE, facets=()), rounds)
    own = timed(hits, rounds)
    total = engine.total(query, viewer=ANYONE)
    say(
        f"{name:20}{total:>7} |{first[0]:>7.1f}{first[1]:>7.1f} |{again[0]:>7.1f}{again[1]:>7.1f} |"
        f"{bare[0]:>7.1f}{bare[1]:>7.1f} |{first[0] / bare[0]:>6.2f} |{plain[0]:>7.1f}{own[0]:>7.1f}"
    )


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine, planner = built(folder, options.count)
        gc.collect()
        gc.freeze()  # as the web processes do after their warm-up
        say(f"{'':20}{'hits':>7} |{'page':>7}{'p95':>7} |{'again':>7}{'p95':>7} |{'direct':>7}{'p95':>7} |"
            f"{'ratio':>6} |{'hits':>7}{'direct':>7}")  # fmt: skip
        for name, query in QUERIES.items():
            row(name, engine, planner, query, options.rounds)


if __name__ == "__main__":
    main()
