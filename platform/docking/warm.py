"""Load what the first search of a web process would otherwise wait a second or two for.

gunicorn calls `soon` in each process it has started (never before it forks: a thread of the parent could hold
a lock that the child then waits for in vain). Commands and the worker do not pay for it.
"""

import gc
import logging
from threading import Thread

from django.db import connections

log = logging.getLogger(__name__)


def soon() -> Thread:
    """Warm up in a thread beside the requests; returns it."""
    thread = Thread(target=warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread


def warm_up() -> None:
    """Segmenter, taxonomy, planner and index. What cannot be loaded yet is left to whoever needs it."""
    try:
        from search import services, suggest
        from search.query import Query
        from search.visibility import ANYONE

        services.find(Query(text="冷链", page_size=1), viewer=ANYONE)
        suggest.names()
    except Exception as error:  # no index or no tables yet: the first request will say so
        log.info("nothing warmed up: %s", error)
    finally:
        connections.close_all()
        # dictionaries and tables stay: going through them at each full collection costs a request 50 ms
        gc.collect()
        gc.freeze()
