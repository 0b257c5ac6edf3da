"""What the benchmarks share: a clock that takes the best of several runs, memory, and one way of printing."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def on_path() -> None:
    """Let a benchmark run as a script: both source roots on sys.path."""
    for place in (ROOT, ROOT / "platform"):
        if str(place) not in sys.path:
            sys.path.insert(0, str(place))


def best_of(runs: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the fastest of several runs, and what the last one returned."""
    fastest, result = float("inf"), None
    for _ in range(runs):
        began = time.perf_counter()
        result = work()
        fastest = min(fastest, time.perf_counter() - began)
    return fastest, result


def cpu_of(runs: int, work: Callable[[], Any]) -> float:
    """Processor seconds of the cheapest of several runs, all threads together:
    what a busy machine hardly changes.
    """
    cheapest = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        cheapest = min(cheapest, time.process_time() - began)
    return cheapest


def peak_mb() -> float:
    """Peak resident memory of this process, MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figure(what: str, seconds: float, *, yardstick: tuple[str, float] | None = None, note: str = "") -> None:
    """One line: what was measured, seconds, and how many times the yardstick of the same run."""
    line = f"{what:<58} {seconds * 1000:10.1f} ms"
    if yardstick is not None:
        name, base = yardstick
        line += f"   {seconds / base:6.2f} x {name}"
    sys.stdout.write(line + (f"   {note}" if note else "") + "\n")


def say(text: str) -> None:
    """A line of plain words."""
    sys.stdout.write(text + "\n")
