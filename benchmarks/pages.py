"""Requests a second of the opportunity page and of a search with all its facets, against a bare Wagtail page.

    python benchmarks/pages.py [SECONDS]        seconds a page and round, 4 when not said

A site with the demonstration data is set up in a temporary folder and served by gunicorn with two processes
of four threads and the settings of `make run` (DEBUG off, SQLite, embedded index).  A second process asks
over four connections that stay open.  The pages take turns for three rounds and the best round of each
counts, so that whatever else the machine does weighs on all alike.  The bare page is a StandardPage: the same
base template, one rich text.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from common import ROOT, say

CONNECTIONS = 4
ROUNDS = 3
SEARCH = "/projects/?q=%E5%86%B7%E9%93%BE&sector=manufacturing"
FIND = """
import json
from cms.models import OpportunityPage, StandardPage
opportunity = OpportunityPage.objects.live().order_by("pk").first()
print(json.dumps([StandardPage.objects.live().first().url, opportunity.url]))
"""


def environment(folder: Path) -> dict[str, str]:
    paths = f"{ROOT}{os.pathsep}{ROOT / 'platform'}"
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "docking.settings.dev",
        "PYTHONPATH": paths,
    }


def set_up(folder: Path) -> list[str]:
    """Make the site; the paths of the bare page and of an opportunity."""
    run = {"cwd": ROOT, "env": environment(folder), "check": True}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "up", "--prepare-only"], stdout=subprocess.DEVNULL, **run)
    shell = [*manage, "shell", "--no-imports", "-c", FIND]
    done = subprocess.run(shell, capture_output=True, text=True, **run)
    return json.loads(done.stdout)


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """gunicorn as `make run` starts it; returns when it answers. Raises RuntimeError when it does not."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "docking.wsgi:application", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--threads", "4", "--worker-class", "gthread", "--preload"),
            *("--keep-alive", "30", "--log-level", "error", "--no-control-socket"),
        ],
        cwd=ROOT,
        env=environment(folder),
        start_new_session=True,
    )
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return server
        except OSError:
            time.sleep(0.1)
            if server.poll() is not None:
                break
    raise RuntimeError("gunicorn did not start")


def ask(port: int, path: str, seconds: float, answer: multiprocessing.Queue[tuple[int, float]]) -> None:
    """Ask for `path` over CONNECTIONS open connections for `seconds`; puts (answers, seconds it took)."""
    counts = [0] * CONNECTIONS
    end = time.perf_counter() + seconds

    def one(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path} was answered with {response.status}")
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer.put((sum(counts), time.perf_counter() - began))


def rate(port: int, path: str, seconds: float) -> float:
    """Requests a second, asked by another process."""
    queue: multiprocessing.Queue[tuple[int, float]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=ask, args=(port, path, seconds, queue))
    process.start()
    count, took = queue.get(timeout=seconds + 60)
    process.join()
    return count / took


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="docking-bench-") as name:
        folder = Path(name)
        bare, opportunity = set_up(folder)
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = trial.getsockname()[1]
        server = serve(folder, port)
        pages = {"bare Wagtail page": bare, "opportunity page": opportunity, "search with facets": SEARCH}
        best = dict.fromkeys(pages, 0.0)
        try:
            for path in pages.values():
                rate(port, path, 1)  # both processes have loaded what they need
            for _ in range(ROUNDS):
                for title, path in pages.items():
                    best[title] = max(best[title], rate(port, path, seconds))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(15)
    base = best["bare Wagtail page"]
    for title, figure in best.items():
        say(f"{title:<58} {figure:8.1f} requests/s   {figure / base:5.2f} x bare Wagtail page")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 4.0)
