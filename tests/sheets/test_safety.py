"""Which files are opened, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets import Unreadable, check
from sheets.safety import OLE, Limits
from tests.sheets.files import book, with_part


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        check(path, limits)
    problem = caught.value.problem
    assert problem.field == path.name
    assert problem.cure
    assert problem.cure_en
    return problem.cause


def test_an_ordinary_workbook_is_opened(tmp_path: Path) -> None:
    assert check(book(tmp_path / "a.xlsx", [["id"], ["1"]])).kind == "xlsx"


def test_a_text_file_is_opened_as_text(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,name\n1,蓝\n")
    assert check(file).kind == "text"


def test_a_workbook_named_csv_is_still_a_workbook(tmp_path: Path) -> None:
    assert check(book(tmp_path / "a.xlsx", [["id"]]).rename(tmp_path / "a.csv")).kind == "xlsx"


def test_missing_and_empty_files_and_folders_are_told(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "gone.xlsx")
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    assert "空" in refused(empty)
    assert "文件夹" in refused(tmp_path)


def test_a_password_protected_workbook_is_told_from_an_old_one(tmp_path: Path) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert "密码" in refused(locked)
    old = tmp_path / "old.xls"
    old.write_bytes(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"))
    assert ".xls" in refused(old)


def test_macro_workbooks_are_refused_by_their_content(tmp_path: Path) -> None:
    plain = book(tmp_path / "a.xlsx", [["id"]])
    assert "宏" in refused(with_part(plain, tmp_path / "m.xlsx", "xl/vbaProject.bin", b"x"))
    kinds = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert "宏" in refused(with_part(plain, tmp_path / "n.xlsx", "[Content_Types].xml", kinds))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    plain = book(tmp_path / "a.xlsx", [["id"]])
    bomb = with_part(plain, tmp_path / "bomb.xlsx", "xl/worksheets/sheet2.xml", b" " * (40 << 20))
    assert "炸弹" in refused(bomb)


def test_a_lone_cell_a_million_rows_down_is_refused(tmp_path: Path) -> None:
    plain = book(tmp_path / "a.xlsx", [["id"]])
    for cell in (b"A1048576", b"XFD1"):
        sheet = (
            b'<worksheet><sheetData><row r="1"><c r="'
            + cell
            + b'"><v>1</v></c></row></sheetData></worksheet>'
        )
        refused(with_part(plain, tmp_path / "far.xlsx", "xl/worksheets/sheet1.xml", sheet))


def test_other_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    for name, content, word in [
        ("a.xlsx", b"%PDF-1.7 ...", "不是表格"),
        ("b.xlsx", b"<html><table>", "网页"),
        ("c.xlsx", b"just text", "扩展名"),
    ]:
        file = tmp_path / name
        file.write_bytes(content)
        assert word in refused(file)


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    whole = book(tmp_path / "a.xlsx", [["id", "x"] for _ in range(500)]).read_bytes()
    half = tmp_path / "half.xlsx"
    half.write_bytes(whole[: len(whole) // 2])
    assert "损坏" in refused(half)
    flipped = bytearray(whole)
    middle = whole.find(b"xl/worksheets/sheet1.xml") + 60
    for place in range(middle, middle + 40):
        flipped[place] ^= 0xFF
    half.write_bytes(bytes(flipped))
    assert "损坏" in refused(half)
