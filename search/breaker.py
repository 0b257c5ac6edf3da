"""Stop asking an engine that does not answer, for a moment: a server that hangs would cost every page its
time-out.

After an `UnreachableError` nobody asks for OPEN_FOR seconds; then one asks, and the others go on without.
One a process: each of several web processes finds out by itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from search.engines.base import UnreachableError

log = logging.getLogger(__name__)
OPEN_FOR = 5.0
"""Seconds: with a time-out of 3 s no request in a process waits longer than that, and one in 8 s at most."""
Answer = TypeVar("Answer")


class Breaker:
    """Guards the engine that is handed in; another engine begins anew (in tests each has its own)."""

    def __init__(self, *, open_for: float = OPEN_FOR, now: Callable[[], float] = time.monotonic) -> None:
        self._open_for, self._now = open_for, now
        self._lock = threading.Lock()
        self._of: object = None
        self._until: float | None = None  # None: all is well

    def ask(self, of: object, question: Callable[[], Answer]) -> Answer:
        """The answer; UnreachableError at once while nobody asks."""
        with self._lock:
            if of is not self._of:
                self._of, self._until = of, None
            if self._until is not None:
                left = self._until - self._now()
                if left > 0:
                    raise UnreachableError(f"The search engine did not answer; asked again in {left:.0f} s.")
                self._until = self._now() + self._open_for  # this one asks, the others go on without
        try:
            answer = question()
        except UnreachableError as error:
            log.error("search: nobody asks the engine for %.0f s. %s", self._open_for, error)
            with self._lock:
                self._until = self._now() + self._open_for
            raise
        with self._lock:
            self._until = None
        return answer
