"""Cells of a booklet into values, and every way in which they can be wrong."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from paperwork.reading import BOOKLET, Context, cells, read_rows
from sheets import Unreadable
from taxonomy.tables import load_tables

from .conftest import HEADER, ROW


def rows_of(path, context):
    return list(read_rows(path, BOOKLET, context).rows)


def only(path, context):
    (row,) = rows_of(path, context)
    return row


def with_column(label, cell):
    return [*HEADER, label], [*ROW, cell]


def test_a_plain_row_becomes_codes_and_figures(booklet, context):
    row = only(booklet(HEADER, ROW), context)
    assert row.is_good
    assert row.number == 2
    assert row.values["region"] == "510321"
    assert row.values["industries"] == ["1371"]
    assert row.values["amount_wan"] == Decimal(6500)
    assert row.values["office"] == 7
    assert row.values["sectors"]
    assert row.values["summary"] == "建设净菜车间"


def test_headers_are_known_by_their_usual_wordings(booklet, context):
    header = ["招商项目名称", "建设地点", "产业类型", "总投资(亿元)", "主要建设内容"]
    row = only(booklet(header, ["净菜加工项目", "四川省自贡市荣县", "1371", 1.2, "建设净菜车间"]), context)
    assert row.is_good
    assert row.values["amount_wan"] == Decimal(12000)


def test_a_note_above_the_header_is_skipped_and_rows_count_as_in_excel(booklet, context):
    path = booklet(["荣县 2026 年招商项目册"], ["单位：荣县投资促进局"], HEADER, ROW)
    assert only(path, context).number == 4


@pytest.mark.parametrize(
    ("cell", "wan"),
    [("1.2亿元", 12000), ("8,000万元", 8000), ("约3亿", 30000), (6500, 6500), ("10-20亿元", 200000)],
)
def test_the_unit_in_the_cell_wins(booklet, context, cell, wan):
    row = only(booklet(HEADER, [*ROW[:3], cell, ROW[4]]), context)
    assert row.values["amount_wan"] == Decimal(wan)


def test_a_unit_column_that_disagrees_with_the_cell_is_refused_with_both_readings(booklet, context):
    row = only(booklet([*HEADER, "单位"], [*ROW[:3], "1.2亿", ROW[4], "万元"]), context)
    (problem,) = row.problems
    assert "矛盾" in problem.cause
    assert "1.2亿元" in problem.cure
    assert "1.2万元" in problem.cure


def test_a_unit_column_counts_where_the_cell_is_bare(booklet, context):
    header, _ = with_column("单位", "")
    row = only(
        booklet([*HEADER[:3], "投资总额", HEADER[4], header[-1]], [*ROW[:3], 1.2, ROW[4], "亿元"]), context
    )
    assert row.values["amount_wan"] == Decimal(12000)


@pytest.mark.parametrize(
    ("column", "cell", "cause"),
    [
        (3, -5, "负数"),
        (3, "若干", "读不出金额"),
        (1, "四川省", "只写到省"),
        (1, "某某县", "没有这个地名"),
        (1, "朝阳区", "同名"),
        (0, None, "没有填"),
    ],
)
def test_a_wrong_cell_names_its_row_its_cause_and_a_cure(booklet, context, column, cell, cause):
    written = [*ROW]
    written[column] = cell
    row = only(booklet(HEADER, written), context)
    assert not row.is_good
    problem = next(one for one in row.problems if cause in one.cause)
    assert problem.row == 2
    assert problem.field
    assert problem.cure
    assert problem.cure_en
    assert problem.cause_en


def test_an_open_amount_is_imported_as_not_stated(booklet, context):
    row = only(booklet(HEADER, [*ROW[:3], "面议", ROW[4]]), context)
    assert row.is_good
    assert "amount_wan" not in row.values
    assert any("没有写数额" in remark.cause for remark in row.remarks)


def test_an_old_name_is_read_as_the_present_one_and_said(booklet):
    context = Context(taxonomy=load_tables(), offices={"510117": (1, "郫都区投资促进局")})
    row = only(booklet(HEADER, [ROW[0], "郫县", *ROW[2:]]), context)
    assert row.values["region"] == "510117"
    assert any("郫都区" in remark.cause for remark in row.remarks)


def test_an_unknown_industry_is_listed_and_the_sector_taken_from_the_words(booklet, context):
    row = only(booklet(HEADER, [*ROW[:2], "一二三产融合示范", *ROW[3:]]), context)
    assert any(remark.field == "所属行业" for remark in row.remarks)


def test_three_columns_of_place_do_as_well_as_one(booklet, context):
    header = ["项目名称", "省", "市", "县", "投资总额（万元）", "建设内容及规模", "所属行业"]
    row = only(
        booklet(header, ["净菜加工项目", "四川省", "自贡市", "荣县", 6500, "建设净菜车间", "1371"]), context
    )
    assert row.values["region"] == "510321"
    assert "province" not in row.values


def test_an_office_given_for_the_file_takes_every_row_and_settles_its_place(booklet):
    context = Context(taxonomy=load_tables(), office=(9, "荣县投资促进局", "510321"))
    row = only(
        booklet(["项目名称", "所属行业", "建设内容"], ["净菜加工项目", "1371", "建设净菜车间"]), context
    )
    assert row.values["office"] == 9
    assert row.values["region"] == "510321"


def test_a_place_without_an_office_is_refused(booklet, context):
    row = only(booklet(HEADER, [ROW[0], "泸县", *ROW[2:]]), context)
    assert any("还没有招商部门" in problem.cause for problem in row.problems)


@pytest.mark.parametrize(
    ("cell", "day", "remarked"),
    [
        ("2027年6月30日", date(2027, 6, 30), False),
        ("2027.6", date(2027, 6, 1), False),
        (46568, date(2027, 6, 30), True),
    ],
)
def test_days_are_read_however_they_are_written(booklet, context, cell, day, remarked):
    row = only(booklet(*with_column("截止日期", cell)), context)
    assert row.values["deadline"] == day
    assert any("存成了数字" in remark.cause for remark in row.remarks) == remarked


def test_a_cell_formatted_as_a_day_is_one(context):
    column = next(column for column in BOOKLET.columns if column.name == "deadline")
    assert cells.date(datetime(2027, 6, 30), column, context, None) == (date(2027, 6, 30), ())


def test_a_day_that_does_not_exist_is_refused(booklet, context):
    row = only(booklet(*with_column("截止日期", "2027.13.1")), context)
    assert any("没有这一天" in problem.cause for problem in row.problems)


def test_a_mobile_number_one_digit_short_is_refused(booklet, context):
    row = only(booklet(*with_column("联系电话", "1385716602")), context)
    assert any("10 位" in problem.cause for problem in row.problems)


def test_land_in_words_is_refused_with_the_cure(booklet, context):
    row = only(booklet(*with_column("用地规模", "约一百亩")), context)
    assert any(problem.field == "用地规模（亩）" and "阿拉伯数字" in problem.cure for problem in row.problems)


def test_modes_are_read_and_a_word_that_is_none_is_said(booklet, context):
    row = only(booklet(*with_column("合作方式", "独资/合资/喝茶")), context)
    assert row.values["modes"] == ["wholly_owned", "joint_venture"]
    assert any(remark.value == "喝茶" for remark in row.remarks)


def test_a_project_that_is_there_already_and_one_that_stands_twice_are_named(booklet, context):
    path = booklet(HEADER, ["已有的项目", *ROW[1:]], ROW, ["净菜 加工项目", *ROW[1:]])
    first, second, third = rows_of(path, context)
    assert first.repeats == "已有的项目"
    assert second.is_good
    assert third.repeats == "第 3 行"


def test_a_row_that_is_refused_does_not_make_its_twin_a_repeat(booklet, context):
    first, second = rows_of(booklet(HEADER, [*ROW[:3], -5, ROW[4]], ROW), context)
    assert first.problems
    assert second.is_good


def test_the_sample_row_of_the_template_is_not_taken_for_a_project(booklet, context):
    row = only(booklet(HEADER, ["荣县净菜加工项目（示例，请删除）", *ROW[1:]]), context)
    assert any("示例" in problem.cause for problem in row.problems)


def test_columns_that_mean_nothing_are_named(booklet, context):
    assert read_rows(booklet([*HEADER, "片区领导"], [*ROW, "某某"]), BOOKLET, context).ignored == (
        "片区领导",
    )


def test_a_formula_without_a_result_and_merged_cells_are_refused_in_their_rows(booklet, context):
    formula = only(booklet(HEADER, ROW, formula="D2"), context)
    assert any("公式" in problem.cause for problem in formula.problems)
    merged = rows_of(booklet(HEADER, ROW, ["别的项目", *ROW[1:]], merge="B2:B3"), context)
    assert any("合并" in problem.cause for row in merged for problem in row.problems)


@pytest.mark.parametrize(
    ("header", "cause"),
    [(["投资总额", "所在区县"], "缺少这一列"), ([*HEADER, "项目名称"], "两次"), (["甲", "乙"], "找不到表头")],
)
def test_a_header_that_is_missing_or_there_twice_stops_the_file(booklet, context, header, cause):
    with pytest.raises(Unreadable) as stopped:
        rows_of(booklet(header, ["x"] * len(header)), context)
    assert cause in stopped.value.problem.cause
