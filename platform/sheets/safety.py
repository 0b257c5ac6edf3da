"""May this file be opened?  Answered from its bytes, never from its name, before any parser sees it.

Refused, each with its cure: an empty file, an old .xls, a password-protected or macro workbook, a broken or
foreign zip, a zip bomb, a sheet with a lone cell a million rows down.  `check` reads each part of the
workbook once, as a stream, and finds the formulas on the way.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets.problems import Unreadable, problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: compound file header
ZIP = b"PK\x03\x04"
_CHUNK = 1 << 20
_FIRST_ROW_TOO_FAR = rb"[1-9]\d{5,}"  # row 100,000 and beyond
_TOO_FAR = re.compile(rb""" r=["'][A-Z]{1,3}""" + _FIRST_ROW_TOO_FAR + rb"""["']""")
_TOO_WIDE = re.compile(rb""" r=["'][A-Z]{3}\d""")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c [^>]*?r=["']([A-Z]{1,3})(\d+)["'][^>]*>\s*<(?:\w+:)?f[ />](.*?)</(?:\w+:)?c>""", re.S
)
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still an office's workbook.  Bytes; rows count the header."""

    file_bytes: int = 60 << 20
    unpacked_bytes: int = 400 << 20
    ratio: int = 250
    ratio_from: int = 30 << 20
    entries: int = 2_000
    formulas_noted: int = 2_000


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula; `cached` when the program that saved it also saved the result."""

    row: int
    column: int
    cached: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """`kind` is "xlsx" or "text"; formulas by sheet part, in the order of the sheets' files."""

    kind: str
    formulas: dict[str, tuple[Formula, ...]]


