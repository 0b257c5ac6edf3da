"""Which function does which kind of work, and how patient we are with it.  No Django model in here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import OperationalError

if TYPE_CHECKING:
    from jobs.models import Job

Function = Callable[["Job"], Any]
SWEEP_SECONDS = 5  # between two looks at the ledger
PASSING: tuple[type[Exception], ...] = (OperationalError, ConnectionError, TimeoutError)


class Retry(Exception):  # noqa: N818  (it is an order, not a fault)
    """Raised by a handler: not now, again later.  The message is shown as the reason."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(frozen=True, slots=True)
class Handler:
    """One kind of work.

    `retry_on` names the errors that pass by themselves; any other error fails the job at once.  `attempts`
    counts runs, lost workers included.  `lease`: how long a worker may be silent before another gets the job.
    `every` makes the sweep enqueue the job by itself, under the key "periodic".
    """

    kind: str
    function: Function
    title: Any
    retry_on: tuple[type[Exception], ...] = PASSING
    attempts: int = 5
    lease: timedelta = timedelta(seconds=60)
    every: timedelta | None = None

    def wait(self, attempt: int) -> timedelta:
        """The pause after the given attempt (1, 2, …): 5 s, 20 s, 80 s, … at most an hour."""
        return timedelta(seconds=min(5 * 4 ** (attempt - 1), 3600))


_handlers: dict[str, Handler] = {}


def handler(kind: str, *, title: Any, **options: Any) -> Callable[[Function], Function]:
    """Register the decorated function(job) for `kind` ("app.verb_noun").  Options: the fields of Handler.

    The function must be idempotent: it makes the state right, it does not apply a step, for it may run twice.
    Raises ValueError when another function already has the kind.
    """

    def register(function: Function) -> Function:
        there = _handlers.get(kind)
        if there and there.function.__qualname__ != function.__qualname__:
            names = f"{there.function.__qualname__}, {function.__qualname__}"
            raise ValueError(f"two handlers for {kind!r}: {names}")
        _handlers[kind] = Handler(kind=kind, function=function, title=title, **options)
        return function

    return register


def get(kind: str) -> Handler | None:
    return _handlers.get(kind)


def handlers() -> Iterator[Handler]:
    yield from _handlers.values()


def forget(kind: str) -> None:
    """For tests that register a handler of their own."""
    _handlers.pop(kind, None)
