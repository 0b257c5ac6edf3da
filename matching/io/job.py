"""The whole of the `match` command, without Django: read, rank, write, tell."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from matching.engine import Ranking, rank
from matching.io.reading import Loaded, read_firms, read_opportunities
from matching.io.results import SHEET_ROWS, write_jsonl, write_workbook
from matching.knowledge import Knowledge
from matching.scorer import Scorer
from matching.text.tokens import Tokenizer, bigrams
from matching.text.words import Segmenter
from sheets.problems import Problem, Unreadable, problem
from taxonomy.tables import Taxonomy, load_tables

DONE, SKIPPED, UNUSABLE = 0, 1, 2
_SHOWN = 200  # problems listed one by one


@dataclass(frozen=True)
class Order:
    """What is asked for.  `top` None means all; `output` "-" means standard output (JSON Lines only)."""

    opportunities: Path
    firms: Path
    output: str
    top: int | None = 10
    format: str | None = None
    excluded: bool = False
    strict: bool = False
    language: str = "zh"


def run(
    order: Order,
    *,
    out: IO[str],
    err: IO[str],
    taxonomy: Taxonomy | None = None,
    tokenizer: Tokenizer = bigrams,
    segmenter: Segmenter | None = None,
    fold: Callable[[str], str] = str,
) -> int:
    """Do it; returns the exit code: 0 done, 1 done with rows skipped, 2 unusable input."""
    began = time.perf_counter()
    at = ""  # the file being read
    try:
        kind = _format(order)
        tables = taxonomy if taxonomy is not None else load_tables()
        at = order.firms.name
        firms = read_firms(order.firms, tables, fold)
        _tell(err, order, order.firms, firms)
        at = order.opportunities.name
        postings = read_opportunities(order.opportunities, tables, fold)
        at = ""
        _tell(err, order, order.opportunities, postings)
        read = time.perf_counter()
        skipped = len(firms.skipped) + len(postings.skipped)
        if skipped and order.strict:
            err.write(
                _say(
                    order,
                    f"有 {skipped} 行读不了，按 --strict 没有写出结果\n",
                    f"{skipped} rows were skipped; nothing was written because of --strict\n",
                )
            )
            return SKIPPED
        scorer = Scorer(knowledge=Knowledge.of(tables, tokenizer, segmenter))
        ranking = rank(firms.items, postings.items, top=order.top, scorer=scorer)
        ranked = time.perf_counter()
        written = _write(order, kind, ranking, out)
    except Unreadable as fault:
        named = "" if not at or fault.problem.field == at else f"{at} "
        err.write(named + fault.problem.line(order.language) + "\n")
        return UNUSABLE
    told = err if order.output == "-" else out
    done = time.perf_counter()
    counts = {
        "firms": len(firms.items),
        "opportunities": len(postings.items),
        "skipped": skipped,
        "written": written,
        "read": read - began,
        "ranked": ranked - read,
        "wrote": done - ranked,
        "all": done - began,
        "where": "" if order.output == "-" else order.output,
    }
    told.write(
        _say(
            order,
            "企业 {firms} 家，项目 {opportunities} 个，跳过 {skipped} 行；写出 {written} 行 {where}\n"
            "用时 {all:.2f} 秒（读入 {read:.2f}，配对 {ranked:.2f}，写出 {wrote:.2f}）\n",
            "{firms} firms, {opportunities} opportunities, {skipped} skipped; {written} written {where}\n"
            "{all:.2f} s (reading {read:.2f}, matching {ranked:.2f}, writing {wrote:.2f})\n",
        ).format(**counts)
    )
    return SKIPPED if skipped else DONE


def _say(order: Order, chinese: str, english: str) -> str:
    return chinese if order.language.startswith("zh") else english


def _format(order: Order) -> str:
    suffix = Path(order.output).suffix.lower().lstrip(".")
    kind = order.format or (
        "jsonl" if order.output == "-" or suffix in ("jsonl", "ndjson", "json") else "xlsx"
    )
    if kind == "xlsx" and order.output == "-":
        raise Unreadable(
            problem(
                "--output",
                "-",
                "工作簿不能写到标准输出",
                "请给出文件名，或用 --format jsonl",
                "a workbook cannot go to standard output",
                "name a file or use --format jsonl",
            )
        )
    if order.output != "-":
        target = Path(order.output)
        if target.is_dir() or not target.absolute().parent.is_dir():
            raise Unreadable(
                problem(
                    "--output",
                    order.output,
                    "写不到这里：文件夹不存在，或它本身是文件夹",
                    "请先建好文件夹，并写明文件名",
                    "cannot be written: no such folder, or it is one",
                    "make the folder first and name a file",
                )
            )
        for source in (order.opportunities, order.firms):
            if target.exists() and source.exists() and target.samefile(source):
                raise Unreadable(
                    problem(
                        "--output",
                        order.output,
                        "和输入是同一个文件",
                        "请换一个文件名",
                        "the same file as an input",
                        "choose another name",
                    )
                )
    return kind


def _tell(err: IO[str], order: Order, path: Path, loaded: Loaded[Any]) -> None:
    """Problems of one file, on standard error."""
    if loaded.unknown:
        names = "、".join(loaded.unknown[:20]) + (" …" if len(loaded.unknown) > 20 else "")
        err.write(
            _say(
                order,
                f"{path.name}：不认识的列没有采用：{names}\n",
                f"{path.name}: ignored fields: {names}\n",
            )
        )
    listed: list[Problem] = [*loaded.skipped, *loaded.remarks]
    for fault in listed[:_SHOWN]:
        mark = _say(order, "跳过" if fault.skips else "注意", "skipped" if fault.skips else "note")
        err.write(f"{path.name} {mark} {fault.line(order.language)}\n")
    if len(listed) > _SHOWN:
        rest = len(listed) - _SHOWN
        err.write(
            _say(order, f"{path.name}：另有 {rest} 条未列出\n", f"{path.name}: {rest} more not listed\n")
        )


def _write(order: Order, kind: str, ranking: Ranking, out: IO[str]) -> int:
    """Write beside the target and rename, so that a reader never sees half a file."""
    if order.output == "-":
        return write_jsonl(out, ranking, excluded=order.excluded)
    if kind == "xlsx" and max(len(ranking.by_firm.owner), len(ranking.by_opportunity.owner)) > SHEET_ROWS:
        raise Unreadable(
            problem(
                "--top",
                "all",
                f"结果超过 {SHEET_ROWS:,} 行，一张工作表放不下",
                "请用 --format jsonl，或减小 --top",
                f"more than {SHEET_ROWS:,} rows for one sheet",
                "use --format jsonl or a smaller --top",
            )
        )
    target = Path(order.output)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if kind == "xlsx":
            count = write_workbook(beside, ranking, excluded=order.excluded)
        else:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                count = write_jsonl(stream, ranking, excluded=order.excluded)
        os.replace(beside, target)
    except OSError as error:
        raise Unreadable(
            problem(
                "--output",
                order.output,
                f"写不进去：{error.strerror}",
                "请检查磁盘和权限",
                f"cannot be written: {error.strerror}",
                "check the disk and the permissions",
            )
        ) from None
    finally:
        beside.unlink(missing_ok=True)
    return count


def main(order: Order, **options: Any) -> int:
    """`run` on the process's own streams."""
    return run(order, out=sys.stdout, err=sys.stderr, **options)
