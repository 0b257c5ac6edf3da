"""Who knows how to make documents. An app registers each kind of thing it publishes, in its
AppConfig.ready().
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from search.document import Document, is_mark

Documents = Callable[[Iterable[str] | None], Iterator[Document]]
Versions = Callable[[], Iterable[tuple[str, int]]]
Marks = Mapping[str, Mapping[str, object]]
"""Group -> code -> label, a text or a lazy translation: {"certificate": {"organic": _("Organic")}}."""
_sources: dict[str, Documents] = {}
_versions: dict[str, Versions] = {}
_marks: dict[str, Marks | Callable[[], Marks]] = {}


def register(
    kind: str, *, documents: Documents, versions: Versions | None = None,
    marks: Marks | Callable[[], Marks] | None = None,
) -> None:
    """`documents(ids)` yields the documents of those ids that may be found now; `documents(None)` those of
    all.

    `versions()` gives (id, version) of all that may be found, where that is cheaper than their documents: the
    sweep compares them with the index every few minutes.

    `marks`: the groups of codes that only this kind has (`Document.marks`): each is a facet "marks:<group>"
    and a condition `mark=<group>:<code>`. Where they change, a callable that is cheap, for every address is
    read with it. A group has one meaning in all kinds. Raises ValueError for the name of a group.
    """
    if marks is not None and not callable(marks):
        for group in marks:
            _check(group)
    _sources[kind] = documents
    _versions.pop(kind, None)
    if versions is not None:
        _versions[kind] = versions
    _marks.pop(kind, None)
    if marks is not None:
        _marks[kind] = marks


def _check(group: str) -> None:
    if not is_mark(f"{group}:1"):
        raise ValueError(f"Group of marks {group!r}: write small letters, digits and _, a letter first.")


def marks(kind: str) -> Marks:
    """The groups a kind declared, with their codes and labels; none for most kinds."""
    held = _marks.get(kind, {})
    return held() if callable(held) else held


def mark_facets(kind: str) -> tuple[str, ...]:
    """The facets over a kind's own groups: ("marks:certificate",)."""
    return tuple(f"marks:{group}" for group in marks(kind))


def has_mark(kind: str, mark: str) -> bool:
    """Whether the kind declared "group:code"."""
    group, _colon, code = mark.partition(":")
    return code in marks(kind).get(group, {})


def mark_label(mark: str) -> str:
    """The name of "group:code" in the reader's language; the code where no kind declares it (any more)."""
    group, _colon, code = mark.partition(":")
    held = (marks(kind).get(group, {}) for kind in sorted(_marks))
    return next((str(labels[code]) for labels in held if code in labels), code)


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
