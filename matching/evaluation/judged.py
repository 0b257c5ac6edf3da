"""Firms, opportunities and the grades somebody gave to pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from matching.io.reading import Loaded, read_firms, read_opportunities
from matching.types import Firm, Opportunity
from sheets.problems import Problem, Unreadable, problem
from taxonomy.tables import Taxonomy, load_tables

DATA = Path(__file__).parent / "data"
HALVES = ("tune", "test")
MOST = 3
Pair = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """`grades`: (firm id, opportunity id) -> 0–3.  `strangers`: judged pairs that name an unknown id."""

    firms: Sequence[Firm]
    opportunities: Sequence[Opportunity]
    grades: dict[Pair, int]
    strangers: tuple[Pair, ...] = ()
    remarks: tuple[Problem, ...] = field(default=(), compare=False)

    def only(self, pairs: set[Pair]) -> Judged:
        """The same with these judgements alone."""
        kept = {pair: grade for pair, grade in self.grades.items() if pair in pairs}
        return Judged(self.firms, self.opportunities, kept, tuple(p for p in self.strangers if p in pairs))


def read(
    firms: Path,
    opportunities: Path,
    qrels: Sequence[Path],
    *,
    taxonomy: Taxonomy | None = None,
    fold: Callable[[str], str] = str,
) -> Judged:
    """Read the files of one evaluation.  Raises Unreadable with field, row, cause and cure.

    Pairs that name an id of neither file stay judged: nobody lists them, so they stand last.
    """
    tables = taxonomy if taxonomy is not None else load_tables()
    ours, theirs = read_firms(firms, tables, fold), read_opportunities(opportunities, tables, fold)
    grades: dict[Pair, int] = {}
    for path in qrels:
        grades.update(read_qrels(path, grades))
    known, posted = {firm.id for firm in ours.items}, {posting.id for posting in theirs.items}
    strangers = tuple(pair for pair in grades if pair[0] not in known or pair[1] not in posted)
    return Judged(ours.items, theirs.items, grades, strangers, (*_remarks(ours), *_remarks(theirs)))


def _remarks(loaded: Loaded[Firm] | Loaded[Opportunity]) -> tuple[Problem, ...]:
    return (*loaded.skipped, *loaded.remarks)


def read_qrels(path: Path, before: dict[Pair, int] | None = None) -> dict[Pair, int]:
    """Lines `firm_id<tab>opp_id<tab>grade`; a header may come first.  Raises Unreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(
            problem(
                path.name,
                None,
                f"读不了：{error.strerror}",
                "请检查文件名和权限",
                f"cannot be read: {error.strerror}",
                "check the name and the permissions",
            )
        ) from None
    except UnicodeDecodeError:
        raise Unreadable(
            problem(path.name, None, "不是 UTF-8 文字", "请存成 UTF-8", "not UTF-8 text", "save as UTF-8")
        ) from None
    grades: dict[Pair, int] = {}
    rows: dict[Pair, int] = {}
    lines = [(row, line) for row, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for place, (row, line) in enumerate(lines):
        cells = [cell.strip() for cell in line.split("\t")]
        if place == 0 and len(cells) == 3 and not _is_number(cells[2]) and "grade" in cells[2].lower():
            continue
        pair, grade = _pair(path, row, cells)
        earlier = grades.get(pair, (before or {}).get(pair))
        if earlier is not None and earlier != grade:
            where = f"第 {rows[pair]} 行" if pair in rows else "另一个文件"
            where_en = f"row {rows[pair]}" if pair in rows else "another file"
            raise Unreadable(
                problem(
                    f"{path.name} grade",
                    grade,
                    f"同一对在{where}评了 {earlier} 分",
                    "请只留一个",
                    f"the same pair has grade {earlier} in {where_en}",
                    "keep one of them",
                    row=row,
                )
            )
        grades[pair], rows[pair] = grade, row
    if not grades:
        raise Unreadable(
            problem(
                path.name,
                None,
                "没有一行评分",
                "请至少写一行：firm_id、opp_id、grade，用制表符隔开",
                "no judgement in it",
                "write at least one row: firm_id, opp_id, grade, divided by tabs",
            )
        )
    return grades


def _pair(path: Path, row: int, cells: list[str]) -> tuple[Pair, int]:
    if len(cells) != 3:
        raise Unreadable(
            problem(
                path.name,
                " ⇥ ".join(cells),
                f"这一行有 {len(cells)} 格，应是 3 格",
                "请写 firm_id、opp_id、grade，用制表符隔开",
                f"{len(cells)} cells where 3 are wanted",
                "write firm_id, opp_id, grade, divided by tabs",
                row=row,
            )
        )
    for name, cell in zip(("firm_id", "opp_id"), cells, strict=False):
        if not cell:
            raise Unreadable(
                problem(
                    f"{path.name} {name}", None, "没有编号", "请补上编号", "no id", "give the id", row=row
                )
            )
    if not _is_number(cells[2]) or not 0 <= float(cells[2]) <= MOST or float(cells[2]) % 1:
        raise Unreadable(
            problem(
                f"{path.name} grade",
                cells[2],
                "评分只能是 0、1、2、3",
                "请改成 0 到 3 的整数",
                "a grade is 0, 1, 2 or 3",
                "change it to a whole number from 0 to 3",
                row=row,
            )
        )
    return (cells[0], cells[1]), int(float(cells[2]))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdecimal()


@lru_cache(maxsize=4)
def builtin(half: str = "") -> Judged:
    """The project's own set (data/GUIDELINE.md): "tune", "test" or, with "", both."""
    from search.fold import simplified

    table = simplified()
    halves = (half,) if half else HALVES
    return read(
        DATA / "firms.csv",
        DATA / "opportunities.csv",
        [DATA / f"qrels_{each}.tsv" for each in halves],
        fold=lambda text: text.translate(table),
    )
