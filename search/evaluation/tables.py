"""Queries and judgements from tab-separated files; every fault with its line, cause and cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

GRADES = ("0", "1", "2", "3")
_HEADERS = frozenset(("query_id", "qid", "query", "id", "topic"))


class BadTable(Exception):  # noqa: N818 - raise BadTable(…) reads as a sentence
    """A file cannot be used. The message names file, line, cause and cure."""

    def __init__(self, path: Path, line: int | None, cause: str, cure: str) -> None:
        where = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{where}: {cause}; {cure}")


def read_queries(path: Path) -> dict[str, str]:
    """query_id -> text, in the order of the file.  Raises BadTable."""
    queries: dict[str, str] = {}
    for number, cells in _rows(path, 2, "query_id, text"):
        query, text = cells
        if query in queries:
            raise BadTable(path, number, f"the id {query!r} was used before", "give each query its own id")
        if not text:
            raise BadTable(path, number, f"the query {query!r} has no text", "write the text after the tab")
        queries[query] = text
    if not queries:
        raise BadTable(path, None, "there is no query in it", "write one query a line: query_id, a tab, text")
    return queries


def read_qrels(
    path: Path, *, queries: dict[str, str], opportunities: set[str] | None
) -> dict[str, dict[str, int]]:
    """query_id -> opp_id -> grade 0–3.  Raises BadTable, also for a query or posting that is not there.

    `opportunities`: the ids there are; None where some could not be read.
    """
    grades: dict[str, dict[str, int]] = {}
    for number, (query, one, grade) in _rows(path, 3, "query_id, opp_id, grade"):
        if grade not in GRADES:
            raise BadTable(path, number, f"{grade!r} is not a grade", "use 0, 1, 2 or 3")
        if query not in queries:
            raise BadTable(path, number, f"no query has the id {query!r}", "use the ids of --queries")
        if opportunities is not None and one not in opportunities:
            raise BadTable(path, number, f"no posting has the id {one!r}", "use the ids of --opportunities")
        held = grades.setdefault(query, {})
        if held.get(one, int(grade)) != int(grade):
            raise BadTable(path, number, f"{query}, {one} was judged otherwise before", "keep one of the two")
        held[one] = int(grade)
    if not grades:
        raise BadTable(path, None, "there is no judgement in it", "write query_id, opp_id, grade with tabs")
    return grades


def _rows(path: Path, width: int, wanted: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that is not empty; a header line is passed over."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if number == 1 and cells[0].lower().lstrip("#") in _HEADERS and _is_header(cells, width):
            continue
        if len(cells) != width:
            cause = f"{len(cells)} cells where {width} are wanted"
            raise BadTable(path, number, cause, f"separate by tabs: {wanted}")
        if not all(cells[:-1]):
            raise BadTable(path, number, "an id is empty", f"write: {wanted}")
        yield number, cells


def _is_header(cells: list[str], width: int) -> bool:
    return width == 2 or cells[-1] not in GRADES


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadTable(path, None, f"it cannot be read ({reason})", "check the path and its rights") from None
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable(path, None, "it is neither UTF-8 nor GB 18030", "save it as UTF-8")
