"""One fault in a file: where it is, what is wrong, what to do about it, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = 40  # characters of a faulty value that are worth showing


def shorten(value: object) -> str:
    """A faulty value as it is shown: one line, at most 40 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault.  `row` counts as the file's own program does (the header is row 1); None is the whole file.

    `skips` is False for a remark: the row is still used.
    """

    field: str
    row: int | None
    value: str
    cause: str
    cure: str
    cause_en: str
    cure_en: str
    skips: bool = True

    def at(self, *, field: str | None = None, row: int | None = None) -> Problem:
        """The same fault, placed."""
        return Problem(
            field if field is not None else self.field,
            row if row is not None else self.row,
            self.value,
            self.cause,
            self.cure,
            self.cause_en,
            self.cure_en,
            self.skips,
        )

    def line(self, language: str = "zh") -> str:
        """One line for a terminal, a log or a cell."""
        if language.startswith("zh"):
            where = "，".join(x for x in (f"第 {self.row} 行" if self.row else "", f"「{self.field}」") if x)
            shown = f"（{self.value}）" if self.value else ""
            return f"{where}{shown}：{self.cause}；{self.cure}"
        where = ", ".join(x for x in (f"row {self.row}" if self.row else "", f"“{self.field}”") if x)
        shown = f" ({self.value})" if self.value else ""
        return f"{where}{shown}: {self.cause_en}; {self.cure_en}"


class Unreadable(Exception):  # noqa: N818 - read as a sentence: raise Unreadable(problem)
    """The file as a whole cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.line())
        self.problem = problem


def problem(
    field: str,
    value: object,
    cause: str,
    cure: str,
    cause_en: str,
    cure_en: str,
    *,
    row: int | None = None,
    skips: bool = True,
) -> Problem:
    """A Problem from any value."""
    return Problem(field, row, "" if value is None else shorten(value), cause, cure, cause_en, cure_en, skips)
