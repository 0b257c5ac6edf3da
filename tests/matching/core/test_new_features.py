"""Role, ready, past and land, as tables a secretary can check."""

from __future__ import annotations

import datetime

import pytest

from matching import Firm, Opportunity, Scorer
from matching.features.past import past_value, past_values, speaking
from matching.features.ready import ready_value
from matching.features.size import intensity_value, land_value
from matching.roles import asked, played
from matching.types import Past
from tests.matching.core.tiny import firm, posting, scorer, sentence, taxonomy, value

TODAY = datetime.date(2024, 6, 1)
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("为整车厂就近配套制动件", {"supplier"}),
        ("十二万平方米厂房，委托专业机构运营", {"operator"}),
        ("引进软件企业入驻", {"tenant"}),
        ("寻找采购商和龙头企业", {"buyer", "leader"}),
        ("配套建设停车场", set()),
        ("不招租", set()),
    ],
)
def test_the_role_a_posting_asks_for(words: str, roles: set[str]) -> None:
    assert asked(words, NONE) == roles


@pytest.mark.parametrize(
    ("words", "modes", "roles"),
    [
        ("两家整车厂一级供应商", NONE, {"supplier"}),
        ("管理民宿六百间", frozenset({"operation"}), {"operator"}),
        ("要标准厂房", NONE, {"tenant"}),
        ("", frozenset({"lease"}), {"tenant"}),
        ("不做代工", NONE, set()),
    ],
)
def test_the_role_a_firm_has(words: str, modes: frozenset[str], roles: set[str]) -> None:
    assert played(words, modes) == roles


def test_a_role_counts_within_a_sector_only_and_never_against() -> None:
    operator = firm(modes=("operation",))
    assert value("role", operator, posting(title="委托运营")) == 1
    assert value("role", operator, posting(title="委托运营", gb4754=("90",))) is None
    assert value("role", firm(), posting(title="委托运营")) is None
    assert sentence("role", operator, posting(title="委托运营")) == "项目要找运营方，企业正是"


@pytest.mark.parametrize(
    ("maturity", "days", "worth"),
    [
        (6, 10, 1000),
        (6, None, 1000),
        (None, 10, 1000),
        (3, 60, 550),
        (0, 400, -750),
        (None, 200, -300),
        (9, None, 1000),
        (None, None, None),
    ],
)
def test_maturity_and_freshness(maturity: int | None, days: int | None, worth: int | None) -> None:
    verified = None if days is None else TODAY - datetime.timedelta(days)
    assert ready_value(maturity, verified, TODAY) == worth


def test_without_a_day_nothing_is_fresh_or_stale() -> None:
    assert ready_value(None, TODAY, None) is None
    late = Scorer(taxonomy(), today=TODAY).score(firm(), posting(verified=datetime.date(2020, 1, 1)))
    told = next(each for each in late.findings if each.feature == "ready")
    assert told.points < 0
    assert told.sentence == "项目2020-01-01 核实，先核实再谈"


INTEREST = Past("interested", office="7", place="510304", code="1461")


@pytest.mark.parametrize(
    ("dealing", "place", "office", "worth"),
    [
        (INTEREST, "510304", "7", 1.0),
        (INTEREST, "510304", None, 0.9),
        (INTEREST, "510321", None, 0.7),
        (Past("interested", office="7"), "330302", "7", 0.7),
        (Past("interested", code="90"), "330302", "8", None),
        (Past("not_relevant", place="510321", reason="too_far"), "510304", None, -0.6),
        (Past("not_relevant", code="1461", reason="wrong_industry"), "510304", None, -0.8),
        (Past("not_relevant", place="510304", code="1461", reason="not_now"), "510304", None, None),
    ],
)
def test_what_was_said_before(dealing: Past, place: str, office: str | None, worth: float | None) -> None:
    assert value("past", firm(past=(dealing,)), posting(region_code=place, office=office)) == worth


def test_what_speaks_for_and_what_speaks_against_add_up_and_the_stronger_is_told() -> None:
    both = (INTEREST, Past("not_relevant", code="1461", reason="wrong_industry"))
    assert value("past", firm(past=both), posting(office="7")) == pytest.approx(0.2)
    assert "感兴趣" in sentence("past", firm(past=both), posting(office="7"))
    assert speaking((), ("7", "510304", "1461"), scorer().know) == []


def test_many_at_once_are_the_same_as_one_by_one() -> None:
    know = scorer().know
    dealings = [(), (INTEREST,), (Past("not_relevant", place="510300", reason="too_far"),)]
    keys = [("7", "510304", "146"), (None, None, None), ("8", "511024", "90"), ("7", "330302", "zz")]
    found = past_values(dealings, keys, scorer())  # type: ignore[arg-type]
    assert found.tolist() == [
        [-32768 if (worth := past_value(mine, key, know)) is None else worth for key in keys]
        for mine in dealings
    ]


@pytest.mark.parametrize(
    ("low", "high", "offered", "worth"),
    [
        (60, 100, 85, 1000),
        (60, 100, 150, 700),
        (60, 100, 30, -300),
        (None, 100, 85, 1000),
        (None, None, 85, None),
        (60, 100, None, None),
    ],
)
def test_land(low: float | None, high: float | None, offered: float | None, worth: int | None) -> None:
    assert land_value(low, high, offered) == worth


def test_a_budget_must_carry_the_intensity_on_the_least_land() -> None:
    assert intensity_value(12_000, 60, 200) == 1000
    assert intensity_value(6_000, 60, 200) == -200
    assert intensity_value(None, 60, 200) is None


def test_the_worst_of_money_land_and_intensity_counts_and_is_told() -> None:
    wants = firm(land_min_mu=60, land_max_mu=100)
    assert value("size", wants, posting(land_mu=85)) == 1
    assert value("size", wants, posting(land_mu=30)) == pytest.approx(-0.3)
    assert sentence("size", wants, posting(land_mu=30)) == "用地 30 亩，不够企业要的（60–100 亩）"
    dear = posting(land_mu=85, requirements="投资强度300万元/亩")
    assert "超出预算" in sentence("size", wants, dear)
    bare = Opportunity("o", land_mu=85)
    assert sentence("size", Firm("f", land_min_mu=60), bare) == "用地 85 亩，合企业要的（不少于 60 亩）"
