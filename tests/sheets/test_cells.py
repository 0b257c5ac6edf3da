"""Plain values out of cells, and workbooks that cannot bite."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sheets.cells import as_list, as_number, as_text
from sheets.problems import problem
from sheets.writing import Book, csv_safe


def test_lists_are_read_however_they_are_written() -> None:
    assert as_list("食品、饮料，茶;酒|糖") == ["食品", "饮料", "茶", "酒", "糖"]
    assert as_list('["C13", 14]') == ["C13", "14"]
    assert as_list(13.0) == ["13"]
    assert as_list(None) == []


def test_numbers_and_texts_lose_what_excel_added() -> None:
    assert as_text(510304.0) == "510304"
    assert as_number("约1,200 亩") == 1200.0
    assert as_number("很多") is None


def test_a_problem_is_one_line_in_either_language() -> None:
    fault = problem("投资总额", "面\n议", "没有写数额", "请填数字", "no figure", "give one", row=7)
    assert fault.line() == "第 7 行，「投资总额」（面 议）：没有写数额；请填数字"
    assert fault.line("en") == "row 7, “投资总额” (面 议): no figure; give one"


def test_equal_content_gives_equal_bytes_and_no_formula(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        with Book(tmp_path / name, title="试") as out:
            out.sheet("一", ["甲", "乙"], [5, 20], [["=1+1", 2.5], ["\x00x", None]], wrapped=[1])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert pd.read_excel(tmp_path / "a.xlsx", engine="calamine").iloc[0, 0] == "=1+1"
    assert csv_safe("=HYPERLINK()") == "'=HYPERLINK()"
