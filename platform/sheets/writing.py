"""Workbooks we hand out: equal content gives equal bytes, and no text of a stranger becomes a formula."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from typing import Any

_CREATED = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CELL_LIMIT = 32_767  # characters, Excel's own


def plain(value: object) -> str:
    """Text that is safe in an XML cell."""
    return _CONTROL.sub("", str(value))[:_CELL_LIMIT]


def csv_safe(value: object) -> str:
    """Text that a spreadsheet will not take for a formula when it opens a CSV (OWASP: CSV injection)."""
    text = plain(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


class Book:
    """A workbook of simple sheets: frozen bold header, readable widths, filters.

    >>> with Book("out.xlsx", title="…") as book:
    ...     book.sheet("按企业", ["名次", "企业"], [6, 30], rows)
    """

    def __init__(self, path: str | os.PathLike[str], *, title: str) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(
            os.fspath(path),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "constant_memory": True,
                "nan_inf_to_errors": False,
            },
        )
        self._book.set_properties({"title": title, "created": _CREATED})
        base = {"font_name": "等线", "font_size": 11, "valign": "top"}
        self._head = self._book.add_format(
            {**base, "bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"}
        )
        self._text = self._book.add_format(base)
        self._wrap = self._book.add_format({**base, "text_wrap": True})
        self._number = self._book.add_format({**base, "num_format": "0.0"})
        self._whole = self._book.add_format({**base, "num_format": "#,##0"})

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *exc: object) -> None:
        self._book.close()

    def sheet(
        self,
        name: str,
        header: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Sequence[Any]],
        *,
        wrapped: Sequence[int] = (),
        frozen_columns: int = 0,
    ) -> int:
        """Write one sheet; returns the number of rows.  None is an empty cell; strings are always text."""
        page = self._book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, frozen_columns)
        page.set_row(0, 30)
        for column, label in enumerate(header):
            page.write_string(0, column, plain(label), self._head)
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, bool):
                    page.write_string(count, column, "是" if value else "否", self._text)
                elif isinstance(value, int):
                    page.write_number(count, column, value, self._whole)
                elif isinstance(value, float):
                    page.write_number(count, column, value, self._number)
                else:
                    page.write_string(
                        count, column, plain(value), self._wrap if column in wrapped else self._text
                    )
        if count:
            page.autofilter(0, 0, count, len(header) - 1)
        return count
