"""The workbook that goes back: the rows that were not saved, as they came, every fault marked in place."""

from collections.abc import Iterable
from typing import IO

import xlsxwriter

from paperwork.reading.rows import Kind, Row
from sheets.cells import as_text
from sheets.writing import plain

ROW, WHY = ("行", "row"), ("问题和办法", "what is wrong, and the cure")


def write(target: IO[bytes] | str, rows: Iterable[Row], kind: Kind, language: str = "zh") -> int:
    """Write the rows that cannot be saved; returns how many. Mended, the file can be handed in again: its two
    columns of remarks are ignored then.
    """
    chinese = language.startswith("zh")
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": True,
        "in_memory": False,
    }
    book = xlsxwriter.Workbook(target, options)
    page = book.add_worksheet(kind.sheet)
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bad = book.add_format(
        {"text_wrap": True, "valign": "top", "border": 2, "border_color": "#B0281A", "bold": True}
    )
    page.freeze_panes(1, 2)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 60)
    titles = [ROW[not chinese], WHY[not chinese], *(column.label for column in kind.columns)]
    for at, column in enumerate(kind.columns, 2):
        page.set_column(at, at, column.width)
    for at, title in enumerate(titles):
        page.write_string(0, at, title, head)
    count = 0
    for row in rows:
        if row.is_good:
            continue
        count += 1
        page.write_number(count, 0, row.number, wrap)
        page.write_string(count, 1, plain(told(row, language)), wrap)
        faulty = {problem.field for problem in row.problems}
        for at, column in enumerate(kind.columns, 2):
            cell = row.cells.get(column.name)
            form = bad if column.label in faulty else wrap
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(count, at, cell, form)
            elif cell is not None or form is bad:
                page.write_string(count, at, plain(as_text(cell)), form)
    book.close()
    return count


def told(row: Row, language: str) -> str:
    """All that is wrong with a row, a line each."""
    lines = [problem.line(language) for problem in row.problems]
    if row.repeats:
        lines.append(f"重复：{row.repeats}" if language.startswith("zh") else f"repeats: {row.repeats}")
    return "\n".join(lines)
