"""项目册: an office's booklet of opportunities."""

from cms.models.opportunity import LandUse
from paperwork.reading import cells, codes
from paperwork.reading.rows import Column, Context, Kind, Row, missing, text
from sheets import Problem
from sheets.cells import as_text
from sheets.headers import fold_header

LAND_USES = {
    "工业": LandUse.INDUSTRIAL,
    "商": LandUse.COMMERCIAL,
    "仓储": LandUse.LOGISTICS,
    "物流": LandUse.LOGISTICS,
    "住宅": LandUse.RESIDENTIAL,
    "居住": LandUse.RESIDENTIAL,
    "农": LandUse.AGRICULTURAL,
    "公共": LandUse.PUBLIC,
    "公服": LandUse.PUBLIC,
    "混合": LandUse.MIXED,
    "现房": LandUse.READY,
    "厂房": LandUse.READY,
}
SUMMARY_LENGTH = 300


def land_use(cell, column: Column, context: Context, unit: str | None) -> cells.Parsed:
    written = as_text(cell)
    found = next((use for word, use in LAND_USES.items() if word in written), None)
    if found:
        return found.value, ()
    known = "、".join(LAND_USES)
    return None, (
        cells.fault(
            column, cell, "不认识的土地用途", f"可用：{known}", "is no known land use", known, skips=False
        ),
    )


BOOKLET_COLUMNS = (
    Column("title", "项目名称", "title", ("名称", "招商项目", "招商项目名称"), text, 40, True, "荣县净菜加工项目（示例，请删除）"),
    Column("number", "项目编号", "number", ("编号", "序列号"), text, 14),
    Column("region", "所在区县", "place", ("项目所在地", "建设地点", "所在地", "区域", "地点", "所在地区", "行政区划", "区划代码", "落地区县"), codes.region, 22, sample="四川省自贡市荣县", choices="regions"),
    Column("province", "省", "province", ("省份", "所在省"), text, 10),
    Column("city", "市", "city", ("市州", "地市", "所在市"), text, 10),
    Column("county", "县", "county", ("县区", "区县", "县市区", "所在县"), text, 10),
    Column("township", "乡镇", "township", ("街道", "所在乡镇"), text, 14),
    Column("address", "规划地址", "planned address", ("详细地址", "选址", "具体地址"), text, 28),
    Column("sectors", "十二板块", "sectors", ("板块", "商会板块", "行业板块", "产业板块"), codes.sectors, 20, sample="制造商贸、现代农业", choices="sectors"),
    Column("industries", "所属行业", "industries", ("国标行业", "行业代码", "行业", "产业类型", "行业类别", "子行业", "行业细分"), codes.industries, 24, sample="1371"),
    Column("chain", "产业链", "chain", ("所属产业链",), text, 14),
    Column("modes", "合作方式", "modes", ("投资方式", "合作模式", "拟合作方式"), cells.modes, 18, sample="独资、合资", choices="modes"),
    Column("undertaker", "承办单位", "undertaking unit", ("实施单位", "业主单位"), text, 20),
    Column("amount_wan", "投资总额（万元）", "total investment", ("总投资", "投资额", "计划投资", "投资规模", "估算投资", "项目总投资"), cells.amount, 16, sample=6500.0),
    Column("amount_unit", "金额单位", "unit of the amount", ("单位", "投资单位", "计量单位"), text, 10, choices="units"),
    Column("minimum_wan", "最低投资额（万元）", "lowest investment", ("最低投资", "投资门槛"), cells.amount, 16),
    Column("intensity_wan_per_mu", "投资强度（万元/亩）", "intensity", ("亩均投资",), cells.number, 14),
    Column("land_mu", "用地规模（亩）", "land", ("用地", "用地面积", "占地面积", "占地", "土地面积"), cells.number, 14, sample=40.0),
    Column("plot_ratio", "容积率", "plot ratio", (), cells.number, 10),
    Column("land_use", "土地用途", "land use", ("用地性质", "土地性质"), land_use, 12, choices="land_uses"),
    Column("build_months", "建设期（月）", "construction period", ("建设周期", "建设年限", "工期"), cells.months, 12),
    Column("summary", "一句话介绍", "summary", ("项目简介", "简介", "摘要", "项目概况", "概述"), text, 40),
    Column("content_and_scale", "建设内容及规模", "content and scale", ("建设内容", "主要建设内容", "项目内容", "建设规模"), text, 50),
    Column("conditions", "建设条件", "conditions", ("基础条件", "项目条件"), text, 30),
    Column("guarantees", "要素保障", "guarantees", ("水电气保障", "配套条件"), text, 30),
    Column("policies", "优惠政策", "policies", ("扶持政策", "政策支持"), text, 30),
    Column("benefits", "效益分析", "benefits", ("经济效益", "预期效益"), text, 30),
    Column("progress", "前期工作进展", "progress", ("前期工作", "进展情况", "工作进展"), text, 30),
    Column("requirements", "投资方要求", "requirements", ("对投资方要求", "合作要求", "企业要求"), text, 30),
    Column("deadline", "截止日期", "open until", ("有效期", "有效期至", "截止时间"), cells.date, 14),
    Column("contact_name", "联系人", "contact", ("对接人", "联系人姓名"), text, 12),
    Column("contact_title", "职务", "position", ("联系人职务",), text, 12),
    Column("contact_phone", "联系电话", "telephone", ("电话", "联系方式", "手机"), cells.telephone, 16),
)  # fmt: skip
BY_NAME = {column.name: column for column in BOOKLET_COLUMNS}


