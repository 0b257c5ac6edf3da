"""The frame of every import: a table's columns are parsed one by one, its rows are completed one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets import Problem, Stream, stream
from sheets.cells import as_text
from taxonomy.tables import Taxonomy

CACHED = 10_000  # wordings of a column that are remembered


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
    """A file with its rows still to come. `total`: about how many; `ignored`: headers without a meaning."""

    total: int
    ignored: tuple[str, ...]
    headers: Mapping[str, str]
    rows: Iterator[Row]


def read_rows(path: str | Path, kind: Kind, context: Context) -> Opened:
    """Open `path` as a workbook of `kind`. Raises sheets.Unreadable when the file as a whole is of no use."""
    opened = stream(path, kind.synonyms, required=kind.required)
    faults: dict[int, list[Problem]] = {}
    for problem in opened.problems:
        faults.setdefault(problem.row or 0, []).append(problem)
    return Opened(
        total=opened.total or 0,
        ignored=opened.headers.unknown,
        headers=opened.headers.labels,
        rows=_rows(opened, kind, context, faults),
    )


def _rows(opened: Stream, kind: Kind, context: Context, faults: Mapping[int, list[Problem]]) -> Iterator[Row]:
    units = opened.headers.units
    columns = [column for column in kind.columns if column.name in opened.headers.columns]
    caches: list[Cache] = [{} for _ in columns]
    samples = [(column.name, column.sample) for column in columns if column.required and column.sample]
    seen: dict[str, int] = {}
    for frame in opened.frames:
        parsed = [
            _parse_column(frame[column.name].tolist(), column, context, units.get(column.name), cache)
            for column, cache in zip(columns, caches, strict=True)
        ]
        for number, *cells in zip(frame.index.tolist(), *parsed, strict=True):
            row = Row(number, {}, {})
            for column, (cell, value, problems) in zip(columns, cells, strict=True):
                if cell is not None:
                    row.cells[column.name] = cell
                if value is not None:
                    row.values[column.name] = value
                for problem in problems:
                    row.note(problem)
            if any(row.cells.get(name) == sample for name, sample in samples):
                row.note(SAMPLE)
            for problem in faults.get(number, ()):
                row.note(problem)
            kind.complete(row, context)
            _mark_repeat(row, kind, context, seen)
            yield row


Cell = tuple[Any, Any, tuple[Problem, ...]]  # what the file says, what it means, what is wrong with it
Cache = dict[Any, Cell]


def _parse_column(
    values: list[Any], column: Column, context: Context, unit: str | None, cache: Cache
) -> list[Cell]:
    """Parse a column of a frame. Places, sectors and amounts repeat: each wording is parsed once."""
    if column.parse is text and not column.required:
        return [(value, as_text(value) or None, ()) for value in values]
    found = []
    for value in values:
        key = value if value.__class__ is str else (value.__class__, value)
        cell = cache.get(key)
        if cell is None:
            if value is None:
                cell = (None, None, (missing(column),) if column.required else ())
            else:
                cell = (value, *column.parse(value, column, context, unit))
            if len(cache) < CACHED:
                cache[key] = cell
        found.append(cell)
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


def missing(column: Column) -> Problem:
    return Problem(
        column.label, None, "", "没有填", f"请填「{column.label}」", "is empty", f"fill in {column.label_en}"
    )


def text(cell: Any, column: Column, context: Context, unit: str | None) -> tuple[Any, tuple[Problem, ...]]:
    """Text as it stands, without the .0 that Excel puts behind a number."""
    return as_text(cell) or None, ()
