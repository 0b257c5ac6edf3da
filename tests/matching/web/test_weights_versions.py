"""Versions of the weights: one in force, never changed afterwards; whoever is overtaken loses nothing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from matching import adapters, services
from matching.models import Match, WeightSet
from matching.weighting import versions
from matching.weighting.models import WeightState
from matching.weighting.values import Values, differences, to_sum
from matching.weights import DEFAULT, Weights
from tests import factories

pytestmark = pytest.mark.django_db


def moved(size: int = 200, *, less: str = "industry", more: str = "size") -> Values:
    """The weights in force with `size` hundredths moved from one feature to another."""
    values = versions.in_force().values
    points = dict(values.points)
    points[less] -= size
    points[more] += size
    return Values(points, dict(values.deductions), values.introduce, values.send)


@pytest.fixture
def secretary():
    return factories.make_secretary()


@pytest.fixture
def pair():
    firm = factories.make_firm(sectors=("agriculture",), industries=("1432",))
    factories.make_intent(firm, industries=("1432",), target_regions=("510300",))
    page = factories.make_opportunity(sectors=("agriculture",), industries=("1432",), region="510321")
    services.match_all()
    return firm, page


def put(values: Values, actor, **more):
    return versions.activate(
        values=values, note="试一试", actor=actor, effect={}, **{"seen": versions.in_force().number, **more}
    )


def test_the_first_version_is_what_the_program_came_with() -> None:
    first = versions.in_force()
    assert (first.number, first.state, first.is_shipped) == (1, WeightState.ACTIVE, True)
    assert first.values.weights() == DEFAULT


def test_every_stored_match_names_its_version(pair, secretary, django_capture_on_commit_callbacks) -> None:
    match = Match.objects.get()
    assert match.weights == versions.in_force()
    assert match.scorer_version.endswith("-w1")
    with django_capture_on_commit_callbacks(execute=True):
        second = put(moved(), secretary)
        assert not services.is_current()
    assert services.is_current()
    after = Match.objects.get()
    assert (after.weights, second.number) == (second, 2)
    assert after.scorer_version.endswith("-w2")
    size = next(finding for finding in after.findings if finding["feature"] == "size")
    assert size["weight"] == second.points["size"] / 100


def test_a_second_version_in_force_is_refused_by_the_database(secretary) -> None:
    row = WeightSet(state=WeightState.ACTIVE, number=9, note="x")
    row.values = moved()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_draft_has_no_number_and_a_version_has_one(secretary) -> None:
    row = WeightSet(state=WeightState.RETIRED, note="x")
    row.values = moved()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_what_was_in_force_never_changes(secretary) -> None:
    first = versions.in_force()
    put(moved(), secretary)
    first.refresh_from_db()
    first = WeightSet.objects.get(pk=first.pk)
    first.values = moved()
    with pytest.raises(ValueError, match="version 1"):
        first.save()


def test_of_two_secretaries_one_wins_and_the_other_is_told(secretary) -> None:
    seen = versions.in_force().number
    put(moved(100), secretary, seen=seen)
    other = factories.make_secretary()
    draft = versions.draft_save(values=moved(300), note="另一个想法", actor=other)
    with pytest.raises(versions.OvertakenError) as told:
        put(moved(300), other, seen=seen, draft=draft)
    assert told.value.current.number == 2
    draft.refresh_from_db()
    assert (draft.state, draft.note) == (WeightState.DRAFT, "另一个想法")


def test_a_draft_changed_by_somebody_else_is_not_overwritten_unseen(secretary) -> None:
    draft = versions.draft_save(values=moved(100), note="甲", actor=secretary)
    seen = draft.updated_at
    other = factories.make_secretary()
    versions.draft_save(values=moved(200), note="乙", actor=other, draft=draft, seen=seen)
    with pytest.raises(versions.OvertakenError):
        versions.draft_save(values=moved(300), note="丙", actor=secretary, draft=draft, seen=seen)
    draft.refresh_from_db()
    assert (draft.note, draft.author) == ("乙", other)


@pytest.mark.parametrize("role", ["make_officer", "make_contact", "make_user"])
def test_only_the_secretariat_sets_weights(role) -> None:
    with pytest.raises(PermissionDenied):
        put(moved(), getattr(factories, role)())


def test_a_sum_that_is_not_100_says_what_is_missing(secretary) -> None:
    values = moved()
    points = {**values.points, "industry": values.points["industry"] - 150}
    wrong = Values(points, values.deductions, values.introduce, values.send)
    with pytest.raises(ValidationError, match="1.5"):
        versions.draft_save(values=wrong, note="x", actor=secretary)


def test_a_note_is_required(secretary) -> None:
    with pytest.raises(ValidationError) as refused:
        versions.draft_save(values=moved(), note="  ", actor=secretary)
    assert "note" in refused.value.message_dict


def test_the_weights_in_force_cannot_be_put_into_force_again(secretary) -> None:
    with pytest.raises(ValidationError):
        put(versions.in_force().values, secretary)


def test_a_newer_program_moves_its_own_weights_on_but_not_the_secretariats(secretary, monkeypatch) -> None:
    newer = moved().weights()
    monkeypatch.setattr(versions, "DEFAULT", newer)
    assert versions.adopt_shipped().number == 2
    assert versions.adopt_shipped().number == 2  # once
    ours = put(moved(50), secretary)
    monkeypatch.setattr(versions, "DEFAULT", DEFAULT)
    assert versions.adopt_shipped() == ours
    assert WeightSet.objects.drafts().get().values.weights() == DEFAULT


def test_a_feature_the_version_does_not_know_counts_nothing_and_a_forgotten_one_is_shared_out() -> None:
    values = Values.of(DEFAULT)
    known = {name: worth for name, worth in values.points.items() if name != "mode"}
    old = Values({**known, "smell": values.points["mode"]}, values.deductions, values.introduce, values.send)
    weights = old.weights()
    assert isinstance(weights, Weights)
    assert weights.of("mode") == 0
    assert sum(weights.points.values()) == 100_00


def test_shares_are_rounded_so_that_they_add_up() -> None:
    assert to_sum({"a": 1, "b": 1, "c": 1}, 100) == {"a": 34, "b": 33, "c": 33}


def test_differences_are_named_in_points() -> None:
    changes = differences(Values.of(DEFAULT), moved(150))
    assert [(c.feature, c.after - c.before) for c in changes] == [("industry", -1.5), ("size", 1.5)]


def test_a_try_with_other_weights_is_not_a_version() -> None:
    assert adapters.scoring(weights=DEFAULT).version_id is None
