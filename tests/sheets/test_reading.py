"""A frame with fields as columns and Excel's own row numbers, or a clear refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets import Unreadable, read, table
from tests.sheets.files import book

WORDS = {"id": ("编号", "项目编号"), "title": ("项目名称", "名称"), "amount_wan": ("投资总额", "总投资")}


def test_the_header_is_found_below_a_title_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx",
        [
            [None, "荣县 2025 年招商项目册"],
            [],
            [None, "项目编号", "项目名称*", "投资总额（亿元）"],
            [None, 1, "冷链园", 1.2],
            [],
            [None, 2, "茶叶", None],
        ],
    )
    found = table(file, WORDS, required=("id",))
    assert list(found.frame.columns) == ["id", "title", "amount_wan"]
    assert list(found.frame.index) == [4, 6]
    assert found.header_row == 3
    assert found.headers.units == {"amount_wan": "亿元"}
    assert found.frame.loc[6, "amount_wan"] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("项目编号,项目名称\n1,自贡彩灯\n", encoding=encoding)
    found = table(file, WORDS)
    assert found.frame.loc[2, "title"] == "自贡彩灯"


def test_semicolons_and_tabs_divide_too(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id;title\n1;甲,乙\n")
    assert table(file, WORDS).frame.loc[2, "title"] == "甲,乙"


def test_a_header_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        table(book(tmp_path / "a.xlsx", [["项目名称", "项目名称", "id"], [1, 2, 3]]), WORDS)
    assert "两次" in caught.value.problem.cause
    assert caught.value.problem.row == 1


def test_two_words_for_one_field_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        table(book(tmp_path / "a.xlsx", [["项目名称", "名称", "id"], [1, 2, 3]]), WORDS)
    assert "同一项" in caught.value.problem.cause


def test_a_missing_or_wrong_header_is_told_with_the_words_that_would_do(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="缺少"):
        table(book(tmp_path / "a.xlsx", [["项目名称"], ["甲"]]), WORDS, required=("id",))
    with pytest.raises(Unreadable, match="找不到表头"):
        table(book(tmp_path / "b.xlsx", [["甲", "乙"], [1, 2]]), WORDS, required=("id",))
    with pytest.raises(Unreadable, match="没有内容"):
        table(book(tmp_path / "c.xlsx", []), WORDS)


def test_too_many_rows_are_refused_with_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id\n" + "1\n" * 60)
    with pytest.raises(Unreadable, match="超过 50 行"):
        table(file, WORDS, max_rows=50)


def test_formulas_without_a_result_and_merged_cells_are_named_by_row(tmp_path: Path) -> None:
    rows = [["id", "项目名称", "投资总额"], *([str(i), "甲", 5] for i in range(5))]
    formula = table(book(tmp_path / "a.xlsx", rows, formula="C3"), WORDS).problems
    assert [(p.field, p.row) for p in formula] == [("投资总额", 3)]
    merged = table(book(tmp_path / "b.xlsx", rows, merge="B3:B5"), WORDS).problems
    assert [(p.field, p.row) for p in merged] == [("项目名称", 4), ("项目名称", 5)]


def test_an_unmatched_quote_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,title\n1,"' + "x" * 200_000 + "\n")
    with pytest.raises(Unreadable, match="引号"):
        table(file, WORDS)


def test_the_raw_grid_keeps_row_numbers(tmp_path: Path) -> None:
    frame = read(book(tmp_path / "a.xlsx", [[], ["a", 1], ["b", None]]))
    assert list(frame.index) == [2, 3]
    assert frame.iloc[1, 1] is None