def check(path: str | os.PathLike[str], limits: Limits | None = None) -> Checked:
    """Look at a file before it is read.  Raises Unreadable with the cause and the cure."""
    bound = limits or Limits()
    file = Path(path)
    name = file.name
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise IsADirectoryError
        with file.open("rb") as stream:
            head = stream.read(8)
    except FileNotFoundError:
        raise _no(name, "找不到这个文件", "请核对路径", "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise _no(
            name, "这是文件夹，不是文件", "请给出文件的路径", "this is a folder", "name a file"
        ) from None
    except OSError as error:
        raise _no(
            name,
            f"文件打不开：{error.strerror}",
            "请检查权限",
            f"cannot be opened: {error.strerror}",
            "check its permissions",
        ) from None
    if size == 0:
        raise _no(name, "文件是空的", "请重新导出后再试", "the file is empty", "export it again")
    if size > bound.file_bytes and head[:4] == ZIP:
        raise _no(
            name,
            f"文件超过 {bound.file_bytes >> 20} MB",
            "请删去图片，或拆成几个文件",
            f"larger than {bound.file_bytes >> 20} MB",
            "take out pictures or split it",
        )
    if head == OLE:
        raise _ole(file)
    if head[:4] == ZIP:
        return Checked("xlsx", _workbook(file, bound))
    if head[:4] in (b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08\x00", b"Rar!", b"7z\xbc\xaf"):
        raise _no(
            name,
            "不是表格文件",
            "请另存为 .xlsx、.csv 或 .jsonl",
            "not a table",
            "save it as .xlsx, .csv or .jsonl",
        )
    if head.lstrip().lower().startswith((b"<html", b"<!doct", b"<table", b"<?xml")):
        raise _no(
            name,
            "是网页或 XML，不是工作簿",
            "请在 Excel 中打开后另存为 .xlsx",
            "a web page or XML, not a workbook",
            "open it in Excel and save it as .xlsx",
        )
    if file.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise _no(
            name,
            "扩展名是工作簿，内容却不是",
            "请用 Excel 另存为 .xlsx",
            "named as a workbook but is not one",
            "save it from Excel as .xlsx",
        )
    return Checked("text", {})


def _no(name: str, cause: str, cure: str, cause_en: str, cure_en: str) -> Unreadable:
    return Unreadable(problem(name, None, cause, cure, cause_en, cure_en))


def _ole(file: Path) -> Unreadable:
    """Old .xls and encrypted .xlsx share one envelope; a stream's name tells them apart.

    Source: [MS-OFFCRYPTO] 2.3.
    """
    with file.open("rb") as stream:
        data = stream.read(16 << 20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _no(
            file.name,
            "工作簿有打开密码",
            "请在 Excel 中取消密码后另存",
            "the workbook is password-protected",
            "remove the password in Excel and save it again",
        )
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        return _no(
            file.name,
            "工作簿带有宏",
            "请另存为不带宏的 .xlsx",
            "the workbook carries macros",
            "save it as .xlsx without macros",
        )
    return _no(
        file.name,
        "旧版 .xls（或其他 Office 旧格式）",
        "请在 Excel 中另存为 .xlsx",
        "an old .xls file",
        "save it in Excel as .xlsx",
    )


def _workbook(file: Path, bound: Limits) -> dict[str, tuple[Formula, ...]]:
    name = file.name
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            _check_entries(name, entries, bound)
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/workbook") for n in names):
                other = "word/document.xml" in names and "Word 文档" or "普通压缩包"
                raise _no(
                    name,
                    f"不是 Excel 工作簿（{other}）",
                    "请用 Excel 另存为 .xlsx",
                    "not an Excel workbook",
                    "save it from Excel as .xlsx",
                )
            kinds = archive.read("[Content_Types].xml")[: 1 << 20]
            if b"macroEnabled" in kinds or any(n.lower().endswith("vbaproject.bin") for n in names):
                raise _no(
                    name,
                    "工作簿带有宏",
                    "请另存为不带宏的 .xlsx",
                    "the workbook carries macros",
                    "save it as .xlsx without macros",
                )
            if b"sheet.binary" in kinds:
                raise _no(
                    name,
                    "二进制工作簿 .xlsb",
                    "请另存为 .xlsx",
                    "a binary workbook (.xlsb)",
                    "save it as .xlsx",
                )
            return {
                entry.filename: _scan(name, archive, entry, bound)
                for entry in entries
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError) as error:
        raise _no(
            name,
            "文件已损坏，读不完整",
            "请重新导出或重新发送",
            f"the file is damaged ({type(error).__name__})",
            "export it or send it again",
        ) from None
    except Exception as error:
        if type(error).__name__ == "error" and "zlib" in type(error).__module__:
            raise _no(
                name,
                "文件已损坏，读不完整",
                "请重新导出或重新发送",
                "the file is damaged",
                "export it or send it again",
            ) from None
        raise


def _check_entries(name: str, entries: list[zipfile.ZipInfo], bound: Limits) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise _no(name, "压缩包有密码", "请取消密码后另存", "the archive is encrypted", "remove the password")
    total = sum(entry.file_size for entry in entries)
    bomb = (
        len(entries) > bound.entries
        or total > bound.unpacked_bytes
        or any(
            entry.file_size > bound.ratio_from and entry.file_size > bound.ratio * max(entry.compress_size, 1)
            for entry in entries
        )
    )
    if bomb:
        raise _no(
            name,
            f"展开后约 {total >> 20} MB，不像正常的工作簿（疑似压缩炸弹），没有打开",
            "请把数据复制到新工作簿后再试",
            f"unpacks to about {total >> 20} MB (a zip bomb?), not opened",
            "copy the data into a new workbook",
        )


def _scan(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bound: Limits) -> tuple[Formula, ...]:
    """Formulas of one sheet; refuses far-away cells, for which a reader would fill the rectangle."""
    found: list[Formula] = []
    for block in _cells(archive, entry):
        if _TOO_WIDE.search(block):
            raise _no(
                name,
                "表格有 700 列以上",
                "请删去右侧无用的列后另存",
                "more than 700 columns",
                "delete the unused columns on the right",
            )
        if _TOO_FAR.search(block):
            raise _no(
                name,
                "有单元格在第 100,000 行以后",
                "请拆成几个文件（每个不超过 50,000 行），或删去底部无用的行",
                "cells at or below row 100,000",
                "split the file (50,000 rows each) or delete the unused rows",
            )
        if len(found) < bound.formulas_noted and _HAS_FORMULA.search(block):
            found += [
                Formula(int(row), column_number(column.decode()), bool(_VALUE.search(body)))
                for column, row, body in _FORMULA.findall(block)
            ]
    return tuple(found[: bound.formulas_noted])


def _cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet's XML in blocks that end at a row's end, so that no cell is cut in two."""
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            data = rest + chunk
            cut = data.rfind(b"</row>")
            if cut < 0:
                cut = data.rfind(b"row>")
            if cut < 0 and len(data) < 8 * _CHUNK:
                rest = data
                continue
            cut = cut if cut >= 0 else len(data)
            yield data[:cut]
            rest = data[cut:]
    if rest:
        yield rest


def column_number(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
