"""The lists of a full run come from the fast engine; they are those of the plain definition."""

import random

import pytest

from matching import adapters
from matching.pairs import lists_of
from matching.types import Firm, Opportunity

pytestmark = pytest.mark.django_db
INDUSTRIES = ("1432", "5930", "13", "C", "4415", "6421")
REGIONS = ("510321", "510300", "511025", "330100", "510000", "500000")
WORDS = ("冷链", "预制菜", "中央厨房", "光伏", "数据中心", "康养", "包装")
SEEDS = range(6)


def some(chance: random.Random, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(chance.sample(values, chance.randint(0, 2))))


def a_firm(chance: random.Random, pk: int, intent: int) -> Firm:
    return Firm(
        id=str(pk),
        intent_id=str(intent) if intent else None,
        name=f"企业{pk}",
        gb4754=some(chance, INDUSTRIES),
        target_region_codes=some(chance, REGIONS),
        excluded_region_codes=some(chance, REGIONS)[:1],
        budget_max_wan=chance.choice([None, 1000.0, 20000.0]),
        modes=some(chance, ("lease", "wholly_owned", "ppp")),
        profile="、".join(some(chance, WORDS)),
    )


def an_opportunity(chance: random.Random, pk: int) -> Opportunity:
    return Opportunity(
        id=str(pk),
        title="、".join(some(chance, WORDS)),
        region_code=chance.choice(REGIONS),
        gb4754=some(chance, INDUSTRIES),
        amount_wan=chance.choice([None, 900.0, 50000.0]),
        modes=some(chance, ("lease", "wholly_owned", "ppp")),
    )


def plain(lists) -> tuple[dict, dict]:
    def said(side):
        return {owner: [(p.key, p.score, p.intent_id) for p in found] for owner, found in side.items()}

    return said(lists.firms), said(lists.opportunities)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_gives_the_lists_of_the_plain_definition(seed: int) -> None:
    chance = random.Random(seed)
    records = []
    for pk in range(1, 16):
        intents = chance.choice([0, 1, 1, 2, 3])
        records += [a_firm(chance, pk, 100 * pk + number) for number in range(1, intents + 1)]
        records += [a_firm(chance, pk, 0)] if not intents else []
    posted = [an_opportunity(chance, pk) for pk in range(1, 16)]
    scoring = adapters.scoring()
    pairs = scoring.pairs(records, posted)
    for length in (1, 2, 5, 50):
        assert plain(scoring.lists(records, posted, length)) == plain(lists_of(pairs, length))


def test_nobody_and_nothing_give_empty_lists() -> None:
    scoring = adapters.scoring()
    assert plain(scoring.lists([], [], 5)) == ({}, {})
    assert plain(scoring.lists([Firm(id="1")], [], 5)) == ({}, {})
