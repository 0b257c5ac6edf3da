"""`manage.py evaluate_search` as somebody with a collection of their own uses it."""

import json

import pytest
from django.core.management import call_command

from tests.search.elastic_server import URL, needs_elastic

POSTINGS = [
    {"id": "1", "title": "荣县冷链仓储", "region_code": "510321", "gb4754": ["5930"]},
    {"id": "2", "title": "竹笋罐头", "region_code": "高县", "summary": "配套冷库"},
    {"id": "3", "title": "面粉", "sectors": ["制造商贸"], "requirements": "自动化"},
]


@pytest.fixture
def files(tmp_path):
    """Writes the three files; a text replaces one of them."""

    def write(postings=None, queries="q1\t冷链\nq2\tzigong\n", qrels="q1\t1\t3\nq1\t2\t1\nq2\t1\t3\n"):
        lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in POSTINGS)
        paths = {}
        postings = lines if postings is None else postings
        for name, text in {"opportunities": postings, "queries": queries, "qrels": qrels}.items():
            path = tmp_path / f"{name}.{'jsonl' if name == 'opportunities' else 'tsv'}"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths[name] = path
        return paths

    return write


def run(paths, capsys, **more) -> tuple[int, str, str]:
    code = 0
    try:
        call_command("evaluate_search", **paths, **more)
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    return code, out, err


def test_it_prints_the_figures_and_writes_the_run(files, capsys, tmp_path):
    code, out, _err = run(files(), capsys, run=tmp_path / "run.tsv")
    assert code == 0
    assert "3 postings (0 skipped), 2 queries" in out
    assert "nDCG@10    1.000 [1.000, 1.000]" in out
    assert "success@1  1.000" in out
    assert "MRR        1.000" in out
    head, *lines = (tmp_path / "run.tsv").read_text().splitlines()
    assert head == "query_id\topp_id\trank\tscore"
    rows = [line.split("\t") for line in lines]
    assert [row[:3] for row in rows if row[0] == "q1"] == [["q1", "1", "1"], ["q1", "2", "2"]]
    assert all(float(row[3]) > 0 for row in rows)


@needs_elastic
@pytest.mark.services
def test_on_elasticsearch_it_finds_the_same_and_leaves_nothing_behind(files, capsys, tmp_path, settings):
    from tests.search.elastic_server import client

    settings.ELASTICSEARCH_URL = URL
    before = set(client().indices.get(index="evaluation-*", expand_wildcards="all").body)
    for engine in ("embedded", "elastic"):
        assert run(files(), capsys, engine=engine, run=tmp_path / engine)[0] == 0
    assert set(client().indices.get(index="evaluation-*", expand_wildcards="all").body) == before
    one, other = ((tmp_path / name).read_text().splitlines() for name in ("embedded", "elastic"))
    assert [line.split("\t")[:3] for line in one] == [line.split("\t")[:3] for line in other]


def test_headers_blank_lines_and_other_encodings_are_read(files, capsys):
    queries = "query_id\ttext\r\n\r\nq1\t冷链\r\n".encode("gb18030")
    qrels = "﻿query_id\topp_id\tgrade\nq1\t1\t3\n"
    code, out, _err = run(files(queries=queries, qrels=qrels), capsys)
    assert code == 0
    assert "1 queries" in out


def test_strange_postings_and_queries_are_answered(files, capsys):
    postings = '{"id": "1", "title": "\\ud800冷链🌶\\u0000", "summary": "' + "长" * 10_000 + '"}'
    queries = f"q1\t冷链\nq2\t{'冷链' * 5_000}\nq3\t🌶\nq4\t\"\nq5\t((a+)+)+$\nq6\t\x00\n"
    code, out, _err = run(files(postings=postings, queries=queries, qrels="q1\t1\t3\n"), capsys)
    assert code == 0
    assert "nDCG@10    1.000" in out


def test_queries_without_a_relevant_posting_are_asked_and_left_out(files, capsys):
    code, out, _err = run(files(qrels="q1\t1\t3\nq2\t3\t0\n"), capsys)
    assert code == 0
    assert "1 queries (1 without a relevant posting are left out)" in out


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"queries": ""}, "queries.tsv: there is no query in it; write one query a line"),
        ({"queries": "q1 冷链\n"}, "queries.tsv, line 1: 1 cells where 2 are wanted; separate by tabs"),
        ({"queries": "q1\ta\nq1\tb\n"}, "queries.tsv, line 2: the id 'q1' was used before"),
        ({"queries": "q1\t\n"}, "queries.tsv, line 1: the query 'q1' has no text"),
        ({"queries": b"q1\t\xff\xff\xff\n"}, "queries.tsv: it is neither UTF-8 nor GB 18030; save it"),
        ({"qrels": "q1\t1\t4\n"}, "qrels.tsv, line 1: '4' is not a grade; use 0, 1, 2 or 3"),
        ({"qrels": "q9\t1\t3\n"}, "qrels.tsv, line 1: no query has the id 'q9'"),
        ({"qrels": "q1\t9\t3\n"}, "qrels.tsv, line 1: no posting has the id '9'"),
        ({"qrels": "q1\t1\t3\nq1\t1\t2\n"}, "qrels.tsv, line 2: q1, 1 was judged otherwise before"),
        ({"qrels": "\n"}, "qrels.tsv: there is no judgement in it"),
        ({"postings": "{"}, "opportunities.jsonl: "),
        ({"postings": ""}, "opportunities.jsonl: "),
    ],
)
def test_bad_input_ends_with_2_and_names_line_cause_and_cure(files, capsys, bad, said):
    code, _out, err = run(files(**bad), capsys)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_named(files, capsys, tmp_path):
    code, _out, err = run(files() | {"qrels": tmp_path / "none.tsv"}, capsys)
    assert code == 2
    assert "none.tsv: it cannot be read (no such file or directory); check the path" in err


def test_without_the_address_of_elasticsearch_it_says_which_setting(files, capsys, settings):
    settings.ELASTICSEARCH_URL = ""
    code, _out, err = run(files(), capsys, engine="elastic")
    assert code == 2
    assert "ELASTICSEARCH_URL is not set" in err
