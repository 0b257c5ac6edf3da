from hypothesis import given
from hypothesis import strategies as st

from cms.presenting.strip import strip_of, whole


def finding(feature, points, weight=20):
    return {
        "feature": feature,
        "points": points,
        "weight": weight,
        "value": None if points is None else points / weight,
        "sentence": feature,
        "sentence_en": feature,
    }


def test_what_speaks_for_stands_first_thick_ink_first_then_what_is_not_said_and_cuts_bite_back():
    strip = strip_of(
        [finding("mode", 8), finding("industry", 28), finding("reservation", -3), finding("text", None, 10)],
        33,
    )
    assert [(part.key, part.points) for part in strip.fors] == [("业", 28), ("式", 8)]
    assert [(part.key, part.points, part.width) for part in strip.cuts] == [("虑", -3, 3)]
    assert [(part.key, part.width) for part in strip.opens] == [("文", 10)]
    assert strip.after == 33


def test_in_english_the_keys_are_latin_and_differ():
    strip = strip_of([finding("mode", 8), finding("industry", 28)], 36, english=True)
    assert [part.key for part in strip.fors] == ["I", "M"]


def test_open_parts_never_run_out_of_the_bar():
    strip = strip_of([finding("industry", 95, 95), finding("text", None, 10), finding("size", None, 10)], 95)
    assert [part.width for part in strip.opens] == [5, 0]


def test_a_feature_nobody_named_yet_stands_for_itself():
    assert strip_of([finding("quality", 5)], 5).fors[0].label == "quality"


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=12))
def test_whole_points_add_up_to_the_whole_score_and_stay_near(values):
    total = round(sum(values))
    parts = whole(values, total)
    assert sum(parts) == total
    assert all(abs(part - value) < 2 for part, value in zip(parts, values, strict=True))


def test_the_printed_points_are_the_printed_score():
    strip = strip_of([finding("industry", 27.6), finding("region", 21.6), finding("reservation", -2.6)], 46.6)
    assert sum(part.points for part in strip.parts) == strip.score == 47


def test_an_open_part_says_which_side_has_not_spoken_and_what_it_could_add():
    silent = [
        {**finding("mode", None, 4), "right": "租赁"},
        {**finding("size", None, 10), "left": "一亿元以内"},
        finding("text", None, 18),
    ]
    strip = strip_of(silent, 0)
    assert [(part.silent, part.most) for part in strip.opens] == [
        ("firm", 4),
        ("opportunity", 10),
        ("both", 18),
    ]


def test_a_doubt_nobody_raised_leaves_no_socket_open():
    assert strip_of([finding("reservation", None, 15)], 0).opens == ()
