"""The ledger of background work: what is to be done is a row, a message only wakes the worker up.

Others use `enqueue`, `handler`, `suspended` and `Retry`; a handler lives in `<app>/jobs.py`, found by itself.
"""

from typing import TYPE_CHECKING, Any

from jobs.registry import Retry, handler

if TYPE_CHECKING:
    from jobs.services import enqueue, suspended

__all__ = ["Retry", "enqueue", "handler", "suspended"]


def __getattr__(name: str) -> Any:
    # services need the model, which is not there yet while Django imports the apps
    if name in ("enqueue", "suspended"):
        from jobs import services

        return getattr(services, name)
    raise AttributeError(f"module 'jobs' has no attribute {name!r}")
