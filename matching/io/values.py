"""One value of one field, checked and made into what the core takes.  A fault is raised with its cure."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal

from matching.io.fields import LAND, LISTS, MONEY, REGIONS, TEXTS
from sheets.amounts import Amount, parse_wan
from sheets.cells import as_list, as_number, as_text, is_blank
from sheets.problems import Problem, problem
from taxonomy.modes import modes_of_text
from taxonomy.tables import Resolution, Taxonomy


class Faulty(Exception):  # noqa: N818 - raise Faulty(problem)
    """The value cannot be used; the row is skipped."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.line())
        self.problem = problem


class Values:
    """Makes values under one taxonomy.  `remarks` gathers what was noticed without losing the row."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self.remarks: list[Problem] = []
        self._sectors: dict[str, str | None] = {}
        self._strange: Counter[str] = Counter()

    def value(self, field: str, raw: object, label: str, unit: str | None, row: int) -> object:
        """The value for a field; None when it is blank.  `label` is how the file calls the field.

        Raises Faulty.
        """
        if is_blank(raw):
            return None
        if field in MONEY:
            return self._money(raw, label, unit, row)
        if field in LAND:
            return self._land(raw, label, row)
        if field in TEXTS or field == "id":
            return self._text(raw, label, row)
        if field in REGIONS:
            return self._regions(self._text(raw, label, row), label, row, many=False)[0]
        items = self._list(raw, label, row)
        if field in LISTS and not items:
            return None
        if field == "gb4754":
            return tuple(dict.fromkeys(self._industry(item, label, row) for item in items))
        if field == "sectors":
            return tuple(dict.fromkeys(self._sector(item, label, row) for item in items))
        if field == "modes":
            return self._modes(items)
        return tuple(
            dict.fromkeys(code for item in items for code in self._regions(item, label, row, many=True))
        )

    def _money(self, raw: object, label: str, unit: str | None, row: int) -> float | None:
        if isinstance(raw, list | dict):
            raise Faulty(_wrong_type(label, raw, "数字", "a number", row))
        found = parse_wan(raw, unit, field=label)
        if isinstance(found, Problem):
            raise Faulty(found.at(row=row))
        if found is None:
            return None
        if found.doubt is not None:
            self.remarks.append(found.doubt.at(row=row))
        return float(_end(found, label))

    @staticmethod
    def _land(raw: object, label: str, row: int) -> float:
        number = None if isinstance(raw, list | dict) else as_number(raw)
        if number is None or not math.isfinite(number) or number < 0:
            raise Faulty(
                problem(
                    label,
                    raw,
                    "读不出用地面积",
                    "请填不小于 0 的数字（亩）",
                    "not an area",
                    "give a number of 亩, 0 or more",
                    row=row,
                )
            )
        return number

    @staticmethod
    def _text(raw: object, label: str, row: int) -> str:
        if isinstance(raw, list | dict | bool):
            raise Faulty(_wrong_type(label, raw, "文字", "text", row))
        return as_text(raw)

    @staticmethod
    def _list(raw: object, label: str, row: int) -> list[str]:
        if isinstance(raw, dict | bool):
            raise Faulty(_wrong_type(label, raw, "列表", "a list", row))
        if isinstance(raw, list) and any(isinstance(item, list | dict | bool) for item in raw):
            raise Faulty(_wrong_type(label, raw, "由文字组成的列表", "a list of texts", row))
        return as_list(raw)

    def _regions(self, text: str, label: str, row: int, *, many: bool) -> tuple[str, ...]:
        found = self._taxonomy.regions.resolve(text)
        if found.code is not None:
            return (found.code,)
        if many and found.exact and found.candidates:
            return found.candidates
        raise Faulty(self._unresolved(text, found, label, row, "地区", "region", "510304 或 自贡市大安区"))

    def _industry(self, text: str, label: str, row: int) -> str:
        found = self._taxonomy.industries.resolve(text)
        if found.code is not None:
            return found.code
        raise Faulty(self._unresolved(text, found, label, row, "行业代码", "industry", "C、13、137 或 1371"))

    def _sector(self, text: str, label: str, row: int) -> str:
        if text not in self._sectors:
            crosswalk = self._taxonomy.crosswalk
            code = crosswalk.sector_by_name(text)
            if code is None:
                hits = list(dict.fromkeys(sector for sector, _row in crosswalk.sectors_of_text(text)))
                code = hits[0] if len(hits) == 1 else None
            self._sectors[text] = code
        code = self._sectors[text]
        if code is None:
            names = "、".join(sector.name for sector in list(self._taxonomy.crosswalk.sectors.values())[:4])
            raise Faulty(
                problem(
                    label,
                    text,
                    "不是商会的十二个行业之一",
                    f"请填行业名称，如：{names} …",
                    "not one of the twelve sectors",
                    f"use a sector's name or code, such as: {names} …",
                    row=row,
                )
            )
        return code

    def _modes(self, items: list[str]) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for item in items:
            found = modes_of_text(item)
            codes.update(dict.fromkeys(found))
            if not found:
                self._strange[item] += 1
        return tuple(codes)

    def closing_remarks(self) -> list[Problem]:
        """What is said once a file, not once a row: ways of cooperating that were left out."""
        if not self._strange:
            return []
        count, shown = (
            sum(self._strange.values()),
            "、".join(word for word, _n in self._strange.most_common(4)),
        )
        return [
            problem(
                "modes",
                shown,
                f"有 {count} 处合作方式认不出来，没有采用",
                "可填：独资、合资、合作、租赁、并购、PPP、BOT、委托运营",
                f"{count} unknown ways of cooperating, left out",
                "use 独资, 合资, 合作, 租赁, 并购, PPP, BOT or 委托运营",
                skips=False,
            )
        ]

    def _unresolved(
        self, text: str, found: Resolution, label: str, row: int, what: str, what_en: str, example: str
    ) -> Problem:
        if found.candidates:
            tree = self._taxonomy.regions if what == "地区" else None
            names = [
                f"{tree.path_name(code, '')}({code})"
                if tree is not None
                else f"{self._taxonomy.industries[code].name}({code})"
                for code in found.candidates[:3]
            ]
            shown = "、".join(names)
            return problem(
                label,
                text,
                f"{what}不止一处",
                f"请写明是哪一个：{shown}",
                f"an ambiguous {what_en}",
                f"say which: {shown}",
                row=row,
            )
        return problem(
            label,
            text,
            f"{what}认不出来",
            f"请填代码或全称，如 {example}",
            f"an unknown {what_en}",
            f"give its code or full name, such as {example}",
            row=row,
        )


def _end(amount: Amount, label: str) -> Decimal:
    return amount.low if "min" in label or "下限" in label or "最低" in label else amount.high


def _wrong_type(label: str, raw: object, wanted: str, wanted_en: str, row: int) -> Problem:
    return problem(
        label,
        raw,
        f"应是{wanted}",
        f"请改成{wanted}",
        f"must be {wanted_en}",
        f"change it to {wanted_en}",
        row=row,
    )
