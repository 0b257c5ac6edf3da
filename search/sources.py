"""Who knows how to make documents. An app registers each kind of thing it publishes, in its
AppConfig.ready().
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from search.document import Document

Documents = Callable[[Iterable[str] | None], Iterator[Document]]
_sources: dict[str, Documents] = {}


def register(kind: str, *, documents: Documents) -> None:
    """`documents(ids)` yields the documents of those ids that may be found now; `documents(None)` those of
    all.
    """
    _sources[kind] = documents


def kinds() -> tuple[str, ...]:
    """The kinds registered, in order of name."""
    return tuple(sorted(_sources))


def documents(kind: str, ids: Iterable[str] | None = None) -> Iterator[Document]:
    """The documents of a kind; LookupError for a kind nobody registered."""
    try:
        source = _sources[kind]
    except KeyError:
        known = ", ".join(kinds()) or "none"
        raise LookupError(f"No search.sources.register({kind!r}, …) was called; known: {known}.") from None
    return source(ids)


def all_documents() -> Iterator[Document]:
    """Every document of every kind."""
    for kind in kinds():
        yield from documents(kind)
