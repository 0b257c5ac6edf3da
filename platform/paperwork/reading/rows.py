"""The frame of every import: a table's columns are parsed one by one, its rows are completed one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets import Problem, table
from sheets.cells import as_text
from taxonomy.tables import Taxonomy

CHUNK = 2_000  # rows parsed at a time, so that 50,000 never stand in memory twice


@dataclass(frozen=True)
class Context:
    """What a row is read against.

    `offices`: region code → (id, name) of the office that answers for it; `office`: (id, name, region code)
    of the one office all rows go to, or None. `known`: key of what is there already → its name on screen.
    """

    taxonomy: Taxonomy
    offices: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    office: tuple[int, str, str] | None = None  # id, name, region code
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """One row of the file. It can be saved when no problem skips it and it repeats nothing.

    `number`: as Excel counts; `values`: field → value; `cells`: field → what the file says; `remarks`:
    problems that do not skip the row (something was rewritten or left out); `repeats`: what it duplicates.
    """

    number: int
    values: dict[str, Any]
    cells: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    repeats: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problems and not self.repeats

    def note(self, problem: Problem) -> None:
        (self.problems if problem.skips else self.remarks).append(problem.at(row=self.number))


Parser = Callable[[Any, "Column", Context, str | None], tuple[Any, tuple[Problem, ...]]]


@dataclass(frozen=True)
class Column:
    """A field of the file. `parse(cell, column, context, unit)` gives its value and its problems."""

    name: str
    label: str
    label_en: str
    words: tuple[str, ...]
    parse: Parser
    width: int = 16
    required: bool = False
    sample: str | float | None = None
    choices: str = ""  # which list the template's drop-down shows


@dataclass(frozen=True)
class Kind:
    """A sort of workbook. `complete` fills what follows from other cells, `key` tells repeats."""

    code: str
    columns: tuple[Column, ...]
    complete: Callable[[Row, Context], None]
    key: Callable[[Row], str]
    sheet: str

    @property
    def synonyms(self) -> dict[str, Sequence[str]]:
        return {column.name: (column.label, *column.words) for column in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


@dataclass(frozen=True)
class Opened:
    """A file with its rows still to come. `ignored`: headers that mean nothing here."""

    total: int
    ignored: tuple[str, ...]
    headers: Mapping[str, str]
    rows: Iterator[Row]


def read_rows(path: str | Path, kind: Kind, context: Context) -> Opened:
    """Open `path` as a workbook of `kind`. Raises sheets.Unreadable when the file as a whole is of no use."""
    read = table(path, kind.synonyms, required=kind.required)
    faults: dict[int, list[Problem]] = {}
    for problem in read.problems:
        faults.setdefault(problem.row or 0, []).append(problem)
    return Opened(
        total=len(read.frame),
        ignored=read.headers.unknown,
        headers=read.headers.labels,
        rows=_rows(read, kind, context, faults),
    )


def _rows(read: Any, kind: Kind, context: Context, faults: dict[int, list[Problem]]) -> Iterator[Row]:
    frame, units = read.frame, read.headers.units
    present = [column for column in kind.columns if column.name in frame.columns]
    caches: dict[str, dict[Any, tuple[Any, tuple[Problem, ...]]]] = {column.name: {} for column in present}
    seen: dict[str, int] = {}
    for start in range(0, len(frame), CHUNK):
        part = frame.iloc[start : start + CHUNK]
        cells = [part[column.name].tolist() for column in present]
        for position, number in enumerate(part.index):
            row = Row(int(number), {}, {})
            for column, values in zip(present, cells, strict=True):
                cell = values[position]
                if cell is None:
                    if column.required:
                        row.note(missing(column))
                    continue
                row.cells[column.name] = cell
                value, problems = _cached(caches[column.name], column, cell, context, units.get(column.name))
                if value is not None:
                    row.values[column.name] = value
                for problem in problems:
                    row.note(problem)
            if is_sample(row, present):
                row.note(SAMPLE)
            for problem in faults.get(row.number, ()):
                row.note(problem)
            kind.complete(row, context)
            _mark_repeat(row, kind, context, seen)
            yield row


def _cached(
    cache: dict[Any, tuple[Any, tuple[Problem, ...]]],
    column: Column,
    cell: Any,
    context: Context,
    unit: str | None,
) -> tuple[Any, tuple[Problem, ...]]:
    """Offices repeat places, sectors and round amounts in thousands of cells: parse each wording once."""
    key = (type(cell), cell)
    try:
        return cache[key]
    except KeyError:
        found = column.parse(cell, column, context, unit)
        if len(cache) < 20_000:
            cache[key] = found
        return found


def _mark_repeat(row: Row, kind: Kind, context: Context, seen: dict[str, int]) -> None:
    key = kind.key(row)
    if not key:
        return
    if key in context.known:
        row.repeats = context.known[key]
    elif key in seen:
        row.repeats = f"第 {seen[key]} 行"
    elif not row.problems:
        seen[key] = row.number


SAMPLE = Problem(
    "", None, "", "是模板里的示例行", "请删除这一行", "is the sample row of the template", "delete it"
)


def is_sample(row: Row, columns: Sequence[Column]) -> bool:
    return any(
        column.required and column.sample and row.cells.get(column.name) == column.sample
        for column in columns
    )


def missing(column: Column) -> Problem:
    return Problem(
        column.label, None, "", "没有填", f"请填「{column.label}」", "is empty", f"fill in {column.label_en}"
    )


def text(cell: Any, column: Column, context: Context, unit: str | None) -> tuple[Any, tuple[Problem, ...]]:
    """Text as it stands, without the .0 that Excel puts behind a number."""
    return as_text(cell) or None, ()
