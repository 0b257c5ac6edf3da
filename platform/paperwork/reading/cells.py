"""Parsers of one cell that need no other cell: amounts, numbers, dates, telephones, modes, codes.

Each has the signature of `rows.Parser` and gives (value or None, problems without a row).
"""

import datetime
import re
from decimal import Decimal
from typing import Any

from organisations.credit_code import fault_of
from paperwork.reading.rows import Column, Context
from sheets import Problem, parse_wan
from sheets.amounts import Amount
from sheets.cells import as_list, as_number, as_text
from taxonomy.modes import MODES, modes_of_text

Parsed = tuple[Any, tuple[Problem, ...]]
EXCEL_EPOCH = datetime.date(1899, 12, 30)
SERIALS = range(25_569, 73_051)  # 1970 to 2099 as Excel counts days
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?)?月?")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十百千万两]+")
CREDIT_CAUSES = {
    "length": ("不是 18 位", "is not 18 characters long"),
    "alphabet": ("有不该出现的字符（I、O、S、V、Z 不用）", "has a character the standard does not use"),
    "check": ("第 18 位校验码不对", "the check character (the 18th) is wrong"),
}


def fault(
    column: Column, cell: Any, cause: str, cure: str, cause_en: str, cure_en: str, *, skips: bool = True
) -> Problem:
    return Problem(column.label, None, as_text(cell)[:60], cause, cure, cause_en, cure_en, skips)


def amount(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """万元 as Decimal. "面议" leaves it open and says so; a negative or unreadable one skips the row."""
    found = parse_wan(cell, unit, field=column.label)
    if isinstance(found, Amount):
        return found.wan, (found.doubt,) if found.doubt else ()
    if found is None:
        return None, ()
    if found.cause_en == "no figure given":
        return None, (
            fault(
                column,
                cell,
                "没有写数额",
                "按未公布导入",
                "no figure given",
                "imported as not stated",
                skips=False,
            ),
        )
    return None, (found,)


def number(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """A figure that is not below zero, as Decimal with two places."""
    found = as_number(cell)
    if found is None:
        spelt = bool(_HAN_NUMBER.search(as_text(cell)))
        return None, (
            fault(
                column,
                cell,
                "数字写成了文字" if spelt else "不是数字",
                "请写成阿拉伯数字，如 100",
                "is not a figure",
                "write it in digits, such as 100",
            ),
        )
    if found < 0:
        return None, (fault(column, cell, "是负数", "请填正数", "is below zero", "give a positive figure"),)
    return Decimal(str(round(found, 2))), ()


def months(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """A number of months: 18, 18个月, 1.5年."""
    found = re.fullmatch(r"约?(\d+(?:\.\d+)?)(个?月|年)?", as_text(cell).replace(" ", ""))
    if not found:
        return None, (
            fault(column, cell, "读不出月数", "请写成 18 或 18个月", "is not a number of months", "write 18"),
        )
    return round(float(found[1]) * (12 if found[2] == "年" else 1)), ()


def year(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    found = re.search(r"(19|20)\d\d", as_text(cell))
    if not found:
        return None, (
            fault(column, cell, "不是年份", "请写四位年份，如 2009", "is not a year", "write 2009"),
        )
    return int(found[0]), ()


def date(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """A day. A bare number that Excel would show as a day of 1970–2099 is read as one, with a remark."""
    if isinstance(cell, datetime.datetime):
        return cell.date(), ()
    if isinstance(cell, datetime.date):
        return cell, ()
    figure = as_number(cell)
    if figure is not None and int(figure) in SERIALS:
        day = EXCEL_EPOCH + datetime.timedelta(days=int(figure))
        return day, (
            fault(
                column,
                cell,
                "日期存成了数字",
                f"按 {day} 读取",
                "a date kept as a number",
                f"read as {day}",
                skips=False,
            ),
        )
    found = _DATE.fullmatch(as_text(cell))
    try:
        if found:
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1)), ()
    except ValueError:
        return None, (
            fault(
                column,
                cell,
                "没有这一天",
                "请核对年月日",
                "there is no such day",
                "check year, month and day",
            ),
        )
    return None, (fault(column, cell, "不是日期", "请写成 2026-06-30", "is not a date", "write 2026-06-30"),)


def telephone(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """A mobile (11 digits) or fixed line number, kept as written."""
    shown = as_text(cell)
    digits = re.sub(r"\D", "", shown)
    if digits.startswith("1") and not digits.startswith("10") and len(digits) != 11:
        return None, (
            fault(
                column,
                cell,
                f"手机号是 {len(digits)} 位",
                "应为 11 位",
                f"{len(digits)} digits",
                "a mobile has 11",
            ),
        )
    if len(digits) < 7 or len(shown) > 30:
        return None, (fault(column, cell, "不像电话号码", "请核对", "is no telephone number", "check it"),)
    return shown, ()


def credit_code(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """统一社会信用代码, checked by GB 32100."""
    code = as_text(cell).upper().replace(" ", "")
    wrong = fault_of(code)
    if wrong:
        zh, en = CREDIT_CAUSES[wrong]
        return None, (
            fault(column, cell, zh, "请与营业执照核对", en, "compare it with the business licence"),
        )
    return code, ()


def modes(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """Codes of modes of cooperation; words that name none are left out and said."""
    codes: list[str] = []
    lost: list[str] = []
    for word in as_list(cell):
        found = [word] if word in MODES else modes_of_text(word)
        codes += [code for code in found if code not in codes]
        if not found:
            lost.append(word)
    names = "、".join(mode.name for mode in MODES.values())
    remarks = tuple(
        fault(
            column,
            word,
            "不是列出的合作方式",
            f"可用：{names}",
            "is no mode listed",
            f"use {names}",
            skips=False,
        )
        for word in lost
    )
    return codes or None, remarks
