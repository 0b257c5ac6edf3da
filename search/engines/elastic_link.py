"""The connection to Elasticsearch: time-outs on every request, and its errors as ours, which say the cure."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError
from elasticsearch.helpers import BulkIndexError

from search.engines.base import EngineError, MissingIndexError, UnreachableError

READ_TIMEOUT = 3.0
"""Seconds a search may take; the page then answers from the database."""
WRITE_TIMEOUT = 30.0
RETRIES = 3
PASSING = (408, 429, 500, 502, 503, 504)
"""Answers of a server that is starting, too busy, or behind a proxy that cannot reach it."""
MISSING = "There is no search index at Elasticsearch. Run: manage.py rebuild_search"


class Link:
    """One client a process: sockets must not be shared over a fork."""

    def __init__(
        self, url: str, *, read_timeout: float = READ_TIMEOUT, write_timeout: float = WRITE_TIMEOUT
    ) -> None:
        self.url = url
        self._timeouts = (read_timeout, write_timeout)
        self._held: tuple[int, Elasticsearch, Elasticsearch] | None = None

    @property
    def reading(self) -> Elasticsearch:
        """For a person who waits: one try, a short time-out."""
        return self._clients()[0]

    @property
    def writing(self) -> Elasticsearch:
        """For background work: every request may be repeated, for every write carries its version."""
        return self._clients()[1]

    @property
    def place(self) -> str:
        """The server without its password."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}:{parts.port}"

    def _clients(self) -> tuple[Elasticsearch, Elasticsearch]:
        if self._held is None or self._held[0] != os.getpid():
            read, write = self._timeouts
            client = Elasticsearch(self.url, request_timeout=read, max_retries=0, retry_on_timeout=False)
            writing = client.options(
                request_timeout=write, max_retries=RETRIES, retry_on_timeout=True, retry_on_status=PASSING
            )
            self._held = (os.getpid(), client, writing)
        return self._held[1:]


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Errors of the client as EngineError: UnreachableError for those that pass by themselves."""
    try:
        yield
    except NotFoundError as error:
        if error.error == "index_not_found_exception":
            raise MissingIndexError(MISSING) from error
        raise _refused(error) from error
    except UnsupportedProductError as error:
        raise UnreachableError("What answers at ELASTICSEARCH_URL is not Elasticsearch.") from error
    except ApiError as error:
        if error.status_code in PASSING:
            raise UnreachableError(
                f"Elasticsearch is too busy or starting (HTTP {error.status_code})."
            ) from error
        raise _refused(error) from error
    except TransportError as error:
        raise UnreachableError(f"Elasticsearch does not answer: {error.message}") from error
    except BulkIndexError as error:
        raise EngineError(f"Elasticsearch took some documents only: {error.errors[:1]}") from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreachableError(f"Elasticsearch answered something unknown ({error!r}).") from error


def _refused(error: ApiError) -> EngineError:
    if error.status_code in (401, 403):
        return EngineError("Elasticsearch refuses the name or password. Correct ELASTICSEARCH_URL.")
    return EngineError(
        f"Elasticsearch refused the request (HTTP {error.status_code}, {error.error}). "
        "If that goes on, run: manage.py rebuild_search"
    )
