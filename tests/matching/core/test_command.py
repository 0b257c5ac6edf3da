"""`manage.py match`: the main job from files to a file, and what it says to bad ones."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.core.management import call_command
from django.db import connection

from matching.io.job import Order, run
from matching.io.reading import read_firms, read_opportunities
from taxonomy.tables import load_tables
from tests.sheets.files import book

FIRMS = [
    {
        "id": "f1",
        "name": "蜀味食品",
        "gb4754": ["1462"],
        "target_region_codes": ["510300"],
        "budget_max_wan": 5000,
        "profile": "酱油、泡菜",
        "dislikes": "不做化工",
        "unheard_of": 1,
    },
    {"id": "f2", "sectors": ["文创"], "hometown_region_code": None, "modes": ["委托运营"]},
    {"id": "f3"},
]
POSTINGS = [
    {"id": "o1", "title": "酱油酿造基地", "region_code": "510304", "amount_wan": 3000, "gb4754": ["14"]},
    {
        "id": "o2",
        "title": "恐龙主题公园",
        "sectors": ["culture"],
        "region_code": "510300",
        "modes": ["operation"],
    },
    {"id": "o3", "title": "氯碱化工", "region_code": "511000"},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def go(
    tmp_path: Path, firms: Path, postings: Path, output: str = "out.jsonl", **order: Any
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run(Order(postings, firms, str(tmp_path / output), **order), out=out, err=err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    return write(tmp_path / "firms.jsonl", FIRMS)


@pytest.fixture
def postings(tmp_path: Path) -> Path:
    return write(tmp_path / "postings.jsonl", POSTINGS)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_contract_of_a_line(tmp_path: Path, firms: Path, postings: Path) -> None:
    code, out, err = go(tmp_path, firms, postings, excluded=True)
    assert code == 0
    assert "企业 3 家，项目 3 个" in out
    assert err.count("\n") == 1
    assert "unheard_of" in err
    found = lines(tmp_path / "out.jsonl")
    first = found[0]
    assert list(first) == ["list", "firm_id", "opportunity_id", "rank", "score", "band", "findings"]
    assert (first["list"], first["firm_id"], first["opportunity_id"], first["rank"]) == (
        "firm",
        "f1",
        "o1",
        1,
    )
    assert list(first["findings"][0]) == ["feature", "points", "sentence", "sentence_en"]
    for line in found:
        if line["list"] != "excluded":
            assert sum(f["points"] for f in line["findings"]) == pytest.approx(line["score"], abs=1e-6)
    assert [(x["firm_id"], x["opportunity_id"]) for x in found if x["list"] == "excluded"] == [("f1", "o3")]
    assert {x["list"] for x in found} == {"firm", "opportunity", "excluded"}


def test_top_limits_each_list_and_all_lists_every_pair_not_excluded(
    tmp_path: Path, firms: Path, postings: Path
) -> None:
    go(tmp_path, firms, postings, top=1)
    assert len(lines(tmp_path / "out.jsonl")) == 6
    go(tmp_path, firms, postings, top=None)
    assert len(lines(tmp_path / "out.jsonl")) == 2 * 8


@pytest.mark.parametrize("output", ["out.jsonl", "out.xlsx"])
def test_equal_input_gives_equal_bytes(tmp_path: Path, firms: Path, postings: Path, output: str) -> None:
    go(tmp_path, firms, postings, output)
    first = (tmp_path / output).read_bytes()
    go(tmp_path, firms, postings, output)
    assert (tmp_path / output).read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["firms.jsonl", "postings.jsonl", output])


def test_workbooks_go_in_and_out(tmp_path: Path) -> None:
    firms = book(
        tmp_path / "firms.xlsx",
        [
            ["企业编号", "企业名称", "国民经济行业代码", "意向投资地", "预算上限（亿元）", "合作方式"],
            [1, "蜀味食品", 1462, "川南、成都市", 0.5, "独资、租赁"],
            [2, "=1+1", "C14|13", "510300", None, None],
        ],
    )
    postings = book(
        tmp_path / "book.xlsx",
        [
            ["2025 年项目册"],
            [
                "项目编号",
                "项目名称",
                "所属行业",
                "项目所在地",
                "投资总额（万元）",
                "用地规模（亩）",
                "联系人",
            ],
            ["P1", "酱油酿造基地", "制造商贸", "自贡市大安区", "3,000", 30, "张"],
        ],
    )
    code, _out, err = go(tmp_path, firms, postings, "out.xlsx")
    assert code == 0, err
    assert "联系人" in err
    sheets = pd.read_excel(tmp_path / "out.xlsx", sheet_name=None, dtype=object, engine="calamine")
    assert list(sheets) == ["按企业", "按项目"]
    frame = sheets["按企业"]
    assert list(frame.columns[:7]) == ["企业编号", "企业名称", "名次", "项目编号", "项目名称", "得分", "档次"]
    assert frame.loc[0, "得分"] > 60
    assert frame.loc[0, "档次"] == "今天可引荐"
    assert "行业" in str(frame.loc[0, "理由"])
    assert frame.loc[1, "企业名称"] == "=1+1"
    loaded = read_firms(firms, load_tables()).items[0]
    assert loaded.budget_max_wan == 5000
    assert loaded.gb4754 == ("1462",)
    assert set(loaded.target_region_codes) == {"510300", "510500", "511000", "511500", "510100"}


def test_a_gbk_csv_is_read(tmp_path: Path, postings: Path) -> None:
    firms = tmp_path / "firms.csv"
    firms.write_text("编号,企业名称,意向地\n1,蜀味,自贡市\n", encoding="gbk")
    assert go(tmp_path, firms, postings)[0] == 0


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"region_code": "999999"}, "region_code", "认不出来"),
        ({"region_code": "朝阳区"}, "region_code", "不止一处"),
        ({"amount_wan": -5}, "amount_wan", "负数"),
        ({"amount_wan": "面议"}, "amount_wan", "没有写"),
        ({"amount_wan": [1]}, "amount_wan", "应是数字"),
        ({"title": ["a"]}, "title", "应是文字"),
        ({"title": True}, "title", "应是文字"),
        ({"gb4754": ["9999"]}, "gb4754", "认不出来"),
        ({"gb4754": {"a": 1}}, "gb4754", "应是列表"),
        ({"sectors": ["修仙"]}, "sectors", "十二个行业"),
        ({"land_mu": "很大"}, "land_mu", "用地面积"),
        ({"id": "o1"}, "id", "重复"),
        ({"id": None}, "id", "没有编号"),
    ],
)
def test_a_bad_value_skips_its_row_and_names_field_row_cause_and_cure(
    tmp_path: Path, firms: Path, change: dict[str, Any], field: str, word: str
) -> None:
    postings = write(tmp_path / "p.jsonl", [*POSTINGS, {**POSTINGS[0], "id": "o9", **change}])
    code, out, err = go(tmp_path, firms, postings)
    assert code == 1
    assert "跳过 1 行" in out
    told = [line for line in err.splitlines() if "跳过" in line]
    assert len(told) == 1
    assert "第 4 行" in told[0]
    assert f"「{field}」" in told[0]
    assert word in told[0]
    assert "；" in told[0]
    strict = go(tmp_path, firms, postings, "strict.jsonl", strict=True)
    assert strict[0] == 1
    assert not (tmp_path / "strict.jsonl").exists()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"id": "x", "title": "ab', "截断"),
        ('{"id": "x", "amount_wan": NaN}', "NaN"),
        ("[1, 2]", "不是 JSON 对象"),
        ('{"id": "x", "amount_wan": -Infinity}', "-Infinity"),
        ('{"id": x}', "不是正确的 JSON"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_bad_json_line_is_skipped(tmp_path: Path, firms: Path, line: str, word: str) -> None:
    postings = write(tmp_path / "p.jsonl", POSTINGS)
    with postings.open("a") as stream:
        stream.write(line + "\n")
    code, _out, err = go(tmp_path, firms, postings)
    assert code == 1
    assert word in err
    assert "第 4 行" in err


def test_numbers_as_text_and_null_are_taken(tmp_path: Path) -> None:
    path = write(
        tmp_path / "p.jsonl",
        [
            {
                "id": 7,
                "title": None,
                "amount_wan": "1.2亿元",
                "land_mu": "30亩",
                "gb4754": "C13、1371",
                "region_code": 510304,
                "sectors": None,
                "modes": [],
            },
        ],
    )
    found = read_opportunities(path, load_tables()).items[0]
    assert (found.id, found.amount_wan, found.land_mu, found.gb4754) == ("7", 12_000, 30, ("13", "1371"))
    assert (found.region_code, found.title, found.modes) == ("510304", "", ())


@pytest.mark.parametrize("content", ["", "\n\n", "[1]", "{}", "{"])
def test_a_file_without_a_usable_row_is_unusable(tmp_path: Path, firms: Path, content: str) -> None:
    postings = tmp_path / "p.jsonl"
    postings.write_text(content)
    code, out, err = go(tmp_path, firms, postings)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 2  # the remark on the firms' unknown field, and this
    assert "；" in err.splitlines()[-1]
    assert not (tmp_path / "out.jsonl").exists()


def test_a_fault_of_a_whole_file_names_the_file(tmp_path: Path, firms: Path) -> None:
    postings = tmp_path / "p.csv"
    postings.write_text("id,项目名称,项目名称\n1,a,b\n", encoding="utf-8")
    code, _out, err = go(tmp_path, firms, postings)
    assert code == 2
    assert err.splitlines()[-1].startswith("p.csv 第 1 行，「项目名称」：表头出现了两次；")


def test_unusable_input_leaves_an_earlier_result_as_it_was(tmp_path: Path, firms: Path) -> None:
    (tmp_path / "out.jsonl").write_text("before")
    assert go(tmp_path, firms, tmp_path / "gone.xlsx")[0] == 2
    assert (tmp_path / "out.jsonl").read_text() == "before"


def test_a_budget_whose_ends_are_crossed_is_told(tmp_path: Path, postings: Path) -> None:
    firms = write(tmp_path / "f.jsonl", [{"id": "a", "budget_min_wan": 5, "budget_max_wan": 3}, {"id": "b"}])
    code, _out, err = go(tmp_path, firms, postings)
    assert code == 1
    assert "下限大于上限" in err


def test_where_the_result_cannot_go_is_told_before_anything_is_read(
    tmp_path: Path, firms: Path, postings: Path
) -> None:
    assert go(tmp_path, firms, postings, "no/such/folder.xlsx")[0] == 2
    assert go(tmp_path, firms, postings, "firms.jsonl")[0] == 2
    assert go(tmp_path, firms, postings, ".")[0] == 2
    assert json.loads(firms.read_text(encoding="utf-8").splitlines()[0])["id"] == "f1"


def test_the_command_touches_no_database(tmp_path: Path, firms: Path, postings: Path) -> None:
    """pytest-django forbids the database here; a query would raise."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    out = io.StringIO()
    call_command(
        "match",
        opportunities=postings,
        firms=firms,
        output=str(tmp_path / "o.jsonl"),
        stdout=out,
        stderr=io.StringIO(),
    )
    assert "用时" in out.getvalue()


def test_the_command_exits_with_the_code(tmp_path: Path, firms: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        call_command(
            "match",
            opportunities=tmp_path / "gone",
            firms=firms,
            output="-",
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
    assert caught.value.code == 2
