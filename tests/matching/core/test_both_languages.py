"""What each side said is there in both languages, for every feature."""

from __future__ import annotations

import re

import pytest

from matching import Firm, Match, Opportunity, Scorer
from matching.phrasing import said
from matching.silence import silences
from taxonomy.tables import load_tables

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_tables())


def _match(scorer: Scorer) -> Match:
    regions = scorer.know.taxonomy.regions
    return scorer.score(
        Firm(
            "f",
            gb4754=("1432",),
            target_region_codes=regions.groups["川南"],
            budget_min_wan=8_000,
            budget_max_wan=15_000,
            modes=("wholly_owned", "lease"),
        ),
        Opportunity(
            "o", region_code="510321", gb4754=("1432",), amount_wan=9_000, modes=("lease",), title="速冻食品"
        ),
    )


def test_the_sides_of_every_reason_are_english_on_english_pages(scorer: Scorer) -> None:
    sides = {f.feature: (f.left_en, f.right_en) for f in _match(scorer).findings}
    assert sides == {
        "industry": ("Quick-frozen foods (1432)", "Quick-frozen foods (1432)"),
        "region": ("Zigong, Luzhou, Neijiang, Yibin", "Sichuan › Zigong › Rongxian"),
        "fit": ("Quick-frozen foods · Zigong", "Quick-frozen foods · Rongxian, Zigong"),
        "size": ("CNY 80 million–CNY 150 million", "CNY 90 million"),
        "mode": ("wholly owned, lease", "lease"),
    }


def test_trade_and_place_together_name_both(scorer: Scorer) -> None:
    fit = next(f for f in _match(scorer).findings if f.feature == "fit")
    assert (fit.left, fit.right) == ("速冻食品制造 · 川南", "速冻食品制造 · 自贡市荣县")


def test_what_only_one_side_said_is_english_too(scorer: Scorer) -> None:
    firm = scorer.firm(Firm("f", gb4754=("1432",), budget_max_wan=5_000, business_region_code="510300"))
    silent = silences(scorer, firm, scorer.opportunity(Opportunity("o", modes=("ppp",))), ())
    sides = {f.feature: (f.left_en, f.right_en) for f in silent}
    assert sides["industry"] == ("Quick-frozen foods", "")
    assert sides["region"] == ("Sichuan › Zigong", "")
    assert sides["size"] == ("up to CNY 50 million", "")
    assert sides["mode"] == ("", "PPP")
    assert not any(CHINESE.search(text) for pair in sides.values() for text in pair)


def test_a_page_reads_the_side_in_its_own_language() -> None:
    finding = {"left": "荣县", "left_en": "Rongxian", "right": "冷链", "right_en": ""}
    assert said(finding, "left") == "荣县"
    assert said(finding, "left", english=True) == "Rongxian"
    assert said(finding, "right", english=True) == "冷链"  # a quotation is not translated
    assert said({"left": "荣县"}, "left", english=True) == "荣县"  # stored before there was English
    assert said({}, "right", english=True) == ""
