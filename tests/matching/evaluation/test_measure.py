"""nDCG as it is defined, on rankings small enough to work out by hand."""

from __future__ import annotations

import math

import pytest

from matching.evaluation.measure import measure, ndcg, ranked

GRADES = {("f", "a"): 3, ("f", "b"): 1, ("f", "c"): 0, ("g", "a"): 0, ("g", "b"): 0}


def test_the_best_order_has_one_and_a_query_without_relevance_has_none() -> None:
    assert ndcg([3, 1, 0], 10) == pytest.approx(1)
    assert ndcg([0, 0], 10) is None


def test_gain_is_two_to_the_grade_less_one_discounted_by_the_rank() -> None:
    got = 1 / math.log2(2) + 7 / math.log2(4)
    best = 7 / math.log2(2) + 1 / math.log2(3)
    assert ndcg([1, 0, 3], 10) == pytest.approx(got / best)
    assert ndcg([0, 0, 3], 2) == 0


def test_pairs_without_a_judgement_are_left_out_and_unlisted_ones_stand_last() -> None:
    scores = {("f", "c"): 1.0, ("f", "b"): 5.0, ("f", "unjudged"): 9.0}
    assert [pair[1] for pair, _grade in ranked(GRADES, scores, "firm")["f"]] == ["b", "c", "a"]


def test_equal_scores_stand_in_the_order_of_ids() -> None:
    found = ranked(GRADES, dict.fromkeys(GRADES, 2.0), "firm")["f"]
    assert [pair[1] for pair, _grade in found] == ["a", "b", "c"]


def test_queries_without_relevance_do_not_count_and_the_interval_holds_the_mean() -> None:
    found = measure(GRADES, dict.fromkeys(GRADES, 2.0), "firm", 10)
    assert list(found.by_query) == ["f"]
    assert found.queries == 1
    assert found.low == found.mean == found.high == pytest.approx(1)
    both = measure({**GRADES, ("g", "b"): 2}, dict.fromkeys(GRADES, 2.0), "firm", 10)
    assert both.low < both.mean < both.high


def test_both_directions_read_the_same_scores() -> None:
    scores = {("f", "a"): 1.0, ("g", "a"): 2.0}
    assert measure(GRADES, scores, "opportunity", 3).by_query["a"] == pytest.approx(1 / math.log2(3))


def test_nothing_judged_relevant_is_no_figure() -> None:
    assert math.isnan(measure({("f", "a"): 0}, {}, "firm", 10).mean)
