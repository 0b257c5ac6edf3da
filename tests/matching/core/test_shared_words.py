"""The text finding shows whole words only, and never a sentence its points contradict."""

from __future__ import annotations

import pytest

from matching import Firm, Opportunity, Scorer
from matching.knowledge import Knowledge
from matching.text.words import TermWords, shared_words
from matching.types import Finding
from search.analysis import analyzer
from taxonomy.tables import load_tables


def _segmented(text: str) -> list[str]:
    return analyzer().tokens(text).words.split()


@pytest.fixture(scope="module", params=["alone", "with the segmenter"])
def scorer(request: pytest.FixtureRequest) -> Scorer:
    segmenter = None if request.param == "alone" else _segmented
    return Scorer(knowledge=Knowledge.of(load_tables(), segmenter=segmenter))


def _text(scorer: Scorer, profile: str, summary: str) -> Finding:
    match = scorer.score(Firm("f", profile=profile), Opportunity("o", summary=summary))
    return next(finding for finding in match.findings if finding.feature == "text")


@pytest.mark.parametrize(
    ("profile", "summary", "shown"),
    [
        ("需要加工基地", "预制菜加工基地一处", "加工基地"),
        ("找标准厂房和工业用地", "标准厂房、工业用地", "标准厂房、工业用地"),
        ("投资智算中心", "新建智算中心", "智算中心"),
        ("生产中药饮片", "中药饮片加工", "中药饮片"),
        ("自建冷链物流", "配套冷链物流", "冷链物流"),
    ],
)
def test_whole_words_are_shown(scorer: Scorer, profile: str, summary: str, shown: str) -> None:
    found = _text(scorer, profile, summary)
    assert set(found.left.split("、")) == set(shown.split("、"))
    assert found.left == found.right
    assert found.left in found.sentence


@pytest.mark.parametrize(
    ("profile", "summary", "cut"),
    [
        ("要建成洁净厂房", "建成洁净厂房后", "成洁净厂"),
        ("做水处理", "污水处理厂", "水处"),
        ("冷链仓储", "冷链仓库", "冷链仓"),
        ("口罩和手术包", "绷带和手术包", "和手术包"),
    ],
)
def test_nothing_is_cut_in_the_middle_of_a_word(scorer: Scorer, profile: str, summary: str, cut: str) -> None:
    assert cut not in _text(scorer, profile, summary).left.split("、")


def test_points_are_never_said_to_come_from_nothing(scorer: Scorer) -> None:
    alike = _text(scorer, "甲乙丙丁", "戊乙丙己")
    assert alike.points > 0
    assert "没有共同" not in alike.sentence
    assert "nothing" not in alike.sentence_en
    assert _text(scorer, "竹编", "风电").sentence == "双方的文字没有共同的内容"


def test_synonyms_are_named_when_no_word_is_shared(scorer: Scorer) -> None:
    found = _text(scorer, "养生", "医药")
    assert found.points > 0
    assert "没有共同" not in found.sentence
    assert found.sentence == "双方用词不同，说的都与大健康有关"


def test_the_segmenter_changes_no_score() -> None:
    tables = load_tables()
    firm, posting = Firm("f", profile="冷链物流和预制菜"), Opportunity("o", title="预制菜冷链物流中心")
    alone, helped = Scorer(tables), Scorer(knowledge=Knowledge.of(tables, segmenter=_segmented))
    assert alone.score(firm, posting).score == helped.score(firm, posting).score


def test_what_stands_between_known_terms_is_divided_where_it_joins() -> None:
    assert TermWords(["厂房"])("建成洁净厂房和水电") == ["洁净", "厂房", "水电"]


def test_a_word_inside_another_that_is_shown_is_left_out() -> None:
    words = ["冷链", "物流", "项目"]
    texts = ("冷链物流项目", "冷链物流项目")
    assert shared_words(words, words, texts, {"冷链": 1, "链物": 1, "物流": 1}, 4) == ["冷链物流项目"]
    assert shared_words(["项目"], ["项目"], texts, {"冷链": 1}, 4) == []
