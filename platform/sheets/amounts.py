"""Money as offices write it, made into 万元: 1.2亿元, 8,000 万, 约3亿, 10—20亿元, 面议."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sheets.problems import Problem, problem

WAN_PER: dict[str, Decimal] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10000),
}
_UNIT = re.compile(r"(亿|千万|百万|万|千)?\s*(元|块|rmb|cny|yuan)?$")
_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?|[+-]?\.\d+"
_ONE = re.compile(rf"({_NUMBER})\s*((?:亿|千万|百万|万|千)?\s*(?:元)?)")
_RANGE = re.compile(
    rf"({_NUMBER})\s*((?:亿|千万|百万|万|千)?元?)\s*(?:-|—|–|~|至|到)+\s*({_NUMBER})\s*((?:亿|千万|百万|万|千)?元?)"
)
_FOREIGN = re.compile(r"美元|美金|欧元|日元|日圆|港元|港币|英镑|台币|\$|€|¥us|usd|eur|jpy|hkd")
_OPEN = ("面议", "面谈", "待定", "另议", "洽谈", "暂无", "不限", "未定", "详谈", "tbd", "n/a", "negotiable")
_APPROX = re.compile(
    r"^(?:人民币|rmb|¥|约|大约|近|超|超过|逾|不低于|不少于|不超过|至少|最低|最高|总投资|计划投资|预计|达|≥|≤|>|<|=|:)+\s*"
)
_TAIL = re.compile(r"(?:人民币|以上|以下|以内|左右|余|多|起|/?年|整)+$")
_SURELY_TOO_MUCH = Decimal(10_000_000)  # 1,000 亿元: no single project of a county
_PROBABLY_TOO_MUCH_FOR_YI = Decimal(2_000)


@dataclass(frozen=True, slots=True)
class Amount:
    """万元.  One figure has low == high.  `doubt` is a remark: the unit looks wrong."""

    low: Decimal
    high: Decimal
    unit: str
    doubt: Problem | None = None

    @property
    def wan(self) -> Decimal:
        """One figure: the upper end of a range, since 投资总额 10—20亿元 asks for up to 20."""
        return self.high


def unit_of(header: str) -> str | None:
    """The unit a header names, or None.

    投资总额（亿元） -> 亿元; 用地（亩） -> 亩; amount_wan -> 万元.
    """
    text = unicodedata.normalize("NFKC", header).lower()
    if text.rstrip().endswith("_wan"):
        return "万元"
    for unit in ("亿元", "千万元", "百万元", "万元", "千元"):
        if unit in text or f"({unit[:-1]})" in text or f":{unit[:-1]}" in text:
            return unit
    if re.search(r"亩|_mu$", text):
        return "亩"
    if re.search(r"[(:/]\s*元|元\)", text):
        return "元"
    return None


def parse_wan(
    text: object, header_unit: str | None = None, *, field: str = "金额"
) -> Amount | Problem | None:
    """Read one cell.  None when it is blank; a Problem when it cannot be read or is not positive.

    A unit in the cell wins over the header's; without either the figure is taken as 万元.
    """
    if text is None or isinstance(text, float) and text != text:
        return None
    if isinstance(text, bool):
        return _not_a_number(field, text)
    if isinstance(text, datetime.date | datetime.time | datetime.timedelta):
        return problem(
            field,
            text,
            "这一格是日期，不是金额",
            "请把单元格格式改为「数值」后重填",
            "a date, not an amount",
            "format the cell as a number and type it again",
        )
    if isinstance(text, int | float | Decimal):
        return _amount(str(text), str(text), header_unit or "万元", header_unit or "万元", text, field)
    folded = unicodedata.normalize("NFKC", str(text)).lower().strip().replace("，", ",")
    folded = folded.replace(" ", "")
    if folded in ("", "-", "—", "/", "无", "none", "null", "nan"):
        return None
    if folded.startswith(_OPEN) or folded in _OPEN:
        return problem(
            field,
            text,
            "没有写数额",
            "请填数字（万元），不便公开时请留空",
            "no figure given",
            "give a figure in 万元, or leave the cell blank",
        )
    if _FOREIGN.search(folded):
        return problem(
            field, text, "是外币", "请换算成人民币万元", "a foreign currency", "convert it to CNY (万元)"
        )
    folded = _TAIL.sub("", _APPROX.sub("", folded))
    default = header_unit or "万元"
    if between := _RANGE.fullmatch(folded):
        low, low_unit, high, high_unit = between.groups()
        second = _unit(high_unit) or default
        return _amount(low, high, _unit(low_unit) or second, second, text, field)
    if one := _ONE.fullmatch(folded):
        unit = _unit(one.group(2)) or default
        return _amount(one.group(1), one.group(1), unit, unit, text, field)
    return _not_a_number(field, text)


def _unit(text: str) -> str | None:
    found = _UNIT.fullmatch(text.strip())
    if not text.strip() or not found:
        return None
    return (found.group(1) or "") + "元"


def _amount(
    low: str, high: str, low_unit: str, high_unit: str, shown: object, field: str
) -> Amount | Problem:
    try:
        first = Decimal(low.replace(",", "")) * WAN_PER.get(low_unit, Decimal(1))
        last = Decimal(high.replace(",", "")) * WAN_PER.get(high_unit, Decimal(1))
    except InvalidOperation:
        return _not_a_number(field, shown)
    if not (first.is_finite() and last.is_finite()):
        return _not_a_number(field, shown)
    if first < 0 or last < 0:
        return problem(
            field,
            shown,
            "金额是负数",
            "请填正数（万元）",
            "a negative amount",
            "give a positive figure in 万元",
        )
    if first > last:
        first, last = last, first
    if last > Decimal(10) ** 12:
        return problem(
            field,
            shown,
            "数额太大，不像投资额",
            "请核对数字和单位",
            "too large for an investment",
            "check the figure and its unit",
        )
    doubt = None
    if last >= _SURELY_TOO_MUCH or high_unit == "亿元" and last / 10000 >= _PROBABLY_TOO_MUCH_FOR_YI:
        doubt = problem(
            field,
            shown,
            f"折合 {last / 10000:,.0f} 亿元，可能把万元写成了亿元",
            "请核对单位",
            f"that is {last / 10000:,.0f} 亿元; perhaps 万元 was meant",
            "check the unit",
            skips=False,
        )
    cents = Decimal("0.01")
    return Amount(first.quantize(cents), last.quantize(cents), high_unit, doubt)


def _not_a_number(field: str, shown: object) -> Problem:
    return problem(
        field,
        shown,
        "读不出金额",
        "请填数字，如 5000（万元）或 1.2亿元",
        "not an amount",
        "give a figure such as 5000 (万元) or 1.2亿元",
    )
