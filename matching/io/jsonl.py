"""JSON Lines: one object a line, in whichever encoding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheets.encodings import encoding_of
from sheets.problems import Problem, Unreadable, problem

Row = tuple[int, dict[str, Any]]


def lines(path: Path) -> Iterator[Row | Problem]:
    """(line number, object) or the problem of a line.  Blank lines are passed over.  Raises Unreadable."""
    with path.open(encoding=encoding_of(path), newline=None) as stream:
        for number, line in enumerate(stream, start=1):
            text = line.strip().lstrip("\ufeff")
            if not text:
                continue
            if number == 1 and text.startswith("["):
                raise Unreadable(
                    problem(
                        path.name,
                        None,
                        "是一个 JSON 数组，不是每行一个对象",
                        "请把每个对象单独写成一行（JSON Lines）",
                        "a JSON array, not one object a line",
                        "write each object on a line of its own (JSON Lines)",
                        row=1,
                    )
                )
            yield _line(number, text)


def _line(number: int, text: str) -> Row | Problem:
    try:
        found = json.loads(text, parse_constant=_constant)
    except RecursionError:
        return _broken(number, text, "嵌套太深", "nested too deeply")
    except ValueError as error:
        if str(error).startswith("constant "):
            name = str(error).removeprefix("constant ")
            return _broken(number, name, f"{name} 不是 JSON 数字", f"{name} is not a JSON number")
        cut = not text.endswith("}")
        return _broken(
            number,
            text[-30:],
            "这一行不完整，像是被截断了" if cut else "不是正确的 JSON",
            "the line is incomplete, as if cut off" if cut else "not valid JSON",
        )
    if not isinstance(found, dict):
        return _broken(number, text, "不是 JSON 对象", "not a JSON object")
    return number, found


def _constant(name: str) -> float:
    raise ValueError(f"constant {name}")


def _broken(number: int, shown: str, cause: str, cause_en: str) -> Problem:
    return problem(
        "JSON",
        shown,
        cause,
        "请重新导出这一行，没有的值写 null 或不写",
        cause_en,
        "export the line again; leave out what is missing or write null",
        row=number,
    )
