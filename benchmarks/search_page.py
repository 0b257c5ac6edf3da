"""How long the search page takes to come, with all its facets, over many postings.

    make bench BENCH=search_page ARGS="[postings, default 20000] [--requests 400] [--clients 2]"

A site with the demonstration data is set up in a temporary folder, its index filled with generated postings,
and served by gunicorn with two processes and the settings of `make run`. Clients in another process ask for
different searches over connections that stay open, each as soon as it has its last answer. Milliseconds from
request to last byte; "bare Wagtail page" is a StandardPage of the same site under the same clients.
SEARCH_ENGINE=elastic with ELASTICSEARCH_URL measures the page on Elasticsearch.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from common import ROOT, on_path, say
from pages import environment, serve, set_up

on_path()

from taxonomy.tables import load_tables  # noqa: E402

FILL = """
import sys, resource, time
import search
from benchmarks.search_postings import postings
start = time.perf_counter()
count = search.engine().rebuild(postings({count}))
search.engine().refresh()
took, by = time.perf_counter() - start, type(search.engine()).__name__
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{{count}} postings indexed in {{took:.1f}} s by {{by}}, memory {{memory:.0f}} MB")
"""


def searches(count: int) -> dict[str, list[str]]:
    """Addresses of each kind; words as uneven as in the postings, hardly one twice."""
    tables, chance = load_tables(), random.Random(7)
    terms = sorted({row.term for row in tables.crosswalk.rows if row.term})
    provinces = [code for code in tables.regions if tables.regions[code].level == "province"]
    cities = [code for code in tables.regions if tables.regions[code].level == "city"]
    sectors = list(tables.crosswalk.sectors)

    def several(make: object) -> list[str]:
        return ["/projects/?" + urlencode(make(), doseq=True) for _ in range(count)]  # type: ignore[operator]

    return {
        "term": several(lambda: {"q": chance.choice(terms)}),
        "two terms": several(lambda: {"q": " ".join(chance.sample(terms, 2))}),
        "phrase": several(lambda: {"q": f"“{chance.choice(terms)}”"}),
        "filters": several(lambda: {"region": chance.choice(provinces), "sector": chance.choice(sectors)}),
        "term and filters": several(
            lambda: {"q": chance.choice(terms), "region": chance.choice(provinces), "maturity": "3"}
        ),
        "sort with filters": several(lambda: {"region": chance.choice(cities), "sort": "amount"}),
        "everything, page n": several(lambda: {"page": chance.randrange(1, 50)}),
    }


def ask(port: int, paths: list[str], clients: int, answer: multiprocessing.Queue[list[float]]) -> None:
    """Ask for each path once over some connections; puts the milliseconds of each."""
    left, took = list(paths), []

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while left:
            path = left.pop()
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            took.append((time.perf_counter() - began) * 1000)
            if response.status != 200:
                raise RuntimeError(f"{path} was answered with {response.status}")
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer.put(took)


def measured(port: int, paths: list[str], clients: int) -> list[float]:
    """The same in another process, so that the clients cost the server nothing but its processor."""
    queue: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=ask, args=(port, paths, clients, queue))
    process.start()
    took = queue.get(timeout=600)
    process.join()
    return took


def memory_of(group: int) -> float:
    """MB of private memory of the processes of a group together (Linux)."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/smaps_rollup"):
        try:
            if os.getpgid(int(status.parent.name)) == group:
                lines = status.read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
        except (OSError, ProcessLookupError):
            continue
    return total


def line(title: str, took: list[float], base: float) -> None:
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    say(f"{title:<22}{len(took):>6} {p50:>9.1f} {p95:>9.1f} ms   {p50 / base:6.2f} x bare Wagtail page")


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--clients", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docking-bench-") as name:
        folder = Path(name)
        bare, _opportunity = set_up(folder)
        manage = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c"]
        fill = [*manage, FILL.format(count=options.count)]
        subprocess.run(fill, cwd=ROOT, env=environment(folder), check=True)
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = trial.getsockname()[1]
        server = serve(folder, port)
        try:
            kinds = searches(max(1, options.requests // 7))
            measured(port, [bare, "/projects/", "/projects/?q=a"] * 20, 4)  # all has been loaded
            plain = measured(port, [bare] * options.requests, options.clients)
            base = statistics.median(plain)
            say(f"{'':<22}{'asked':>6} {'p50':>9} {'p95':>9}")
            line("bare Wagtail page", plain, base)
            every: list[float] = []
            for title, paths in kinds.items():
                took = measured(port, paths, options.clients)
                every += took
                line(title, took, base)
            line("all searches", every, base)
            say(f"private memory of the web processes together: {memory_of(server.pid):.0f} MB")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(15)


if __name__ == "__main__":
    main()
