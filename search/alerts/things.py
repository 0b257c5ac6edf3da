"""Keys of things -> their documents, from the sources: true also where an index lags or is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search import sources
from search.document import Document


def documents_of(keys: Iterable[str]) -> list[Document]:
    """The documents of the keys ("opportunity:17") that may be found now; one call a kind."""
    ids: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _colon, number = key.partition(":")
        ids[kind].append(number)
    known = set(sources.kinds())
    return [one for kind, some in ids.items() if kind in known for one in sources.documents(kind, some)]
