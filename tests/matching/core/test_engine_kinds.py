"""The kinds of features the engine knows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matching.engine.kinds import SILENT, Derived, Table, Values, least
from matching.scorer import Scorer
from tests.matching.core.tiny import taxonomy

VALUES = arrays(np.int16, 7, elements=st.sampled_from([SILENT, -1000, -1, 0, 1, 1000]))


@given(st.lists(VALUES, min_size=1, max_size=3))
def test_the_least_is_taken_of_those_that_spoke(found: list[np.ndarray]) -> None:  # type: ignore[type-arg]
    expected = [
        min((v for v in column if v != SILENT), default=SILENT) for column in np.stack(found).T.tolist()
    ]
    assert least(found).tolist() == expected


def test_a_table_asks_its_value_for_each_pair_of_keys() -> None:
    table = Table("t", lambda f: f.modes, lambda o: o.modes, lambda a, b, _scorer: a * b if a else None)
    assert table.values([0, 2], [3, 4], Scorer(taxonomy())).tolist() == [[SILENT, SILENT], [6, 8]]


def test_a_derived_feature_is_told_of_a_silent_side_by_none() -> None:
    derived = Derived("d", ("a", "b"), lambda a, b: None if a is None or b is None else a + b)
    levels = np.array([SILENT, 1], dtype=np.int16)
    assert derived.lookup(levels, levels).tolist() == [[SILENT, SILENT], [SILENT, 2]]


def test_the_levels_of_a_table_are_its_distinct_values_in_order() -> None:
    none = np.zeros(0, dtype=np.int32)
    values = np.array([[5, -1000], [SILENT, 5]], dtype=np.int16)
    assert Values(values, none, none).levels().tolist() == [SILENT, -1000, 5]
