"""How long new postings take to be held against many saved searches, beside running each search on the
engine.

    make bench BENCH=alerts ARGS="[searches, default 10000] [--postings 5000] [--batch 50] [--elastic URL]"

Searches are drawn with a fixed seed from the words, places, sectors and amounts of the generated postings:
half of them with words and conditions, a third with words alone, the rest with conditions alone. Seconds by
the clock on the wall.

cold      the first evaluation of a process: 10,000 addresses are read, analysed and filed
warm      each later one, reading the saved searches and their owners' places from the database included
sieve     the part of `warm` without database and engine
batch     the same for many postings in one go; beside it how often the time of one
yardstick each search run on the engine, among the one new posting; on a sample, times all of them
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]

SEED = 7
OWNERS = 500
SAMPLE = 500


def set_up(folder: str) -> None:
    """Django on a database of this run's own."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="docking.settings.dev",
        DATABASE_URL=f"sqlite:///{folder}/db.sqlite3",
        VAR_DIR=folder,
    )
    import django

    django.setup()
    from django.core.management import call_command

    from taxonomy.loader import load

    call_command("migrate", verbosity=0)
    load()


def queries(count: int, documents: list) -> list:
    """As people would save them: words of titles, places, sectors, amounts."""
    from search.analysis import analyzer
    from search.filters import Filters
    from search.query import Query

    draw = random.Random(SEED)
    words = sorted({word for one in documents[:400] for word in analyzer().words(one.title) if len(word) > 1})
    places = sorted({code for one in documents for code in one.regions})
    sectors = sorted({code for one in documents for code in one.sectors})
    found: dict[Query, None] = {}
    while len(found) < count:
        kind = draw.random()
        text = " ".join(draw.sample(words, draw.choice((1, 1, 1, 2)))) if kind < 0.83 else ""
        filters = Filters()
        if kind < 0.5 or kind >= 0.83:
            filters = Filters(
                regions=tuple(sorted(draw.sample(places, draw.choice((0, 1, 1, 2))))),
                sectors=tuple(sorted(draw.sample(sectors, draw.choice((0, 0, 1))))),
                amount_min_wan=draw.choice((None, None, float(draw.randrange(100, 20_000)))),
            )
        found[Query(text=text, filters=filters)] = None
    return list(found)


def save(wanted: list) -> None:
    """The searches, with owners who have a place at a firm."""
    from organisations.models import Firm, Membership, User
    from search.alerts.addresses import canonical, same
    from search.models import SavedSearch

    firm = Firm.objects.create(name="测试企业")
    users = User.objects.bulk_create(User(email=f"u{n}@example.org", password="!") for n in range(OWNERS))
    Membership.objects.bulk_create(Membership(user=user, role="firm", firm=firm) for user in users)
    SavedSearch.objects.bulk_create(
        SavedSearch(
            owner=users[number % OWNERS],
            name=str(number),
            frequency="daily",
            address=(address := canonical(query)),
            same=same(query.kind, address),
        )
        for number, query in enumerate(wanted)
    )


def seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("searches", nargs="?", type=int, default=10_000)
    parser.add_argument("--postings", type=int, default=5_000)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--elastic", default="", help="address of an Elasticsearch to measure as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        measure(options, folder)


def measure(options: argparse.Namespace, folder: str) -> None:
    from benchmarks.common import say
    from benchmarks.search_postings import postings
    from search.analysis import analyzer
    from search.current import planner
    from search.engines.embedded import EmbeddedEngine

    documents = list(postings(options.postings))
    wanted = queries(options.searches, documents)
    save(wanted)
    say(f"{len(wanted)} saved searches of {OWNERS} people, {len(documents)} postings")
    engines = {"embedded": EmbeddedEngine(Path(folder) / "index", analyzer=analyzer(), planner=planner)}
    if options.elastic:
        from search.engines.elastic import ElasticEngine
        from search.engines.elastic_builds import Builds
        from search.engines.elastic_link import Link

        link = Link(options.elastic)
        builds = Builds(link, f"bench-alerts-{os.getpid()}", analyzer().version, lease=120.0)
        engines["elastic"] = ElasticEngine(link, builds, analyzer=analyzer(), planner=planner)
    for name, engine in engines.items():
        try:
            engine.rebuild(documents)
            of_engine(name, engine, documents, wanted, options.batch)
        finally:
            if name == "elastic":
                for index in link.writing.indices.get(index=f"bench-alerts-{os.getpid()}-*").body:
                    link.writing.indices.delete(index=index)


def of_engine(name: str, engine, documents: list, wanted: list, batch: int) -> None:
    import search
    from benchmarks.common import say
    from search.alerts import evaluation
    from search.alerts.evaluation import evaluate
    from search.analysis import analyzer
    from search.engines.base import local_today
    from search.fields import fields
    from search.visibility import Viewer

    search.engine = lambda: engine
    evaluation.forget()
    today = local_today()
    open_ones = [one for one in documents if one.deadline is None or one.deadline >= today]
    some = [one for one in open_ones if not evaluation.is_stale(one, today)] or open_ones
    draw = random.Random(SEED)
    new = draw.sample(some, min(batch, len(some)))
    cold = seconds(lambda: evaluate(new[:1], today=today))
    found = [evaluate([one], today=today) for one in new[:10]]
    warm = [seconds(lambda one=one: evaluate([one], today=today)) for one in new[:10]]
    many = seconds(lambda: evaluate(new, today=today))
    sieve = evaluation._held[1]
    alone = [
        seconds(lambda one=one: sieve.catches(fields(one, analyzer()), one.kind, today=today))
        for one in new[:10]
    ]
    sample = draw.sample(wanted, min(SAMPLE, len(wanted)))
    viewer = Viewer(is_member=True)
    each = seconds(
        lambda: [engine.search(one, viewer=viewer, facets=(), only=[new[0].key]) for one in sample]
    )
    yardstick = each / len(sample) * len(wanted)
    typical = sorted(warm)[len(warm) // 2]
    caught = sorted(len(one.caught) for one in found)
    middle = caught[len(caught) // 2]
    say(f"{name}: one posting satisfies {middle} searches (middle of 10, most {caught[-1]})")
    say(f"  cold      {cold:8.3f} s")
    say(f"  warm      {typical:8.3f} s   slowest of 10: {max(warm):.3f} s")
    say(f"  sieve     {sorted(alone)[len(alone) // 2]:8.3f} s")
    say(f"  batch     {many:8.3f} s   {len(new)} postings, {many / typical:.1f} times one")
    say(f"  yardstick {yardstick:8.3f} s   {yardstick / typical:.0f} times the warm evaluation")


if __name__ == "__main__":
    main()
