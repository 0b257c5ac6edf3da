"""The scorer measured on pairs graded by reading, and the scores that are measured are the scorer's own."""

from __future__ import annotations

import io
import json
import statistics
from pathlib import Path

import pytest

from matching.evaluation import Values, builtin, figures, measure
from matching.evaluation.judged import DATA
from matching.evaluation.yardstick import plain_sum
from matching.io.job import Order, run
from matching.scorer import Scorer
from matching.weights import BANDS, DEFAULT_POINTS, Weights
from search.fold import simplified


@pytest.fixture(scope="module")
def values() -> Values:
    return Values.of(Scorer(), builtin("test"))


def test_the_set_is_large_enough_and_split_by_firm() -> None:
    tune, test = builtin("tune"), builtin("test")
    assert len(builtin().grades) == len(tune.grades) + len(test.grades) >= 600
    mine, others = {pair[0] for pair in tune.grades}, {pair[0] for pair in test.grades}
    assert not mine & others
    assert len(mine | others) >= 30
    assert not builtin().strangers
    assert not [fault for fault in builtin().remarks if fault.skips]


def test_what_is_measured_is_what_the_scorer_gives(values: Values) -> None:
    scores = values.scores()
    for pair in list(builtin("test").grades)[::7]:
        match = values.scorer.match(values.firms[pair[0]], values.opportunities[pair[1]])
        assert (match.excluded is not None) == (pair not in scores)
        if pair in scores:
            assert scores[pair] == match.score


def test_the_match_command_ranks_as_measured(values: Values, tmp_path: Path) -> None:
    table, target = simplified(), tmp_path / "matches.jsonl"
    order = Order(DATA / "opportunities.csv", DATA / "firms.csv", str(target), top=None)
    assert run(order, out=io.StringIO(), err=io.StringIO(), fold=lambda text: text.translate(table)) == 0
    listed: dict[tuple[str, str], float] = {}
    for line in target.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        listed[row["firm_id"], row["opportunity_id"]] = row["score"]
    scores = values.scores()
    assert {pair: listed.get(pair) for pair in builtin("test").grades} == {
        pair: scores.get(pair) for pair in builtin("test").grades
    }


def test_a_higher_band_holds_better_pairs(values: Values) -> None:
    grades, weights = builtin("test").grades, values.scorer.weights
    found: dict[str, list[int]] = {}
    for pair, score in values.scores().items():
        found.setdefault(weights.band(score), []).append(grades[pair])
    introduce, send, reference = (statistics.fmean(found[code]) for code, *_names in BANDS)
    assert introduce >= 2
    assert introduce > send > reference
    assert reference < 0.3


def test_other_weights_give_other_figures_without_reading_again() -> None:
    words = Weights(points={**dict.fromkeys(DEFAULT_POINTS, 0), "text": 100_00})
    assert figures(words)["firm_ndcg10"] < figures()["firm_ndcg10"]


@pytest.mark.parametrize(
    ("direction", "depth", "least"), [("firm", 10, 0.92), ("opportunity", 3, 0.93), ("opportunity", 10, 0.93)]
)
def test_the_held_out_half_ranks_well_and_better_than_a_plain_sum(
    values: Values, direction: str, depth: int, least: float
) -> None:
    judged = builtin("test")
    ours = measure(judged.grades, values.scores(), direction, depth).mean
    assert ours >= least
    assert ours > measure(judged.grades, plain_sum(judged), direction, depth).mean
