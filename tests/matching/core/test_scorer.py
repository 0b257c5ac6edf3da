"""The score is the sum that is shown, rises with what fits, and comes without Django."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from matching import BANDS, DEFAULT, Firm, Opportunity, Scorer, Weights, band_name
from matching.features import DOCUMENTED, NAMES
from tests.matching.core.test_engine import FIRMS, POSTINGS
from tests.matching.core.tiny import firm, posting, scorer, taxonomy

ROOT = Path(__file__).parents[3]


@settings(max_examples=100, deadline=None)
@given(FIRMS, POSTINGS)
def test_the_parts_add_up_and_every_reason_has_both_sentences(
    firms: list[Firm], postings: list[object]
) -> None:
    for a in firms:
        for b in postings:
            match = scorer().score(a, b)  # type: ignore[arg-type]
            if match.excluded is None:
                assert sum(f.points for f in match.findings) == pytest.approx(match.score, abs=1e-6)
                assert 0 <= match.score <= 100
                for finding in match.findings:
                    assert finding.points == pytest.approx(finding.weight * (finding.value or 0), abs=1e-6)
                    assert finding.sentence
                    assert finding.sentence_en
                    assert "None" not in finding.sentence


@settings(max_examples=100, deadline=None)
@given(FIRMS, POSTINGS)
@example(  # its profile says tourism; a code for vegetables made the scorer forget that
    [Firm("a", profile="恐龙文旅", dislikes="不考虑旅游、芯片")],
    [Opportunity("s", title="恐龙文旅", gb4754=("1371",))],
)
@example(  # a division coarser than its sector is worth: naming it must not cost
    [Firm("a", sectors=("culture",))],
    [Opportunity("s", sectors=("culture",), gb4754=("C", "14"))],
)
def test_adding_a_matching_industry_or_region_never_lowers_a_score(
    firms: list[Firm], postings: list[object]
) -> None:
    for a in firms:
        for b in postings:
            before = scorer().score(a, b)  # type: ignore[arg-type]
            if before.excluded is not None:
                continue
            more = [replace(a, gb4754=(*a.gb4754, *b.gb4754))] if b.gb4754 else []  # type: ignore[attr-defined]
            place = b.region_code  # type: ignore[attr-defined]
            if place and place in taxonomy().regions:
                more.append(replace(a, target_region_codes=(*a.target_region_codes, place)))
            for better in more:
                after = scorer().score(better, b)  # type: ignore[arg-type]
                assert after.excluded is not None or after.score >= before.score


def test_the_version_changes_with_the_weights_and_only_then() -> None:
    assert Scorer(taxonomy()).version == Scorer(taxonomy()).version
    assert Scorer(taxonomy(), weights=Weights(send=40)).version != Scorer(taxonomy()).version


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        Weights(points=dict.fromkeys(DEFAULT.points, 1))


def test_bands_carry_their_names() -> None:
    assert [name for _code, name, _en, _why in BANDS] == ["今天可引荐", "值得发送", "供参考"]
    assert scorer().score(firm(), posting()).band == "introduce"
    assert band_name("send") == "值得发送"
    assert band_name("send", "en") == "Worth sending"


def test_every_feature_explains_itself_to_the_secretary_in_both_languages() -> None:
    for name, module in DOCUMENTED.items():
        assert name in NAMES
        chinese, _, english = (module.__doc__ or "").partition("\n\nInd" if name == "industry" else "\n\n")
        assert "：" in chinese
        assert english


def test_the_core_runs_in_a_bare_interpreter_without_django() -> None:
    code = (
        "import sys; from matching import Scorer, Firm, Opportunity, rank;"
        "m = Scorer().score(Firm('f', gb4754=('1371',)), Opportunity('o', title='泡菜加工'));"
        "assert m.score > 0; rank([Firm('f')], [Opportunity('o')]);"
        "bad = [n for n in sys.modules if n.split('.')[0] in ('django', 'search', 'wagtail', 'pandas')];"
        "assert not bad, bad"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    subprocess.run([sys.executable, "-c", code], check=True, cwd="/", env={"PYTHONPATH": path, "PATH": ""})
