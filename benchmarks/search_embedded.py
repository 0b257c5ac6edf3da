"""How fast the embedded engine builds and answers, beside the same queries given to tantivy directly.

    python benchmarks/search_embedded.py [postings, default 20000] [--rounds 30]

Postings are generated with a fixed seed; every column is measured in the same run on the same index, in
milliseconds. "page" is the engine's whole answer: analysis, 20 hits, highlights, all facets. "direct" is the
compiled query given to tantivy's searcher, with its 20 stored documents; "+ facets" adds the same passes that
count the facets (a filtered facet is counted as if its own filter were off, so it needs a pass of its own).
The ratio is page to "+ facets".
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]

from search.analysis import analyzer  # noqa: E402
from search.document import Document  # noqa: E402
from search.engines.embedded import EmbeddedEngine, _aggregation  # noqa: E402
from search.expand import Expander  # noqa: E402
from search.filters import Filters  # noqa: E402
from search.planner import FACETS, Planner  # noqa: E402
from search.query import Query  # noqa: E402
from search.visibility import ANYONE  # noqa: E402
from taxonomy.modes import MODES  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402

TODAY = dt.date(2025, 11, 24)
KINDS = (
    "产业园", "生产基地", "深加工项目", "标准厂房招租", "物流园", "综合体", "示范区", "生产线", "研发中心",
)  # fmt: skip
PARTS = (
    "项目位于{place}，总占地约{land}亩，规划建设{term}车间及配套设施。",
    "园区已通水、通电、通天然气，日处理污水{n}吨，距高速出口{km}公里。",
    "主要建设{term}、{other}两条生产线，建成后年产值可达{n}万元。",
    "当地{other}资源丰富，带动就业{n}人，享受西部大开发税收优惠政策。",
    "可采取独资、合资、租赁等方式合作，{term}企业优先。",
)


def postings(count: int) -> Iterator[Document]:
    """Plausible postings over all counties and everyday terms, the same ones each time."""
    tables, chance = load_tables(), random.Random(20251124)
    counties = [code for code in tables.regions if tables.regions[code].level == "county"]
    classes = [code for code in tables.industries if tables.industries[code].level >= 3]
    terms = sorted({row.term for row in tables.crosswalk.rows if row.term})
    sectors = list(tables.crosswalk.sectors)
    for number in range(count):
        code = chance.choice(counties)
        region = tables.regions[code]
        term, other = chance.sample(terms, 2)
        said = {"place": region.full_name, "term": term, "other": other}
        body = "".join(
            chance.choice(PARTS).format(
                **said,
                land=chance.randrange(10, 900),
                n=chance.randrange(50, 9000),
                km=chance.randrange(1, 60),
            )
            for _ in range(chance.randrange(4, 14))
        )
        yield Document(
            kind="opportunity", id=str(number),
            title=f"{region.full_name}{term}{other}{chance.choice(KINDS)}",
            summary=body[:80], body=body[80:], url=f"/p/{number}/", office_id=str(number % 300),
            office_name=f"{region.full_name}投资促进局", regions=tables.regions.ancestors(code),
            industries=tables.industries.ancestors(chance.choice(classes)),
            sectors=tuple(chance.sample(sectors, 2)),
            amount_wan=chance.choice((None, round(10 ** chance.uniform(2, 6), 2))),
            land_mu=chance.choice((None, 0.0, 50.0, 300.0)), modes=tuple(chance.sample(list(MODES), 2)),
            maturity=chance.randrange(7), version=number,
            verified=TODAY - dt.timedelta(days=chance.randrange(200)),
        )  # fmt: skip


QUERIES = {
    "one word": Query(text="冷链"),
    "two words": Query(text="食品 物流"),
    "phrase": Query(text="“冷链物流”"),
    "alias and synonyms": Query(text="川南 大健康"),
    "filters": Query(filters=Filters(regions=("510000",), modes=("lease",), amount_min_wan=1000.0)),
    "word and filters": Query(text="食品", filters=Filters(regions=("510000",), maturity_min=3)),
    "sort and filters": Query(filters=Filters(regions=("330000",)), sort="amount"),
    "everything": Query(),
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


def memory() -> float:
    """Most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    planner = Planner(analyzer(), Expander(load_tables()))
    documents = list(postings(options.count))
    characters = sum(len(one.title) + len(one.summary) + len(one.body) for one in documents) / len(documents)
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(folder, analyzer=analyzer(), planner=lambda: planner, today=lambda: TODAY)
        before, start = memory(), time.perf_counter()
        engine.rebuild(documents)
        took = time.perf_counter() - start
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
        print(f"{options.count} postings of {characters:.0f} characters: built in {took:.1f} s, "
              f"{options.count / took:.0f} a second; {size:.0f} MB on disk; "
              f"memory {before:.0f} -> {memory():.0f} MB")
        print(f"{'':22}{'hits':>7} | {'page p50':>9}{'p95':>8} | {'no facets':>9}{'p95':>8} | "
              f"{'direct':>8}{'p95':>8} | {'+ facets':>8}{'p95':>8} | ratio")
        for name, query in QUERIES.items():
            row(name, engine, planner, query, options.rounds)


def row(name: str, engine: EmbeddedEngine, planner: Planner, query: Query, rounds: int) -> None:
    """One line: the engine's whole answer, the same without facets, and tantivy alone."""
    plan = planner.plan(query, viewer=ANYONE, today=TODAY)
    compiled = engine._compiler.query(plan)
    searcher = engine._searcher()
    column = None if plan.sort == "relevance" else f"sort_{plan.sort}"

    def direct() -> None:
        hits = searcher.search(compiled, limit=20, order_by_field=column).hits
        for _key, address in hits:
            searcher.doc(address)

    filtered = [facet for facet in FACETS if facet in plan.filtered]
    passes = [
        (
            engine._compiler.query(plan.without(*facets).for_counting()),
            {one: _aggregation(one) for one in facets},
        )
        for facets in ([one for one in FACETS if one not in filtered], *([one] for one in filtered))
    ]

    def with_facets() -> None:
        direct()
        for counting, aggregations in passes:
            searcher.aggregate(counting, aggregations)

    page = timed(lambda: engine.search(query, viewer=ANYONE), rounds)
    plain = timed(lambda: engine.search(query, viewer=ANYONE, facets=()), rounds)
    bare, facets = timed(direct, rounds), timed(with_facets, rounds)
    total = engine.total(query, viewer=ANYONE)
    print(f"{name:22}{total:>7} | {page[0]:>9.1f}{page[1]:>8.1f} | {plain[0]:>9.1f}{plain[1]:>8.1f} | "
          f"{bare[0]:>8.1f}{bare[1]:>8.1f} | {facets[0]:>8.1f}{facets[1]:>8.1f} | {page[0] / facets[0]:.2f}")


if __name__ == "__main__":
    main()
