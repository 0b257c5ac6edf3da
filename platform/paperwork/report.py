"""What a preview shows of a file: the counts of all rows, and the first rows of each sort."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from paperwork.reading.rows import Kind, Opened, Row
from sheets import Problem
from sheets.cells import as_text

SHOWN = {"faulty": 200, "repeated": 100, "rewritten": 100, "fine": 20}
UNRESOLVED_SHOWN = 100
PREVIEW = {
    "booklet": ("title", "region", "industries", "amount_wan", "land_mu", "deadline", "contact_phone"),
    "firms": ("name", "credit_code", "business_region", "industries", "founded_year", "contact_phone"),
}


def sort_of(row: Row) -> str:
    if row.problems:
        return "faulty"
    if row.repeats:
        return "repeated"
    return "rewritten" if row.remarks else "fine"


def columns_of(entry: Any) -> list[str]:
    """The columns a preview shows: what names the row, and what the file has."""
    first, *others = PREVIEW[entry.kind]
    there = entry.report.get("headers", {})
    return [first, *(name for name in others if name in there or name == "region")]


def as_json(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "cells": {name: as_text(cell)[:120] for name, cell in row.cells.items()},
        "values": {name: _shown(value) for name, value in row.values.items()},
        "problems": [asdict(problem) for problem in row.problems],
        "remarks": [asdict(problem) for problem in row.remarks],
        "repeats": row.repeats,
    }


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if isinstance(value, int) else str(value)


def unusable(problem: Problem) -> dict[str, Any]:
    """The report of a file that could not be read at all."""
    return {"unusable": asdict(problem)}


def report_on(
    opened: Opened, kind: Kind, progress: Callable[[int, int], object] | None = None
) -> dict[str, Any]:
    """Read every row and keep what the preview needs. Memory does not grow with the file."""
    counts = dict.fromkeys(SHOWN, 0)
    rows: dict[str, list[dict[str, Any]]] = {sort: [] for sort in SHOWN}
    lost: dict[tuple[str, str], int] = {}
    for done, row in enumerate(opened.rows, 1):
        sort = sort_of(row)
        counts[sort] += 1
        if len(rows[sort]) < SHOWN[sort]:
            rows[sort].append(as_json(row))
        for problem in (*row.problems, *row.remarks):
            if problem.value and problem.cause_en in UNRESOLVED:
                place = (problem.field, problem.value)
                lost[place] = lost.get(place, 0) + 1
        if progress and done % 500 == 0:
            progress(done, opened.total)
    ranked = sorted(lost.items(), key=lambda item: (-item[1], item[0]))
    return {
        "total": sum(counts.values()),
        "counts": counts,
        "rows": rows,
        "ignored": list(opened.ignored),
        "headers": dict(opened.headers),
        "unresolved": [
            {"field": field, "value": value, "count": count}
            for (field, value), count in ranked[:UNRESOLVED_SHOWN]
        ],
        "unresolved_total": len(ranked),
    }


UNRESOLVED = frozenset(
    {
        "names several places",
        "is no known place",
        "is neither an industry of GB/T 4754 nor in the crosswalk",
        "is none of the twelve sectors",
        "is no mode listed",
    }
)


def can_be_saved(report: dict[str, Any]) -> int:
    """How many rows of a report would be saved."""
    counts = report.get("counts", {})
    return counts.get("fine", 0) + counts.get("rewritten", 0)


def good(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that are saved."""
    return (row for row in rows if row.is_good)
