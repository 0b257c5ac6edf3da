"""A file into a pandas frame: the first sheet of a workbook (calamine) or a CSV in whichever encoding.

`read` gives the raw grid; `table` finds the header by the words it knows and gives a frame whose columns are
fields and whose index is the row number the reader sees in Excel.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets.cells import is_blank
from sheets.encodings import encoding_of
from sheets.headers import Headers, match_headers
from sheets.problems import Problem, Unreadable, problem
from sheets.safety import Checked, Formula, check

if TYPE_CHECKING:
    import pandas as pd

MAX_ROWS = 50_000
CHUNK = 2_000  # rows a frame of a stream
_HEADER_WITHIN = 15  # a title, a note and a date often stand above the header


@dataclass(frozen=True, slots=True)
class Table:
    """`frame`: columns are fields, index is the row in the file (1 = first); blanks are None.

    `problems` name formulas without a result and merged cells, by field and row.
    """

    frame: pd.DataFrame
    headers: Headers
    header_row: int
    problems: tuple[Problem, ...]


def read(path: str | os.PathLike[str], sheet: int | str = 0, *, max_rows: int = MAX_ROWS) -> pd.DataFrame:
    """The whole grid as objects, blanks as None, index = row number in the file.  Raises Unreadable."""
    import pandas as pd

    rows, _formulas, _merged, _height = _grid(Path(path), sheet, max_rows + _HEADER_WITHIN)
    numbers, cells = _unzip(rows)
    return pd.DataFrame(cells, index=numbers, dtype=object)


@dataclass(frozen=True, slots=True)
class Stream:
    """A file under known headers whose rows are still to come, a frame at a time (see Table for a frame).

    `total`: the rows of the sheet below its header, blank ones counted; None for a text file.
    """

    headers: Headers
    header_row: int
    problems: tuple[Problem, ...]
    total: int | None
    frames: Iterator[pd.DataFrame]


def stream(
    path: str | os.PathLike[str],
    synonyms: Mapping[str, Sequence[str]],
    *,
    required: Iterable[str] = (),
    sheet: int | str = 0,
    max_rows: int = MAX_ROWS,
    chunk: int = CHUNK,
) -> Stream:
    """Open a file under known headers; beside the workbook itself only `chunk` rows are in memory.

    `synonyms`: field -> words for it; `required`: fields whose column must be there.  Raises Unreadable when
    the file cannot be opened, has no header, has one twice, or (on the way) has more than `max_rows` rows.
    """
    file = Path(path)
    rows, formulas, merged, height = _grid(file, sheet, max_rows + _HEADER_WITHIN)
    top: list[tuple[int, list[Any]]] = list(islice(rows, _HEADER_WITHIN))
    position, headers = _find_header(file.name, top, synonyms, tuple(required))
    header_row = top[position][0]
    return Stream(
        headers,
        header_row,
        tuple(_cell_problems(headers, header_row, formulas, merged)),
        None if height is None else max(height - header_row, 0),
        _frames(_chain(top[position + 1 :], rows), headers, file.name, max_rows, chunk),
    )


def table(
    path: str | os.PathLike[str],
    synonyms: Mapping[str, Sequence[str]],
    *,
    required: Iterable[str] = (),
    sheet: int | str = 0,
    max_rows: int = MAX_ROWS,
) -> Table:
    """The whole of a `stream` as one frame.  Raises Unreadable."""
    import pandas as pd

    opened = stream(path, synonyms, required=required, sheet=sheet, max_rows=max_rows)
    frames = list(opened.frames)
    frame = pd.concat(frames) if frames else pd.DataFrame(columns=list(opened.headers.columns), dtype=object)
    return Table(frame, opened.headers, opened.header_row, opened.problems)


def _frames(rows: Rows, headers: Headers, name: str, max_rows: int, chunk: int) -> Iterator[pd.DataFrame]:
    import pandas as pd

    fields, places = list(headers.columns), list(headers.columns.values())
    width = max(places) + 1
    before = 0
    while part := list(islice(rows, chunk)):
        index, lines = [], []
        for number, cells in part:
            if len(cells) < width:
                cells = [*cells, *[None] * (width - len(cells))]
            line = [_unblank(cells[place]) for place in places]
            if any(value is not None for value in line):
                index.append(number)
                lines.append(line)
        before += len(index)
        if before > max_rows:
            raise Unreadable(
                problem(
                    name,
                    None,
                    f"超过 {max_rows:,} 行",
                    f"请拆成几个文件，每个不超过 {max_rows:,} 行",
                    f"more than {max_rows:,} rows",
                    f"split it into files of at most {max_rows:,} rows",
                )
            )
        if index:
            yield pd.DataFrame(lines, index=index, columns=fields, dtype=object)


def _unblank(value: Any) -> Any:
    if value.__class__ is str:
        return value if value.strip() else None
    return None if is_blank(value) else value


def _find_header(
    name: str,
    top: list[tuple[int, list[Any]]],
    synonyms: Mapping[str, Sequence[str]],
    required: tuple[str, ...],
) -> tuple[int, Headers]:
    """The row among the first fifteen that names the most fields."""
    matched = [match_headers(cells, synonyms) for _row, cells in top]
    if not matched:
        raise Unreadable(
            problem(
                name,
                None,
                "表里没有内容",
                "请检查是否选对了工作表",
                "the sheet is empty",
                "check that it is the right sheet",
            )
        )
    best = max(range(len(matched)), key=lambda i: (len(matched[i].columns), -i))
    headers = matched[best]
    row = top[best][0]
    if not headers.columns:
        wanted = "、".join(next(iter(synonyms[field]), field) for field in required or list(synonyms)[:3])
        raise Unreadable(
            problem(
                name,
                None,
                "找不到表头",
                f"第一行应写明各列的名称，如：{wanted}",
                "no header found",
                f"name the columns in the first row, such as: {wanted}",
            )
        )
    if headers.problems:
        raise Unreadable(headers.problems[0].at(row=row))
    for field in required:
        if field not in headers.columns:
            words = "、".join([*synonyms.get(field, ())][:3] or [field])
            raise Unreadable(
                problem(
                    field,
                    None,
                    "缺少这一列",
                    f"请加上一列，表头写作：{field} 或 {words}",
                    "this column is missing",
                    f"add it under the header {field} ({words})",
                    row=row,
                )
            )
    return best, headers


def _cell_problems(
    headers: Headers,
    header_row: int,
    formulas: Sequence[Formula],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[Problem]:
    at = {place: headers.labels[field] for field, place in headers.columns.items()}
    for cell in formulas:
        if cell.row > header_row and cell.column in at and not cell.cached:
            yield problem(
                at[cell.column],
                None,
                "是公式，文件里没有计算结果",
                "请复制后「选择性粘贴 › 数值」",
                "a formula without a saved result",
                "paste it again as values",
                row=cell.row,
            )
    for (first_row, first_column), (last_row, last_column) in merged:
        for row in range(max(first_row + 1, header_row + 1), last_row + 2):
            for column in range(first_column, last_column + 1):
                if column in at and (row, column) != (first_row + 1, first_column):
                    yield problem(
                        at[column],
                        None,
                        f"和第 {first_row + 1} 行的单元格合并在一起，读不到自己的值",
                        "请取消合并，逐行填写",
                        f"merged with a cell in row {first_row + 1}",
                        "unmerge the cells and fill each row",
                        row=row,
                    )


Rows = Iterator[tuple[int, list[Any]]]
Merged = list[tuple[tuple[int, int], tuple[int, int]]]


def _grid(
    file: Path, sheet: int | str, max_rows: int
) -> tuple[Rows, tuple[Formula, ...], Merged, int | None]:
    checked = check(file)
    if checked.kind == "xlsx":
        return _excel(file, sheet, checked, max_rows)
    return _text(file), (), [], None


def _excel(
    file: Path, sheet: int | str, checked: Checked, max_rows: int
) -> tuple[Rows, tuple[Formula, ...], Merged, int | None]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_path(str(file))
        names = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        if isinstance(sheet, str) and sheet not in names or isinstance(sheet, int) and sheet >= len(names):
            raise Unreadable(
                problem(
                    file.name,
                    sheet,
                    "没有这张工作表",
                    f"有：{'、'.join(names[:5])}",
                    "no such sheet",
                    f"there are: {', '.join(names[:5])}",
                )
            )
        name = sheet if isinstance(sheet, str) else names[sheet]
        opened = book.get_sheet_by_name(name)
    except (CalamineError, OSError) as error:
        raise Unreadable(
            problem(
                file.name,
                None,
                "工作簿读不出来",
                "请用 Excel 打开后另存为 .xlsx",
                f"the workbook cannot be read ({type(error).__name__})",
                "open it in Excel and save it again as .xlsx",
            )
        ) from None
    if opened.start is None:
        return iter(()), (), [], 0
    if opened.height > max_rows:
        raise Unreadable(
            problem(
                file.name,
                None,
                f"有 {opened.height:,} 行，超过 {MAX_ROWS:,} 行",
                f"请拆成几个文件，每个不超过 {MAX_ROWS:,} 行",
                f"{opened.height:,} rows",
                f"split it into files of at most {MAX_ROWS:,} rows",
            )
        )
    part = (
        sorted(checked.formulas)[min(names.index(name), len(checked.formulas) - 1)]
        if checked.formulas
        else ""
    )
    numbered = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
    formulas = checked.formulas.get(numbered, checked.formulas.get(part, ()))
    return _numbered(opened), formulas, list(opened.merged_cell_ranges or []), opened.height


def _numbered(opened: Any) -> Rows:
    """iter_rows begins at the first row of the sheet with the empty area in front kept."""
    for number, cells in enumerate(opened.iter_rows(), start=1):
        if any(cells) or any(not is_blank(cell) for cell in cells):  # the first test settles nearly every row
            yield number, cells


def _text(file: Path) -> Rows:
    encoding = encoding_of(file)
    with file.open(encoding=encoding, newline="") as stream:
        sample = stream.read(8192)
        stream.seek(0)
        first = sample.splitlines()[0] if sample.splitlines() else ""
        delimiter = max((",", "\t", ";", "，"), key=first.count)
        reader = csv.reader(stream, delimiter=delimiter)
        before = 0
        try:
            for cells in reader:
                number, before = before + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    yield number, list(cells)
        except csv.Error:
            raise Unreadable(
                problem(
                    file.name,
                    None,
                    "这一行的引号没有配对，后面读不下去",
                    "请检查双引号，或另存为 .xlsx",
                    "an unmatched quote",
                    "check the double quotes or save it as .xlsx",
                    row=before + 1,
                )
            ) from None


def _chain(first: Iterable[tuple[int, list[Any]]], second: Rows) -> Rows:
    yield from first
    yield from second


def _unzip(rows: Rows) -> tuple[list[int], list[list[Any]]]:
    numbers: list[int] = []
    cells: list[list[Any]] = []
    for number, row in rows:
        numbers.append(number)
        cells.append([None if is_blank(cell) else cell for cell in row])
    return numbers, cells