def complete(row: Row, context: Context) -> None:
    """Settle place, unit, sectors, summary and office from the other cells."""
    _place(row, context)
    _unit(row, context)
    _sectors(row, context)
    _summary(row)
    _office(row, context)
    for name in ("province", "city", "county", "amount_unit"):
        row.values.pop(name, None)


def _place(row: Row, context: Context) -> None:
    column = BY_NAME["region"]
    written = "".join(row.values.get(name, "") for name in ("province", "city", "county"))
    if "region" not in row.cells and not written and context.office:
        row.values["region"] = context.office[2]
    elif "region" not in row.cells:
        if not written:
            row.note(missing(column))
            return
        value, problems = codes.region(written, column, context, None)
        row.cells["region"] = written
        if value:
            row.values["region"] = value
        for problem in problems:
            row.note(problem)
    code = row.values.get("region")
    node = context.taxonomy.regions.get(code) if code else None
    if node is None:
        return
    shown = row.cells.get("region", written)
    if node.level == "province" and context.taxonomy.regions.children(node.code):
        row.note(
            cells.fault(
                column,
                shown,
                "只写到省",
                "招商项目要写到县（市、区）",
                "is a province",
                "a posting needs its county",
            )
        )
    elif node.level == "city" and context.taxonomy.regions.children(node.code):
        row.note(
            cells.fault(
                column,
                shown,
                "只写到市",
                "知道县（市、区）时请补上",
                "is a whole city",
                "add the county when it is known",
                skips=False,
            )
        )


def _unit(row: Row, context: Context) -> None:
    """A column of units beside the figures: used where the cell names none, refused where the two disagree."""
    unit = row.values.get("amount_unit")
    if not unit or "amount_wan" not in row.cells:
        return
    column = BY_NAME["amount_wan"]
    cell = row.cells["amount_wan"]
    written = as_text(cell)
    inside = "亿" if "亿" in written else "万" if "万" in written else ""
    if inside and inside not in unit:
        row.values.pop("amount_wan", None)
        figure = "".join(char for char in written if char.isdigit() or char == ".")
        row.note(
            cells.fault(
                column,
                cell,
                f"格内写“{written}”，单位列写“{unit}”，两处矛盾",
                f"请改成 {figure}亿元 或 {figure}万元",
                f"the cell says {written}, the unit column {unit}",
                f"write {figure}亿元 or {figure}万元",
            )
        )
    elif not inside:
        value, problems = cells.amount(cell, column, context, f"{unit.rstrip('元')}元")
        row.problems = [problem for problem in row.problems if problem.field != column.label]
        row.values["amount_wan"] = value
        for problem in problems:
            row.note(problem)


def _sectors(row: Row, context: Context) -> None:
    if row.values.get("sectors"):
        return
    crosswalk = context.taxonomy.crosswalk
    derived = [
        code
        for industry in row.values.get("industries", ())
        for code in crosswalk.sectors_of_industry(industry)
    ]
    how = "按所属行业"
    if not derived:
        words = " ".join(as_text(row.cells.get(name)) for name in ("industries", "chain", "title", "summary"))
        derived = [code for code, _row in crosswalk.sectors_of_text(words)]
        how = "按项目文字"
    column = BY_NAME["sectors"]
    if not derived:
        row.note(missing(column))
        return
    chosen = list(dict.fromkeys(derived))[:3]
    row.values["sectors"] = chosen
    names = "、".join(crosswalk.sectors[code].name for code in chosen)
    row.note(
        cells.fault(
            column,
            "",
            f"{how}补为「{names}」",
            "如不对请填板块",
            f"set to {names}",
            "fill in the sector if wrong",
            skips=False,
        )
    )


def _summary(row: Row) -> None:
    summary, content = row.values.get("summary", ""), row.values.get("content_and_scale", "")
    column = BY_NAME["summary"]
    if not summary and not content:
        row.note(missing(column))
    elif not summary or len(summary) > SUMMARY_LENGTH:
        if summary and not content:
            row.values["content_and_scale"] = summary
        row.values["summary"] = (summary or content)[:SUMMARY_LENGTH]


def _office(row: Row, context: Context) -> None:
    if context.office:
        row.values["office"] = context.office[0]
        return
    code = row.values.get("region")
    for above in reversed(context.taxonomy.regions.ancestors(code) if code else ()):
        if above in context.offices:
            row.values["office"] = context.offices[above][0]
            return
    if code:
        place = context.taxonomy.regions[code].full_name
        row.note(
            Problem(
                BY_NAME["region"].label,
                None,
                as_text(row.cells.get("region")),
                f"{place}还没有招商部门",
                "请先建立招商部门，或在导入时指定一个",
                f"no investment office answers for {place}",
                "add the office first, or choose one for the whole file",
            )
        )


def key_of(title: str, region: str) -> str:
    """The same title in the same place is the same project, however it is spaced and bracketed."""
    return f"{fold_header(title)}@{region}"


BOOKLET = Kind(
    code="booklet",
    columns=BOOKLET_COLUMNS,
    complete=complete,
    key=lambda row: (
        key_of(row.values["title"], row.values["region"]) if {"title", "region"} <= row.values.keys() else ""
    ),
    sheet="项目册",
)
