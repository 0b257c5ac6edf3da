"""Who knows how to make documents. An app registers each kind of thing it publishes, in its
AppConfig.ready().
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from search.document import Document

Documents = Callable[[Iterable[str] | None], Iterator[Document]]
Versions = Callable[[], Iterable[tuple[str, int]]]
_sources: dict[str, Documents] = {}
_versions: dict[str, Versions] = {}


def register(kind: str, *, documents: Documents, versions: Versions | None = None) -> None:
    """`documents(ids)` yields the documents of those ids that may be found now; `documents(None)` those of
    all.

    `versions()` gives (id, version) of all that may be found, where that is cheaper than their documents: the
    sweep compares them with the index every few minutes.
    """
    _sources[kind] = documents
    _versions.pop(kind, None)
    if versions is not None:
        _versions[kind] = versions


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


def versions(kind: str) -> Iterable[tuple[str, int]]:
    """(id, version) of everything of a kind that may be found now."""
    if kind in _versions:
        return _versions[kind]()
    return ((document.id, document.version) for document in documents(kind))


def newest(kind: str, most: int) -> Iterator[Document]:
    """The documents of a kind, the `most` of the highest version where there are more."""
    ids = None
    if kind in _versions:
        known = sorted(_versions[kind](), key=lambda one: one[1], reverse=True)
        ids = [one for one, _version in known[:most]] if len(known) > most else None
    return islice(documents(kind, ids), most)


def all_documents() -> Iterator[Document]:
    """Every document of every kind."""
    for kind in kinds():
        yield from documents(kind)
