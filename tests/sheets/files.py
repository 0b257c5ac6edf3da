"""Small files for the tests: real workbooks, and the ways in which they go wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter


def book(
    path: Path, rows: Sequence[Sequence[Any]], *, merge: str | None = None, formula: str | None = None
) -> Path:
    """A workbook with one sheet; `formula` is a cell ("B3") that holds =1+1 without a saved result."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as out:
        page = out.add_worksheet("项目")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
        if merge:
            page.merge_range(merge, "合并")
        if formula:
            page.write_formula(formula, "=1+1", None, "")
    return path


def with_part(source: Path, target: Path, name: str, content: bytes) -> Path:
    """The same workbook with one part more (or replaced)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, content)
    return target
