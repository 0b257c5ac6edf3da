"""Scoring as tables: what a secretary would put before what."""

from __future__ import annotations

import pytest

from tests.matching.core.tiny import firm, posting, score, sentence, value


def descending(values: list[float]) -> None:
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_same_class_beats_same_group_beats_division_beats_chain_beats_section() -> None:
    firms = [firm(gb4754=(code,)) for code in ("1461", "1462", "14", "13", "397")]
    descending([score(a, posting()) for a in firms])


def test_a_parent_code_holds_all_below_it() -> None:
    assert value("industry", firm(gb4754=("146",)), posting()) == 0.95
    assert value("industry", firm(gb4754=("14",)), posting()) == 0.76


def test_unrelated_trades_count_against() -> None:
    assert value("industry", firm(gb4754=("90",)), posting(sectors=("manufacturing",))) == -0.35


def test_a_target_beats_the_city_beats_the_group_beats_the_province_beats_elsewhere() -> None:
    places = ["510304", "510321", "511500", "513300", "330302"]
    descending([score(firm(), posting(region_code=code)) for code in places])


def test_near_by_distance_beats_the_same_province() -> None:
    near = value("region", firm(target_region_codes=("510182",)), posting(region_code="510100"))
    far = value("region", firm(target_region_codes=("510182",)), posting(region_code="513300"))
    assert near is not None
    assert far is not None
    assert near > far


def test_a_wish_for_a_province_counts_in_full_inside_it() -> None:
    assert value("region", firm(target_region_codes=("510000",)), posting()) == 1.0


def test_target_beats_hometown_beats_place_of_business() -> None:
    descending(
        [
            score(firm(target_region_codes=("510304",)), posting()),
            score(firm(target_region_codes=(), hometown_region_code="510304"), posting()),
            score(firm(target_region_codes=(), business_region_code="510304"), posting()),
        ]
    )


def test_a_home_town_elsewhere_says_nothing() -> None:
    assert value("region", firm(target_region_codes=(), hometown_region_code="330302"), posting()) is None


def test_right_trade_in_the_right_place_beats_either_alone() -> None:
    both = score(firm(), posting())
    trade = score(firm(), posting(region_code="330302"))
    place = score(firm(), posting(gb4754=("90",)))
    assert both > trade > place
    assert both - trade > 20


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (3_000, 1.0),
        (5_000, 1.0),
        (6_000, 0.6),
        (10_000, -0.2),
        (40_000, -1.0),
        (1_000, 1.0),
        (500, 0.54),
        (None, None),
    ],
)
def test_the_amount_against_the_budget(amount: float | None, expected: float | None) -> None:
    assert value("size", firm(), posting(amount_wan=amount)) == (
        pytest.approx(expected, abs=0.01) if expected else None
    )


def test_a_park_is_judged_by_its_entry_unit() -> None:
    park = posting(title="食品产业园", summary="引进食品企业入驻", amount_wan=300_000)
    assert value("size", firm(), park) is None
    entry = posting(
        title="食品产业园",
        summary="引进食品企业入驻",
        amount_wan=300_000,
        requirements="单个项目投资不低于2000万元",
    )
    assert value("size", firm(), entry) == 1.0


def test_modes_shared_near_and_apart() -> None:
    assert value("mode", firm(modes=("lease",)), posting(modes=("lease", "bot"))) == 1.0
    assert value("mode", firm(modes=("joint_venture",)), posting(modes=("cooperation",))) == 0.5
    assert value("mode", firm(modes=("lease",)), posting(modes=("bot",))) == -0.5
    assert value("mode", firm(), posting(modes=("bot",))) is None


def test_an_industry_is_read_from_words_when_no_code_was_given_and_the_sentence_says_so() -> None:
    read = posting(title="复合调味料生产线", gb4754=())
    assert value("industry", firm(), read) == pytest.approx(0.95 * 0.92, abs=0.01)
    assert "标题中的「复合调味料」" in sentence("industry", firm(), read)


def test_a_wish_is_read_from_the_profile_when_none_was_filled_in() -> None:
    reader = firm(target_region_codes=(), profile="主营酱油，拟回自贡市投资建厂")
    assert value("region", reader, posting()) == 0.85
    assert "从简介看出" in sentence("region", reader, posting())


def test_a_shared_sector_names_the_row_of_the_crosswalk() -> None:
    assert "对照表第 2 行" in sentence(
        "industry", firm(gb4754=(), sectors=("culture",)), posting(gb4754=("90",), sectors=())
    )


def test_shared_rare_words_count_and_places_and_boilerplate_do_not() -> None:
    assert (value("text", firm(profile="井盐泡菜酱料"), posting(summary="泡菜酱料车间")) or 0) > 0.05
    assert value("text", firm(profile="投资建设项目自贡"), posting(title="自贡投资建设项目")) in (0, None)


def test_silence_is_neither_for_nor_against() -> None:
    assert score(firm(budget_min_wan=None, budget_max_wan=None), posting()) == score(
        firm(), posting(amount_wan=None)
    )
    bare = score(
        firm(gb4754=(), name="", target_region_codes=(), budget_max_wan=None, budget_min_wan=None), posting()
    )
    assert bare == 0
