"""The empty workbook that is handed out, with drop-downs for whatever has a list."""

from typing import IO

import xlsxwriter

from paperwork.reading.booklet import LAND_USES
from paperwork.reading.rows import Kind
from taxonomy.modes import MODES
from taxonomy.tables import Taxonomy

ROWS = 2_000  # rows that carry the drop-downs
PROVINCES_LISTED = ("51", "33", "50")  # 四川, 浙江, 重庆: an Excel list of all counties is too long to use
NOTES = (
    "第二行是示例，填写前请删除。",
    "带 * 的列必须填写，其余可以空着；空着的不扣分。",
    "金额按表头的单位填写；格内写明“亿元”的，以格内为准。",
    "所在区县请写到县（市、区），可以写全称或六位代码；下拉之外的地名也可以写。",
    "所属行业写 GB/T 4754-2017 的名称或代码，多个用顿号隔开。",
)


def lists_for(taxonomy: Taxonomy) -> dict[str, list[str]]:
    regions = taxonomy.regions
    return {
        "regions": [
            regions.path_name(code, "")
            for code in regions
            if code.startswith(PROVINCES_LISTED)
            and regions[code].level == "county"
            and not regions[code].retired
        ],
        "sectors": [sector.name for sector in taxonomy.crosswalk.sectors.values()],
        "modes": [mode.name for mode in MODES.values()],
        "units": ["万元", "亿元"],
        "land_uses": list(LAND_USES),
    }


def write(target: IO[bytes] | str, kind: Kind, taxonomy: Taxonomy) -> None:
    """Write the template of `kind`. Its lists are offered, not enforced."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page, notes, hidden = (
        book.add_worksheet(kind.sheet),
        book.add_worksheet("说明"),
        book.add_worksheet("选项"),
    )
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"})
    sample = book.add_format({"italic": True, "font_color": "#635E53"})
    lists = lists_for(taxonomy)
    ranges = {}
    for at, (name, values) in enumerate(lists.items()):
        hidden.write_column(0, at, values)
        letter = chr(ord("A") + at)
        ranges[name] = f"=选项!${letter}$1:${letter}${len(values)}"
    hidden.hide()
    page.freeze_panes(1, 1)
    page.set_row(0, 32)
    for at, column in enumerate(kind.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.label + "*" * column.required, head)
        if isinstance(column.sample, str):
            page.write_string(1, at, column.sample, sample)
        elif column.sample is not None:
            page.write_number(1, at, column.sample, sample)
        if column.choices:
            page.data_validation(
                1,
                at,
                ROWS,
                at,
                {"validate": "list", "source": ranges[column.choices], "error_type": "information"},
            )
    notes.set_column(0, 0, 80)
    notes.write_column(0, 0, NOTES)
    book.close()
