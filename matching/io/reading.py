"""A file of firms or of opportunities into the core's types, with every fault by field and row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from matching.io import jsonl
from matching.io.fields import FIRM, LISTS, OPPORTUNITY, REGIONS, TEXTS
from matching.io.values import Faulty, Values
from matching.types import Firm, Opportunity
from sheets.problems import Problem, Unreadable, problem
from sheets.reading import table
from sheets.safety import check
from taxonomy.tables import Taxonomy

T = TypeVar("T", Firm, Opportunity)
Fold = Callable[[str], str]
_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")


@dataclass
class Loaded(Generic[T]):
    """`skipped` rows are lost, each with its problem; `remarks` lost nothing;
    `unknown` fields were ignored.
    """

    items: list[T] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def read_firms(path: str | Path, taxonomy: Taxonomy, fold: Fold = str) -> Loaded[Firm]:
    """Firms.  `fold` is put on every text (for instance 繁 into 简).  Raises Unreadable."""
    return _read(Path(path), Firm, FIRM, taxonomy, fold)


def read_opportunities(path: str | Path, taxonomy: Taxonomy, fold: Fold = str) -> Loaded[Opportunity]:
    """Opportunities.  Raises Unreadable."""
    return _read(Path(path), Opportunity, OPPORTUNITY, taxonomy, fold)


def _read(
    path: Path, kind: type[T], words: Mapping[str, Sequence[str]], taxonomy: Taxonomy, fold: Fold
) -> Loaded[T]:
    loaded: Loaded[T] = Loaded()
    values: Values = Values(taxonomy)
    seen: dict[str, int] = {}
    unknown: dict[str, None] = {}
    rows = 0
    for entry in _rows(path, words, loaded):
        rows += 1
        if isinstance(entry, Problem):
            loaded.skipped.append(entry)
            continue
        number, given = entry
        for name in given:
            if name not in words:
                unknown[name] = None
        try:
            item = _item(kind, words, given, values, number, fold)
        except Faulty as fault:
            loaded.skipped.append(fault.problem)
            continue
        if item.id in seen:
            loaded.skipped.append(
                problem(
                    "id",
                    item.id,
                    f"编号和第 {seen[item.id]} 行重复",
                    "请给每行一个不同的编号",
                    f"the id is already used in row {seen[item.id]}",
                    "give each row an id of its own",
                    row=number,
                )
            )
            continue
        seen[item.id] = number
        loaded.items.append(item)
    if not rows:
        raise Unreadable(
            problem(
                path.name, None, "没有数据行", "请至少写一行数据", "no rows of data", "give at least one row"
            )
        )
    if not loaded.items:
        raise Unreadable(loaded.skipped[0])
    loaded.remarks = [*values.remarks, *values.closing_remarks()]
    loaded.unknown = (*loaded.unknown, *unknown)
    return loaded


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table: its value, the header above it, the header's unit."""

    value: Any
    label: str
    unit: str | None


def _rows(
    path: Path, words: Mapping[str, Sequence[str]], loaded: Loaded[Any]
) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    if path.suffix.lower() not in _TABLES and check(path).kind == "text":
        with path.open("rb") as stream:
            head = stream.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")
        if head.startswith((b"{", b"[")) or path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
            yield from jsonl.lines(path)
            return
    found = table(path, words, required=("id",))
    loaded.unknown = found.headers.unknown
    lost = {fault.row: fault for fault in reversed(found.problems) if fault.row is not None}
    fields = list(found.frame.columns)
    labels, units = found.headers.labels, found.headers.units
    for row in found.frame.itertuples(name=None):
        number = int(row[0])
        if number in lost:
            yield lost[number]
            continue
        yield (
            number,
            {
                name: _Cell(value, labels[name], units.get(name))
                for name, value in zip(fields, row[1:], strict=True)
            },
        )


def _folded(name: str, value: Any, fold: Fold) -> Any:
    """Names of places, trades and ways of cooperating are looked up in one spelling (獨資 is 独资)."""
    if name not in LISTS | REGIONS:
        return value
    if isinstance(value, list):
        return [fold(item) if isinstance(item, str) else item for item in value]
    return fold(value) if isinstance(value, str) else value


def _item(
    kind: type[T],
    words: Mapping[str, Sequence[str]],
    given: Mapping[str, Any],
    values: Values,
    row: int,
    fold: Fold,
) -> T:
    found: dict[str, Any] = {}
    for name in words:
        raw = given.get(name)
        cell = raw if isinstance(raw, _Cell) else _Cell(raw, name, None)
        value = values.value(name, _folded(name, cell.value, fold), cell.label, cell.unit, row)
        if value is None:
            continue
        found[name] = fold(value) if name in TEXTS and isinstance(value, str) else value
    if "id" not in found:
        raise Faulty(
            problem("id", None, "没有编号", "请给这一行一个编号", "no id", "give the row an id", row=row)
        )
    for lower, upper, what, what_en in (
        ("budget_min_wan", "budget_max_wan", "预算", "the budget"),
        ("land_min_mu", "land_max_mu", "用地", "the land"),
    ):
        low, high = found.get(lower), found.get(upper)
        if low is not None and high is not None and low > high:
            raise Faulty(
                problem(
                    lower,
                    low,
                    f"{what}下限大于上限（{high:g}）",
                    "请核对两个数和单位",
                    f"the lower end of {what_en} is above the upper ({high:g})",
                    "check both figures",
                    row=row,
                )
            )
    return kind(**found)
