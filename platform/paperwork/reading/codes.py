"""Parsers that turn written places, industries and sectors into codes of the taxonomy."""

from typing import Any

from paperwork.reading.cells import Parsed, fault
from paperwork.reading.rows import Column, Context
from sheets import Problem
from sheets.cells import as_list, as_text

SHOWN = 3  # candidates named in a message


def names_of(context: Context, codes: tuple[str, ...]) -> str:
    regions = context.taxonomy.regions
    return "、".join(f"{regions.path_name(code, '')}（{code}）" for code in codes[:SHOWN])


def region(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """The code of one place. The place of the office settles an ambiguous name, where it can."""
    written = as_text(cell)
    regions = context.taxonomy.regions
    found = regions.resolve(written)
    if found.code is None and found.candidates and context.office:
        home = regions.ancestors(context.office[2])
        for within in reversed(home):
            nearer = regions.resolve(written, within=within)
            if nearer.code:
                found = nearer
                break
    if found.code is None:
        return None, (unresolved_region(column, cell, context, found.candidates),)
    node = regions[found.code]
    if written in (node.code, node.full_name) or written.endswith((node.full_name, node.name)):
        return found.code, ()
    return found.code, (
        fault(
            column,
            cell,
            f"按 {node.full_name}（{node.code}）读取",
            "如不对请写全称或代码",
            f"read as {node.full_name} ({node.code})",
            "write the full name or the code if that is wrong",
            skips=False,
        ),
    )


def unresolved_region(column: Column, cell: Any, context: Context, candidates: tuple[str, ...]) -> Problem:
    if candidates:
        shown = names_of(context, candidates)
        return fault(
            column,
            cell,
            "有几处同名",
            f"请写明是哪一个：{shown}",
            "names several places",
            f"say which: {shown}",
        )
    return fault(
        column,
        cell,
        "没有这个地名",
        "请写省市县全称或六位代码",
        "is no known place",
        "write the full name or code",
    )


def regions(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """Codes of several places; 川南 stands for its members."""
    codes: list[str] = []
    problems: list[Problem] = []
    table = context.taxonomy.regions
    for word in as_list(cell):
        members = table.groups.get(word)
        if members:
            codes += members
            continue
        found = table.resolve(word)
        if found.code:
            codes.append(found.code)
        else:
            problems.append(unresolved_region(column, word, context, found.candidates))
    return list(dict.fromkeys(codes)) or None, tuple(problems)


def industries(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """GB/T 4754 codes from codes, names and everyday terms; what stays unresolved is a remark."""
    codes: list[str] = []
    remarks: list[Problem] = []
    for word in as_list(cell):
        found = context.taxonomy.industries.resolve(word)
        if found.code:
            codes.append(found.code)
            continue
        rows = [row for _, row in context.taxonomy.crosswalk.sectors_of_text(word) if row.industry]
        codes += [row.industry for row in rows if row.industry]
        remarks.append(by_crosswalk(column, word, rows) if rows else unresolved_industry(column, word))
    return list(dict.fromkeys(codes)) or None, tuple(remarks)


def by_crosswalk(column: Column, word: str, rows: list[Any]) -> Problem:
    used = "、".join(f"{row.term} → {row.industry}（第 {row.number} 条）" for row in rows[:SHOWN])
    return fault(
        column,
        word,
        f"按对照表读取：{used}",
        "如不对请写四位代码",
        f"read by the crosswalk: {used}",
        "write the four-digit code if that is wrong",
        skips=False,
    )


def unresolved_industry(column: Column, word: str) -> Problem:
    return fault(
        column,
        word,
        "不是国标行业名称，也不在对照表里",
        "请写 GB/T 4754 的名称或代码",
        "is neither an industry of GB/T 4754 nor in the crosswalk",
        "write a name or code of GB/T 4754",
        skips=False,
    )


def sectors(cell: Any, column: Column, context: Context, unit: str | None) -> Parsed:
    """Codes of the twelve sectors."""
    crosswalk = context.taxonomy.crosswalk
    codes: list[str] = []
    remarks: list[Problem] = []
    known = "、".join(sector.name for sector in crosswalk.sectors.values())
    for word in as_list(cell):
        code = crosswalk.sector_by_name(word)
        if code:
            codes.append(code)
        else:
            remarks.append(
                fault(
                    column,
                    word,
                    "不是十二板块之一",
                    f"板块有：{known}",
                    "is none of the twelve sectors",
                    known,
                    skips=False,
                )
            )
    return list(dict.fromkeys(codes)) or None, tuple(remarks)
