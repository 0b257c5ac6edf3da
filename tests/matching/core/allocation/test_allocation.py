"""Picks keep to the rules, and no allocation is worth more."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.allocation import Candidates, Rules, allocate, measure, others
from matching.allocation.measure import gini

PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(0, 100), max_size=9
)
RULES = st.builds(
    Rules,
    picks=st.integers(1, 3),
    looks=st.integers(0, 2),
    most_looks=st.integers(2, 4),
    office_looks=st.integers(0, 3),
    worth=st.sampled_from((0.0, 7.0, 24.0)),
    office_worth=st.sampled_from((0.0, 11.0)),
    least=st.sampled_from((0.0, 45.0)),
)
OFFICES = {"w": "north", "x": "north", "y": "south"}


def candidates(pairs: dict[tuple[str, str], float]) -> Candidates:
    return Candidates.of([(*pair, score) for pair, score in pairs.items()], office_of=OFFICES)


def named(held: Candidates, chosen: np.ndarray) -> list[tuple[str, str]]:
    return [(held.firm_ids[held.firms[i]], held.opportunity_ids[held.opportunities[i]]) for i in chosen]


def worth(held: Candidates, chosen: tuple[int, ...], rules: Rules) -> float | None:
    """The sum to be made as large as it goes; None when a rule is broken.  Written without any network."""
    pairs = named(held, np.array(chosen, dtype=np.int64))
    total = sum(held.scores[i] for i in chosen) / 100_000
    for firm in {f for f, _ in pairs}:
        if sum(f == firm for f, _ in pairs) > rules.picks:
            return None
        total += rules.worth
    looks: dict[str, int] = {}
    for _, opportunity in pairs:
        looks[opportunity] = looks.get(opportunity, 0) + 1
    if any(count > rules.most_looks for count in looks.values()):
        return None
    by_office: dict[str, int] = {}
    for opportunity, count in looks.items():
        office = OFFICES.get(opportunity, opportunity)
        by_office[office] = by_office.get(office, 0) + count
        total += sum(rules.worth / n for n in range(1, min(count, rules.looks) + 1))
    for count in by_office.values():
        total += sum(rules.office_worth / n for n in range(1, min(count, rules.office_looks) + 1))
    return total


@settings(max_examples=150, deadline=None)
@given(PAIRS, RULES)
def test_no_choice_of_pairs_is_worth_more(pairs: dict[tuple[str, str], float], rules: Rules) -> None:
    held = candidates(pairs)
    usable = held.usable(rules).tolist()
    best = max(
        value
        for size in range(len(usable) + 1)
        for chosen in itertools.combinations(usable, size)
        if (value := worth(held, chosen, rules)) is not None
    )
    chosen = tuple(allocate(held, rules).tolist())
    assert worth(held, chosen, rules) == pytest.approx(best, abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(PAIRS, RULES, st.randoms())
def test_the_order_of_the_pairs_changes_nothing(
    pairs: dict[tuple[str, str], float], rules: Rules, chance: object
) -> None:
    shuffled = list(pairs.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = candidates(pairs), candidates(dict(shuffled))
    assert named(first, allocate(first, rules)) == named(second, allocate(second, rules))


@settings(max_examples=100, deadline=None)
@given(PAIRS, RULES)
def test_every_way_keeps_to_the_capacities_but_the_independent_lists(
    pairs: dict[tuple[str, str], float], rules: Rules
) -> None:
    held = candidates(pairs)
    for way in (others.greedy, others.transferable, allocate):
        assert worth(held, tuple(way(held, rules).tolist()), rules) is not None
    for firm in range(len(held.firm_ids)):
        chosen = others.independent(held, rules)
        assert (held.firms[chosen] == firm).sum() <= rules.picks


def test_a_posting_nobody_puts_first_gets_its_look_where_it_costs_little() -> None:
    pairs = {(firm, "star"): 90.0 for firm in "abcd"} | {(firm, "plain"): 80.0 for firm in "ab"}
    held = Candidates.of([(*pair, score) for pair, score in pairs.items()], office_of={})
    one_each = Rules(picks=1, looks=1, office_looks=0)
    assert named(held, others.independent(held, one_each)) == [(firm, "star") for firm in "abcd"]
    shown = named(held, allocate(held, one_each))
    assert len([pair for pair in shown if pair[1] == "plain"]) == 1
    assert len(shown) == 4


def test_a_look_is_not_bought_at_any_price() -> None:
    held = Candidates.of([("a", "star", 95.0), ("b", "star", 95.0), ("b", "plain", 50.0)], office_of={})
    shown = named(held, allocate(held, Rules(picks=1, looks=1, office_looks=0, worth=10)))
    assert shown == [("a", "star"), ("b", "star")]


def test_no_firm_stays_without_a_pick_for_a_little_score() -> None:
    held = Candidates.of([("a", "star", 90.0), ("a", "other", 80.0), ("b", "star", 85.0)], office_of={})
    shown = named(held, allocate(held, Rules(picks=2, looks=0, most_looks=1, office_looks=0)))
    assert shown == [("a", "other"), ("b", "star")]


def test_pairs_below_the_least_are_no_picks_and_nothing_in_gives_nothing_out() -> None:
    held = Candidates.of([("a", "x", 44.9)], office_of={})
    assert len(allocate(held, Rules())) == 0
    assert len(allocate(Candidates.of([], office_of={}), Rules())) == 0
    assert measure(held, allocate(held, Rules()), Rules()).unseen == 0


def test_the_figures_say_who_is_left_out() -> None:
    held = Candidates.of(
        [("a", "x", 90.0), ("b", "x", 90.0), ("b", "y", 60.0), ("c", "x", 50.0)], office_of={"x": 1, "y": 2}
    )
    rules = Rules(picks=1, looks=1, most_looks=2, office_looks=1, worth=0, office_worth=0)
    figures = measure(held, allocate(held, rules), rules)
    assert (figures.total, figures.picks) == (200.0, 3)
    assert (figures.unseen, figures.short, figures.offices_short, figures.empty) == (0, 0, 0, 0)
    crowded = measure(held, others.independent(held, rules), rules)
    assert (crowded.unseen, crowded.offices_short, crowded.crowded) == (0.5, 0.5, 3)


def test_gini_is_zero_for_equals_and_near_one_when_one_has_all() -> None:
    assert gini(np.array([3, 3, 3])) == 0
    assert gini(np.array([0] * 99 + [10])) == pytest.approx(0.99)
    assert gini(np.array([0, 0])) == 0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"picks": 0}, "picks"), ({"worth": -1}, "worth"), ({"looks": 9, "most_looks": 5}, "most_looks")],
)
def test_rules_that_cannot_be_kept_are_refused_by_name(wrong: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Rules(**wrong)
