"""The measures, against figures worked out by hand."""

import math

import pytest

from search.evaluation.measures import Judged, figure, figures, first_right, ndcg

GRADES = {"a": 3, "b": 1, "c": 2}


def test_gain_and_discount_are_those_of_the_definition():
    best = 7 + 3 / math.log2(3) + 1 / math.log2(4)
    got = 1 + 7 / math.log2(3) + 0 + 3 / math.log2(5)
    assert ndcg(["b", "a", "x", "c"], GRADES) == pytest.approx(got / best)


def test_a_perfect_answer_is_1_and_an_empty_one_0():
    assert ndcg(["a", "c", "b", "x"], GRADES) == 1
    assert ndcg([], GRADES) == ndcg(["x"], GRADES) == ndcg(["a"], {}) == 0


def test_only_the_first_ten_count():
    assert ndcg([*"0123456789", "a"], GRADES) == 0


@pytest.mark.parametrize(
    ("answer", "rank"), [(["a"], 1), (["b", "c"], 2), (["b"], None), ([], None)]
)  # fmt: skip
def test_a_hit_is_right_from_grade_2_up(answer, rank):
    assert first_right(answer, GRADES) == rank


def test_where_nothing_better_is_known_a_lower_grade_is_right():
    assert first_right(["x", "b"], {"b": 1}) == 2
    assert first_right(["x"], {"x": 0}) is None


def test_an_interval_holds_the_mean_and_is_the_same_each_time():
    values = [1.0] * 8 + [0.0] * 2
    found = figure(values)
    assert found.mean == 0.8
    assert found.low < 0.8 < found.high
    assert found == figure(values)
    assert figure([]).mean == 0


def test_the_three_figures_of_a_set():
    one, two = Judged("1", "x", 1.0, 1, 3), Judged("2", "y", 0.5, 4, 9)
    means = {name: held.mean for name, held in figures([one, two]).items()}
    assert means == {"nDCG@10": 0.75, "success@1": 0.5, "MRR": 0.625}
