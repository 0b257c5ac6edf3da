"""How long `make run` takes to the first page: cold (a fresh clone, nothing installed) and warm (run again).

    python benchmarks/start.py

The clone goes to a temporary folder.  Packages come from wherever pip gets them, its own cache included; how
much of the cold time that was is printed, as the set-up's own lines say it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from common import ROOT, say

LONGEST = 600  # seconds


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def run(folder: Path) -> tuple[float, list[str]]:
    """Seconds from `make run` to the first page answered in full, and the lines the set-up printed."""
    port = free_port()
    own = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
    pip = {
        name: value for name, value in os.environ.items() if name.startswith(("PIP_", "HTTP", "http", "SSL"))
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=folder,
        env={**own, **pip},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                    page.read()
                took = time.perf_counter() - began
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > LONGEST:
                    raise RuntimeError("make run did not come up:\n" + "".join(lines)) from None
                time.sleep(0.05)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
    reader.join(5)
    return took, lines


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="docking-start-") as name:
        clone = Path(name) / "docking"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        cold, lines = run(clone)
        warm, _ = run(clone)
    installing = sum(
        float(found[1]) for line in lines if (found := re.search(r"install .*?([\d.]+) s$", line.strip()))
    )
    say(f"{'make run, cold, to the first page':<58} {cold:8.1f} s   {installing:.1f} s of it packages")
    say(f"{'make run, warm, to the first page':<58} {warm:8.1f} s")


if __name__ == "__main__":
    main()
