"""Mending a list gives what sorting again gives, or admits that it cannot."""

from hypothesis import given
from hypothesis import strategies as st

from matching.lists import Place, mend, ranked

ids = st.integers(1, 8)
scores = st.integers(0, 4).map(float)  # few values, so that ties are common
worlds = st.dictionaries(ids, scores, max_size=8)


@given(worlds, ids, st.none() | scores, st.integers(1, 5))
def test_a_mended_list_is_the_list_sorted_again(
    world: dict[int, float], changed: int, score: float | None, length: int
) -> None:
    before = ranked((Place(*item) for item in world.items()), length)
    after: dict[int, float] = {**world, changed: score or 0.0}
    if score is None:
        del after[changed]
    mended = mend(before, changed, score, length)
    if mended is not None:
        assert mended == ranked((Place(*item) for item in after.items()), length)


@given(worlds, ids, scores)
def test_a_list_that_holds_everybody_can_always_be_mended(
    world: dict[int, float], changed: int, score: float
) -> None:
    before = ranked((Place(*item) for item in world.items()), 50)
    assert mend(before, changed, score, 50) is not None
    assert mend(before, changed, None, 50) is not None


def test_who_moves_up_when_one_leaves_a_full_list_is_not_known() -> None:
    assert mend([Place(1, 9.0), Place(2, 8.0)], 1, None, 2) is None


def test_one_who_falls_behind_the_end_of_a_full_list_leaves_it_open() -> None:
    assert mend([Place(1, 9.0), Place(2, 8.0)], 1, 7.0, 2) is None
    assert mend([Place(1, 9.0), Place(2, 8.0)], 1, 8.5, 2) == [Place(1, 8.5), Place(2, 8.0)]


def test_a_newcomer_pushes_the_last_one_out() -> None:
    assert mend([Place(1, 9.0), Place(2, 8.0)], 3, 8.5, 2) == [Place(1, 9.0), Place(3, 8.5)]


def test_ties_stand_by_id() -> None:
    assert mend([Place(2, 8.0)], 1, 8.0, 1) == [Place(1, 8.0)]
    assert mend([Place(1, 8.0)], 2, 8.0, 1) == [Place(1, 8.0)]
