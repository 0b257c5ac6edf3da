"""What is remembered from pair to pair changes no sentence and no score."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Firm, Match, Opportunity, Scorer
from matching.features import industry, mode, role
from matching.knowledge import Knowledge, remembered
from matching.phrasing import budget, money, money_en
from matching.scorer import corpus_of
from matching.sides import Evidence, FirmSide, OpportunitySide
from taxonomy.modes import MODES
from taxonomy.tables import load_tables

WORDS = ["锂电池", "动力电池", "冷链物流", "预制菜", "标准厂房", "茶叶加工", "文旅康养", "酱油酿造"]


@pytest.fixture(scope="module")
def know() -> Knowledge:
    return Knowledge.of(load_tables())


def _world(know: Knowledge, rng: random.Random) -> tuple[list[Firm], list[Opportunity]]:
    codes, sectors = sorted(know.affinity.index), sorted(know.sector_bits)
    places = [code for code in know.taxonomy.regions if code[:2] in ("51", "33")][:40]

    def some(choices: list[str], most: int) -> tuple[str, ...]:
        return tuple(rng.sample(choices, rng.randint(0, most)))

    def text() -> str:
        return "，".join(some(WORDS, 4))

    firms = [
        Firm(
            f"f{number}",
            name="蜀川锂电池有限公司",
            sectors=some(sectors, 2),
            gb4754=some(codes, 2),
            business_region_code=rng.choice([None, *places]),
            hometown_region_code=rng.choice([None, *places]),
            target_region_codes=some(places, 3),
            budget_min_wan=rng.choice((None, 500, 3000.0)),
            budget_max_wan=rng.choice((None, 3000, 12_000.0)),
            modes=some(list(MODES), 2),
            profile="主营" + text() + rng.choice(("", "，拟在宜宾布局")),
            dislikes=rng.choice(("", "不考虑化工")),
        )
        for number in range(12)
    ]
    postings = [
        Opportunity(
            f"o{number}",
            title=text(),
            summary="建设" + text(),
            region_code=rng.choice([None, *places]),
            sectors=some(sectors, 1),
            gb4754=some(codes, 1),
            amount_wan=rng.choice((None, 800, 3000, 12_000.0, 90_000.0)),
            modes=some(list(MODES), 3),
            land_mu=rng.choice((None, 30.0)),
            maturity=rng.choice((None, 2, 5)),
        )
        for number in range(12)
    ]
    return firms, postings


def _forget(know: Knowledge) -> None:
    know.kept.clear()
    for kept in (budget, money, money_en, mode.names, mode.mode_value, role.names):
        kept.cache_clear()  # type: ignore[attr-defined]


def _read(know: Knowledge, seed: int) -> tuple[Scorer, list[FirmSide], list[OpportunitySide]]:
    scorer = Scorer(knowledge=know)
    firms, postings = _world(know, random.Random(seed))
    mine, theirs = [scorer.firm(firm) for firm in firms], [scorer.opportunity(one) for one in postings]
    scorer.corpus = corpus_of(mine, theirs)
    return scorer, mine, theirs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_pair_reads_as_if_it_were_the_first(know: Knowledge, seed: int) -> None:
    scorer, firms, postings = _read(know, seed)
    after_others = [scorer.explain(firm, posting) for firm in firms for posting in postings]
    alone: list[Match] = []
    for firm in firms:
        for posting in postings:
            _forget(know)
            alone.append(scorer.explain(firm, posting))
    assert after_others == alone
    assert len({finding.sentence for match in alone for finding in match.findings}) > 200


def test_the_pair_of_codes_is_the_first_of_the_best_of_all_pairs(know: Knowledge) -> None:
    codes = sorted(know.affinity.index)
    _scorer, firms, postings = _read(know, 4)

    trusted = st.lists(st.tuples(st.sampled_from(codes[:60]), st.sampled_from((30, 75, 100))), max_size=5)

    @given(trusted, trusted)
    def check(mine: list[tuple[str, int]], theirs: list[tuple[str, int]]) -> None:
        firm = replace(firms[0], evidence=_sorted(mine))
        posting = replace(postings[0], evidence=_sorted(theirs))
        every = [
            (near * a.trust * b.trust, a, b, near)
            for a in firm.evidence
            for b in posting.evidence
            for near in [know.affinity.between(a.code, b.code)]
        ]
        best = max(every, key=lambda one: one[0], default=None)  # the first of equals
        assert industry.best_pair(firm, posting, know) == (best[1:] if best is not None else None)

    check()


def _sorted(codes: list[tuple[str, int]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(*one) for one in sorted(codes, key=lambda one: -one[1]))


def test_no_two_codes_are_nearer_than_the_nearest(know: Knowledge) -> None:
    rows = [know.affinity.row(code) for code in sorted(know.affinity.index)]
    assert max(int(row.max()) for row in rows) == industry.NEAREST


def test_what_is_remembered_goes_with_its_knowledge_and_is_bounded(know: Knowledge) -> None:
    asked: list[int] = []

    @remembered(2)
    def twice(know: Knowledge, number: int) -> int:
        asked.append(number)
        return 2 * number

    other = replace(know, kept={})
    assert [twice(know, 1), twice(know, 1), twice(other, 1)] == [2, 2, 2]
    assert asked == [1, 1]
    twice(know, 2), twice(know, 3), twice(know, 1)
    assert asked == [1, 1, 2, 3, 1]
