"""`python -m matching.evaluation` reads the files of the match command and says what is wrong with them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from matching.evaluation.__main__ import main

ROOT = Path(__file__).parents[3]
FIRMS = "id,name,gb4754,target_region_codes\nf1,甲,1371,自贡市\nf2,乙,8514,\n"
POSTINGS = "id,title,gb4754,region_code\no1,泡菜厂,1371,自贡市\no2,养老院,8514,内江市\n"
QRELS = "firm_id\topp_id\tgrade\nf1\to1\t3\nf1\to2\t0\nf2\to2\t2\nf2\to1\t0\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("firms.csv", FIRMS), ("postings.csv", POSTINGS), ("qrels.tsv", QRELS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [
        *("--firms", str(tmp_path / "firms.csv"), "--opportunities", str(tmp_path / "postings.csv")),
        *("--qrels", str(tmp_path / "qrels.tsv")),
    ]


def qrels(files: list[str], text: str) -> None:
    Path(files[-1]).write_text(text, encoding="utf-8")


def test_the_report_has_the_figures_the_yardstick_the_ablation_and_the_worst_queries(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(files) == 0
    said = capsys.readouterr().out
    assert "企业找项目 nDCG@10  2       1.000" in said
    for part in ("项目找企业 nDCG@3", "对照（简单相加）", "去掉的项", "行业与地区合看", "最差的查询"):
        assert part in said


def test_the_report_comes_in_english(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "firm→opportunity nDCG@10" in said
    assert "企业" not in said


def test_a_header_is_optional_and_an_id_of_neither_file_stands_last(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    qrels(files, "f1\to1\t0\nf1\tgone\t3\n")
    assert main(files) == 0
    said = capsys.readouterr().out
    assert "编号查不到 1 对" in said
    assert "gone" in said


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("f1\to1\t4\n", "第 1 行，「qrels.tsv grade」（4）：评分只能是 0、1、2、3；"),
        ("f1\to1\tgood\n", "第 1 行，「qrels.tsv grade」（good）：评分只能是 0、1、2、3；"),
        ("f1\to1\t1.5\n", "（1.5）：评分只能是"),
        ("f1,o1,3\n", "这一行有 1 格，应是 3 格；"),
        ("f1\to1\t3\n\to1\t2\n", "第 2 行，「qrels.tsv firm_id」：没有编号；"),
        ("f1\to1\t3\nf1\to1\t2\n", "第 2 行，「qrels.tsv grade」（2）：同一对在第 1 行评了 3 分；"),
        ("firm_id\topp_id\tgrade\n", "没有一行评分；"),
    ],
)
def test_bad_judgements_name_field_row_cause_and_cure(
    files: list[str], capsys: pytest.CaptureFixture[str], text: str, cause: str
) -> None:
    qrels(files, text)
    assert main(files) == 2
    said = capsys.readouterr().err
    assert cause in said
    assert "Traceback" not in said


def test_a_missing_file_is_named(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[-1]).unlink()
    assert main(files) == 2
    assert "qrels.tsv" in capsys.readouterr().err


def test_unusable_firms_are_named_too(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text("name\n甲\n", encoding="utf-8")
    assert main(files) == 2
    assert "id" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--firms", "a.csv"], ["--split", "none"], ["--today", "soon"]])
def test_wrong_options_are_refused_with_exit_code_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2


def test_it_runs_in_a_bare_checkout_with_no_path_set(files: list[str]) -> None:
    command = [sys.executable, "-m", "matching.evaluation", *files, "--worst", "0"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "nDCG@10" in done.stdout
    assert "最差的查询" not in done.stdout


def test_the_projects_own_set_needs_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--split", "test", "--worst", "1"]) == 0
    assert "企业找项目 nDCG@10" in capsys.readouterr().out
