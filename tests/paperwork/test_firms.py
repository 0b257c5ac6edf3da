"""Cells of a firm list into values."""

import pytest

from organisations.credit_code import check_character
from paperwork.reading import FIRM_LIST, Context, read_rows
from taxonomy.tables import load_tables
from tests.sheets.files import book

GOOD = "91330100MADEM0001"
GOOD += check_character(GOOD)
HEADER = ["单位名称", "统一社会信用代码", "经营地", "籍贯", "意向投资地", "所属行业", "员工人数"]
ROW = ["浙江示范食品有限公司", GOOD, "杭州市余杭区", "荣县", "川南、成都", "速冻食品制造", "120人"]


@pytest.fixture
def rows(tmp_path):
    def read(*lines, known=None):
        path = book(tmp_path / "firms.xlsx", [HEADER, *lines])
        return list(read_rows(path, FIRM_LIST, Context(taxonomy=load_tables(), known=known or {})).rows)

    return read


def test_a_plain_row_becomes_codes(rows):
    (row,) = rows(ROW)
    assert row.is_good
    assert row.values["business_region"] == "330110"
    assert row.values["hometown_region"] == "510321"
    assert {"510300", "510500", "511000", "511500", "510100"} == set(row.values["target_regions"])
    assert row.values["industries"] == ["1432"]
    assert row.values["sectors"]
    assert row.values["staff"] == "100-299"


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (GOOD[:-1], "18 位"),
        (GOOD[:-1] + ("A" if GOOD[-1] != "A" else "B"), "校验码"),
        ("O" + GOOD[1:], "不该出现"),
    ],
)
def test_a_wrong_credit_code_says_how_it_is_wrong(rows, code, cause):
    (row,) = rows([ROW[0], code, *ROW[2:]])
    assert any(cause in problem.cause for problem in row.problems)


def test_a_code_that_stands_twice_or_is_known_is_named(rows):
    first, second = rows(ROW, ["另一家公司", *ROW[1:]])
    assert first.is_good
    assert second.repeats == "第 2 行"
    (known,) = rows(ROW, known={GOOD: "浙江示范食品有限公司"})
    assert known.repeats == "浙江示范食品有限公司"
