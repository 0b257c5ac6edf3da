"""What takes a pair out, and what is only a doubt."""

from __future__ import annotations

import datetime

import pytest

from matching import Firm, Opportunity
from matching.scorer import Scorer
from tests.matching.core.tiny import firm, posting, scorer, taxonomy, value


def barred(a: Firm, b: Opportunity) -> str | None:
    match = scorer().score(a, b)
    if match.excluded is None:
        return None
    assert match.score == 0
    assert match.findings == ()
    assert match.excluded.sentence
    assert match.excluded.sentence_en
    assert match.excluded.left or match.excluded.right
    return match.excluded.constraint


def test_an_excluded_region_holds_all_places_below_it() -> None:
    assert barred(firm(excluded_region_codes=("510000",)), posting()) == "excluded_region"
    assert barred(firm(excluded_region_codes=("511000",)), posting()) is None


def test_a_budget_below_the_stated_minimum() -> None:
    assert barred(firm(), posting(requirements="固定资产投资不低于1亿元")) == "minimum"
    assert barred(firm(), posting(requirements="总投资5000万元以上")) is None
    assert barred(firm(), posting(requirements="投资强度不低于300万元/亩，注册资本1亿元以上")) is None
    assert barred(firm(budget_max_wan=None), posting(requirements="投资不低于10亿元")) is None


@pytest.mark.parametrize(
    "words",
    ["不考虑化工", "不做化工、电镀类项目", "拒绝高污染", "不投化工和冶炼", "化工除外"],
)
def test_a_dislike_of_the_industry_excludes(words: str) -> None:
    chemist = posting(title="氯碱装置", gb4754=("261",))
    assert barred(firm(dislikes=words), chemist) == "dislike"
    assert barred(firm(dislikes=words), posting()) is None


def test_a_dislike_only_mentioned_in_the_text_is_a_doubt() -> None:
    mentions = posting(summary="毗邻主题公园")
    assert barred(firm(dislikes="不做主题公园"), mentions) is None
    assert value("reservation", firm(dislikes="不做主题公园"), mentions) == -1.0


def test_dislikes_name_places_modes_and_amounts_too() -> None:
    assert barred(firm(dislikes="不去高原地区"), posting(region_code="513300")) == "dislike"
    assert barred(firm(dislikes="不去内江"), posting(region_code="511024")) == "dislike"
    assert barred(firm(dislikes="不接受PPP模式"), posting(modes=("ppp",))) == "dislike"
    assert barred(firm(dislikes="不接受PPP模式"), posting(modes=("ppp", "lease"))) is None
    assert (
        barred(firm(dislikes="不投1亿元以上的项目", budget_max_wan=None), posting(amount_wan=20_000))
        == "dislike"
    )


def test_a_firm_is_not_barred_from_its_own_trade_by_a_word_about_a_part_of_it() -> None:
    chemist = firm(gb4754=("26",), dislikes="不做高污染化工")
    assert barred(chemist, posting(title="电子级树脂", gb4754=("261",))) is None


def test_closed_dismissed_and_opted_out() -> None:
    assert barred(firm(), posting(status="closed")) == "closed"
    assert barred(firm(opted_out=True), posting()) == "opted_out"
    assert barred(firm(dismissed=(("o", "已看过"),)), posting()) == "dismissed"


def test_a_deadline_counts_only_against_a_given_day() -> None:
    late = posting(deadline=datetime.date(2025, 1, 1))
    assert barred(firm(), late) is None
    dated = Scorer(taxonomy(), today=datetime.date(2025, 6, 1))
    found = dated.score(firm(), late).excluded
    assert found is not None
    assert "2025-01-01" in found.sentence


@pytest.mark.parametrize(
    ("a", "b", "sides"),
    [
        (firm(), posting(status="closed"), ("", "已关闭", "", "closed")),
        (firm(opted_out=True), posting(), ("不接收推荐", "", "opted out", "")),
        (
            firm(dismissed=(("o", "太远"),)),
            posting(),
            ("不相关，理由：太远", "某项目", "not relevant: 太远", ""),
        ),
        (
            firm(excluded_region_codes=("510300",)),
            posting(),
            ("自贡市", "四川省 › 自贡市 › 大安区", "自贡市", "四川省 › 自贡市 › 大安区"),
        ),
        (firm(excluded_gb4754=("14",)), posting(), ("食品制造业", "味精制造", "14", "1461")),
        (
            firm(excluded_sectors=("manufacturing",)),
            posting(),
            ("制造商贸", "制造商贸", "Manufacturing & trade", "Manufacturing & trade"),
        ),
        (firm(dislikes="不做味精"), posting(title="味精厂"), ("不做味精", "味精厂", "", "")),
        (
            firm(),
            posting(requirements="固定资产投资不低于1亿元"),
            ("1,000 万元–5,000 万元", "1 亿元起", "CNY 10 million–CNY 50 million", "from CNY 100 million"),
        ),
    ],
)
def test_both_sides_are_told_in_both_languages(a: Firm, b: Opportunity, sides: tuple[str, ...]) -> None:
    out = scorer().score(a, b).excluded
    assert out is not None
    assert (out.left, out.right, out.left_en, out.right_en) == sides
