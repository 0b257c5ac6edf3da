"""What a score promises over the real taxonomy: it rises with what fits, and is the sum of its parts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching import Finding, Firm, Opportunity, Scorer
from taxonomy.tables import load_tables

CODES = st.lists(
    st.sampled_from(
        [
            "C",
            "38",
            "3825",
            "384",
            "13",
            "1371",
            "24",
            "72",
            "7221",
            "41",
            "67",
            "80",
            "8051",
            "H",
            "01",
            "0153",
        ]
    ),
    max_size=3,
    unique=True,
).map(tuple)
SECTORS = st.lists(st.sampled_from(["energy", "manufacturing", "services", "finance", "culture"]), max_size=2)
PLACES = st.sampled_from(["510000", "510300", "510304", "511025", "513300", "330302", "500113"])
TEXTS = st.sampled_from(
    [
        "",
        "光伏边框和支架",
        "泡菜、榨菜加工，不做房地产",
        "园区运营",
        "想回自贡市做文旅",
        "标准厂房 配套供应商",
    ]
)
FIRMS = st.builds(
    Firm,
    id=st.just("f"),
    name=TEXTS,
    sectors=SECTORS.map(tuple),
    gb4754=CODES,
    hometown_region_code=st.none() | PLACES,
    target_region_codes=st.lists(PLACES, max_size=2).map(tuple),
    budget_min_wan=st.sampled_from([None, 500]),
    budget_max_wan=st.sampled_from([None, 2_000, 20_000]),
    modes=st.sampled_from([(), ("lease",), ("ppp",)]),
    profile=TEXTS,
    dislikes=st.sampled_from(["", "不做旅游", "不做泡菜、光伏"]),
)
POSTINGS = st.builds(
    Opportunity,
    id=st.just("o"),
    title=TEXTS,
    summary=TEXTS,
    sectors=SECTORS.map(tuple),
    gb4754=CODES,
    region_code=st.none() | PLACES,
    amount_wan=st.sampled_from([None, 1_000, 9_000, 90_000]),
    modes=st.sampled_from([(), ("lease",), ("bot",)]),
)


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    return Scorer(load_tables())


def parts(findings: tuple[Finding, ...]) -> dict[str, float]:
    return {finding.feature: finding.points for finding in findings}


@settings(max_examples=150, deadline=None)
@given(FIRMS, POSTINGS)
@example(  # sharing a sector must not be worth more than sharing the division as well
    Firm("f", sectors=("energy",)), Opportunity("o", sectors=("energy",), gb4754=("C", "38"))
)
@example(Firm("f", sectors=("services",)), Opportunity("o", sectors=("services",), gb4754=("72",)))
def test_a_matching_code_or_place_never_lowers_a_score(firm: Firm, posting: Opportunity) -> None:
    before = scorer().score(firm, posting)
    if before.excluded is not None:
        return
    better = [replace(firm, gb4754=(*firm.gb4754, *posting.gb4754))]
    better += [replace(firm, gb4754=(*firm.gb4754, code)) for code in posting.gb4754[:1]]
    if posting.region_code:
        better.append(replace(firm, target_region_codes=(*firm.target_region_codes, posting.region_code)))
    for each in better:
        assert scorer().score(each, posting).score >= before.score


@settings(max_examples=150, deadline=None)
@given(FIRMS, POSTINGS)
def test_the_parts_add_up_and_taking_back_what_was_said_takes_exactly_its_parts(
    firm: Firm, posting: Opportunity
) -> None:
    match = scorer().score(firm, posting)
    if match.excluded is not None:
        return
    told = parts(match.findings)
    assert sum(told.values()) == pytest.approx(match.score, abs=1e-6)
    for changes, named in (
        ({"modes": ()}, {"mode"}),
        ({"budget_min_wan": None, "budget_max_wan": None}, {"size"}),
    ):
        without = scorer().score(replace(firm, **changes), posting)  # type: ignore[arg-type]
        if without.excluded is None and "floor" not in told and "floor" not in parts(without.findings):
            lost = sum(points for name, points in told.items() if name in named)
            assert match.score - without.score == pytest.approx(lost, abs=1e-6)
            assert parts(without.findings) == {k: v for k, v in told.items() if k not in named}
