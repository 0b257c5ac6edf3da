"""The fast engine gives exactly the plain scorer's lists."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Corpus, Firm, Opportunity, Ranking, Scorer, rank
from matching.engine import ranking
from matching.engine.ranking import rank_compiled
from matching.scorer import corpus_of
from matching.types import Past
from matching.weights import DEFAULT, Weights
from tests.matching.core.tiny import taxonomy

TRADES = st.lists(
    st.sampled_from(["13", "1371", "146", "1461", "14", "261", "90", "016", "786", "C", "A", "zz"]),
    max_size=3,
)
PLACES = st.sampled_from(
    ["510000", "510300", "510304", "510321", "511024", "513300", "330302", "330000", "999999"]
)
WORDS = st.lists(
    st.sampled_from(
        [
            "酱油",
            "火锅底料",
            "复合调味料",
            "恐龙文旅",
            "氯碱化工",
            "泡菜",
            "旅游",
            "芯片",
            "项目",
            "拟回自贡市",
            "主题公园",
            "委托运营商",
            "配套供应商，标准厂房",
            "引进企业入驻",
        ]
    ),
    max_size=5,
).map("，".join)
MONEY = st.none() | st.sampled_from([0, 100, 500, 1_000, 2_500.5, 5_000, 8_000, 30_000])
MODES = st.lists(st.sampled_from(["lease", "ppp", "bot", "cooperation", "joint_venture"]), max_size=2).map(
    tuple
)
DISLIKES = st.sampled_from(
    ["", "不做化工", "不去高原", "不接受PPP", "不投5000万元以上", "不考虑旅游、芯片", "不去自贡市的主题公园"]
)
SECTORS = st.lists(st.sampled_from(["manufacturing", "culture", "none"]), max_size=2).map(tuple)
DEALINGS = st.builds(
    Past,
    verdict=st.sampled_from(["interested", "not_relevant"]),
    office=st.sampled_from([None, "1", "2"]),
    place=st.none() | PLACES,
    code=st.sampled_from([None, "1461", "137", "90", "zz"]),
    reason=st.sampled_from(["", "too_far", "wrong_industry"]),
)
FIRMS = st.lists(
    st.builds(
        Firm,
        id=st.sampled_from("abcdefgh"),
        name=WORDS,
        sectors=SECTORS,
        gb4754=TRADES.map(tuple),
        business_region_code=st.none() | PLACES,
        hometown_region_code=st.none() | PLACES,
        target_region_codes=st.lists(PLACES, max_size=2).map(tuple),
        excluded_region_codes=st.lists(PLACES, max_size=1).map(tuple),
        budget_min_wan=MONEY,
        budget_max_wan=MONEY,
        modes=MODES,
        profile=WORDS,
        dislikes=DISLIKES,
        opted_out=st.booleans(),
        dismissed=st.lists(st.tuples(st.sampled_from("uvw"), st.just("远")), max_size=1).map(tuple),
        excluded_gb4754=TRADES.map(lambda codes: tuple(codes[:1])),
        excluded_sectors=st.lists(st.just("culture"), max_size=1).map(tuple),
        land_min_mu=st.sampled_from([None, None, 0, 20, 60]),
        land_max_mu=st.sampled_from([None, None, 30, 100]),
        past=st.lists(DEALINGS, max_size=2).map(tuple),
    ),
    max_size=5,
    unique_by=lambda firm: firm.id,
)
POSTINGS = st.lists(
    st.builds(
        Opportunity,
        id=st.sampled_from("stuvwxyz"),
        title=WORDS,
        summary=WORDS,
        region_code=st.none() | PLACES,
        sectors=SECTORS,
        gb4754=TRADES.map(tuple),
        amount_wan=MONEY,
        modes=MODES,
        land_mu=st.none() | st.sampled_from([10, 50]),
        status=st.sampled_from([None, None, "closed"]),
        requirements=st.sampled_from(
            ["", "总投资不低于3000万元", "投资强度200万元/亩", "入园企业投资不少于1000万元"]
        ),
        deadline=st.none() | st.just(datetime.date(2024, 1, 1)),
        office=st.sampled_from([None, "1", "2"]),
        maturity=st.sampled_from([None, 0, 3, 6, 9]),
        verified=st.none() | st.dates(datetime.date(2023, 1, 1), datetime.date(2024, 7, 1)),
    ),
    max_size=6,
    unique_by=lambda posting: posting.id,
)


def plain(
    scorer: Scorer, firms: list[Firm], postings: list[Opportunity], direction: str, top: int | None
) -> list[object]:
    """The lists as the plain scorer makes them, pair by pair."""
    found: list[object] = []
    for owner in firms if direction == "firm" else postings:
        row = []
        for other in postings if direction == "firm" else firms:
            match = scorer.score(owner, other) if direction == "firm" else scorer.score(other, owner)
            if match.excluded is None:
                row.append((-match.score, other.id, match))
        row.sort(key=lambda item: item[:2])
        found += [(place, item[2]) for place, item in enumerate(row[:top], start=1)]
    return found


def agree(one: Ranking, other: Ranking) -> None:
    """The same lists with the same reasons."""
    for mine, theirs in ((one.by_firm, other.by_firm), (one.by_opportunity, other.by_opportunity)):
        for name in ("owner", "other", "rank", "score"):
            assert getattr(mine, name).tolist() == getattr(theirs, name).tolist()
        values, again = one.values(mine), other.values(theirs)
        assert {name: found.tolist() for name, found in values.items()} == {
            name: found.tolist() for name, found in again.items()
        }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FIRMS, POSTINGS, st.sampled_from([1, 2, None]), st.booleans())
def test_the_engine_equals_the_plain_scorer(
    firms: list[Firm], postings: list[Opportunity], top: int | None, chunked: bool
) -> None:
    today = datetime.date(2024, 6, 1)
    base = Scorer(taxonomy(), today=today)
    corpus = corpus_of(map(base.firm, firms), map(base.opportunity, postings))
    scorer = Scorer(taxonomy(), corpus, today=today)
    with pytest.MonkeyPatch.context() as patch:
        if chunked:
            patch.setattr(ranking, "CHUNK_PAIRS", 4)
            patch.setattr(ranking, "BLOCK_PAIRS", 2)
        fast = rank(firms, postings, taxonomy=taxonomy(), top=top, today=today)
    if top is not None:
        agree(fast, rank_compiled(fast.compiled, top, "bounded"))
        agree(fast, rank_compiled(fast.compiled, top, "fused"))
    for direction in ("firm", "opportunity"):
        lists = fast.by_firm if direction == "firm" else fast.by_opportunity
        expected = plain(scorer, firms, postings, direction, top)
        assert list(fast.matches(direction)) == expected
        assert [round(match.score * 100_000) for _place, match in expected] == lists.score.tolist()  # type: ignore[attr-defined]
        points = fast.points(lists)
        for entry, (_place, match) in enumerate(expected):  # type: ignore[misc]
            for finding in match.findings:
                if finding.feature != "floor":
                    assert points[finding.feature][entry] == pytest.approx(finding.points, abs=1e-9)
    out = {(m.firm_id, m.opportunity_id): m.excluded for m in fast.excluded()}
    for firm in firms:
        for posting in postings:
            assert scorer.score(firm, posting).excluded == out.get((firm.id, posting.id))


def test_the_lists_do_not_depend_on_how_many_work_at_a_time() -> None:
    firms = [Firm(f"f{n}", gb4754=("1461",), target_region_codes=("510304",)) for n in range(9)]
    postings = [
        Opportunity(f"o{n}", "酱油", gb4754=("1461", "1371")[n % 2 :], region_code="510304") for n in range(9)
    ]
    found = []
    for workers in (1, 5):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "WORKERS", workers)
            patch.setattr(ranking, "BLOCK_PAIRS", 9)
            fast = rank(firms, postings, taxonomy=taxonomy(), top=4)
        found.append([list(fast.matches(direction)) for direction in ("firm", "opportunity")])
    assert found[0] == found[1]


def test_the_one_pass_does_not_depend_on_how_many_work_at_a_time() -> None:
    firms = [Firm(f"f{n}", gb4754=("1461",), profile="酱油" * (n % 2)) for n in range(9)]
    postings = [Opportunity(f"o{n}", "酱油", gb4754=("1461", "1371")[n % 2 :]) for n in range(9)]
    expected = rank(firms, postings, taxonomy=taxonomy(), top=4)
    fused = pytest.importorskip("matching.engine.fused")
    for workers in (1, 5):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fused, "WORKERS", workers)
            patch.setattr(fused, "STEP", 1)
            agree(expected, rank_compiled(expected.compiled, 4, "fused"))


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    postings = [Opportunity(id, gb4754=("1461",)) for id in ("c", "a", "b")]
    fast = rank([Firm("f", gb4754=("1461",))], postings, taxonomy=taxonomy(), top=2)
    assert [match.opportunity_id for _place, match in fast.matches("firm")] == ["a", "b"]


def test_nothing_to_rank_is_no_error() -> None:
    assert list(rank([], [], taxonomy=taxonomy()).matches("firm")) == []
    assert list(rank([Firm("f")], [], taxonomy=taxonomy(), top=None).matches("opportunity")) == []


def test_a_corpus_that_is_given_is_kept() -> None:
    corpus = Corpus({"酱油": 1}, 10)
    fast = rank([Firm("f")], [Opportunity("o")], taxonomy=taxonomy(), corpus=corpus)
    assert fast.compiled.scorer.corpus is corpus


def test_other_weights_need_no_second_reading() -> None:
    firms = [Firm("f", name="酱油厂", gb4754=("1461",), target_region_codes=("510304",))]
    postings = [Opportunity("a", gb4754=("1461",)), Opportunity("b", region_code="510304")]
    fast = rank(firms, postings, taxonomy=taxonomy(), top=2)
    changed = {
        **DEFAULT.points,
        "industry": 1_00,
        "region": DEFAULT.points["region"] + DEFAULT.points["industry"] - 1_00,
    }
    again = rank_compiled(fast.compiled.reweighted(Weights(changed)), 2)
    anew = rank(firms, postings, taxonomy=taxonomy(), top=2, weights=Weights(changed))
    assert list(again.matches("firm")) == list(anew.matches("firm"))
    assert list(again.matches("firm")) != list(fast.matches("firm"))
