"""Answers propose, people decide: the rule is bounded, shows its evidence, and nothing acts by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from matching import services
from matching.models import Match, Reaction, WeightProposal, WeightSet
from matching.weighting import proposals, proposing, versions
from matching.weighting.proposing import Answer, moved, step_of, suggest
from matching.weighting.values import Values
from matching.weights import DEFAULT
from tests import factories as make
from tests.matching.web.test_weights_pages import secretary_client

NOW = datetime(2026, 11, 25, tzinfo=UTC)
START = Values.of(DEFAULT)


def answers(count: int, value: float, *, liked: bool = False, reason: str = "too_far", firms: int = 99):
    return [
        Answer(
            at % firms,
            1000 + at + (5000 if liked else 0),
            "firm",
            liked,
            "" if liked else reason,
            NOW - timedelta(days=at),
            {"region": value},
            {"region": value * 16},
        )
        for at in range(count)
    ]


def test_a_feature_that_tells_the_liked_from_the_refused_may_count_more() -> None:
    (one,) = suggest(START, [*answers(6, -0.2), *answers(8, 0.9, liked=True)])
    assert one.feature == "region"
    assert one.points["region"] > START.points["region"]
    assert sum(one.points.values()) == 100_00
    assert one.evidence["cited"] == 6
    assert len(one.evidence["pairs"]) == 6


def test_a_feature_that_spoke_for_what_was_refused_for_its_sake_should_count_less() -> None:
    (one,) = suggest(START, [*answers(9, 0.9), *answers(8, 0.1, liked=True)])
    assert one.points["region"] < START.points["region"]
    assert one.evidence["high"] == 9


@pytest.mark.parametrize(
    "said",
    [
        answers(proposing.LEAST - 1, -1) + answers(8, 1, liked=True),
        answers(9, -1, firms=proposing.LEAST_FIRMS - 1) + answers(8, 1, liked=True),
        answers(9, -1) + answers(proposing.LEAST_LIKED - 1, 1, liked=True),
        answers(9, -1, reason="already_talking") + answers(8, 1, liked=True),
        answers(9, 0.5) + answers(8, 0.5, liked=True),
    ],
    ids=["too few refusals", "too few firms", "too few liked", "a reason about nothing", "no difference"],
)
def test_little_evidence_proposes_nothing(said) -> None:
    assert suggest(START, said) == []


@given(gap=st.floats(-2, 2), refusals=st.integers(0, 10_000))
def test_a_step_never_passes_its_bound(gap: float, refusals: int) -> None:
    step = step_of(gap, refusals)
    assert abs(step) <= proposing.MOST
    assert step == 0 or abs(step) >= proposing.SMALLEST


@given(feature=st.sampled_from(sorted(START.points)), halves=st.integers(-6, 6))
def test_a_suggestion_is_always_a_set_of_weights_within_the_bound(feature: str, halves: int) -> None:
    points = moved(START, feature, halves / 2)
    if points is not None:
        assert sum(points.values()) == 100_00
        assert all(abs(points[name] - START.points[name]) <= 300 for name in points)
        Values(points, START.deductions, START.introduce, START.send).weights()


@pytest.mark.django_db
class TestDeciding:
    def test_answers_are_kept_with_the_points_their_pair_had(self) -> None:
        firm = make.make_firm(sectors=("agriculture",), industries=("1432",))
        make.make_intent(firm, industries=("1432",), target_regions=("510300",))
        page = make.make_opportunity(sectors=("agriculture",), industries=("1432",), region="510321")
        services.match_all()
        points = {f["feature"]: f["points"] for f in Match.objects.get().findings}
        services.react(
            firm_id=firm.pk,
            opportunity_id=page.pk,
            verdict="not_relevant",
            reason="too_far",
            actor=make.make_contact(firm),
        )
        kept = Reaction.objects.get()
        assert {f["feature"]: f["points"] for f in kept.findings} == points
        assert all("sentence" not in finding for finding in kept.findings)
        assert kept.weights == versions.in_force()
        assert [answer.reason for answer in proposals.answers()] == ["too_far"]

    def test_looking_twice_changes_nothing_and_what_lost_its_evidence_is_overtaken(self, monkeypatch) -> None:
        said = [*answers(6, -0.2), *answers(8, 0.9, liked=True)]
        monkeypatch.setattr(proposals, "answers", lambda: said)
        assert proposals.look() == proposals.look() == 1
        monkeypatch.setattr(proposals, "answers", list)
        assert proposals.look() == 0
        assert WeightProposal.objects.get().state == "outdated"
        assert versions.in_force().number == 1

    def test_accepting_makes_a_draft_and_nothing_else(self) -> None:
        row, actor = make.make_weights_proposal(), make.make_secretary()
        draft = proposals.accept(proposal=row, note="按反馈", actor=actor)
        row.refresh_from_db()
        assert (row.state, row.draft, draft.state) == ("accepted", draft, "draft")
        assert draft.points == row.points
        assert versions.in_force().number == 1
        with pytest.raises(ValidationError):
            proposals.decline(proposal=row, reason="不", actor=actor)

    def test_declining_needs_a_reason_and_is_not_asked_again_without_new_evidence(self, monkeypatch) -> None:
        said = [*answers(6, -0.2), *answers(8, 0.9, liked=True)]
        monkeypatch.setattr(proposals, "answers", lambda: said)
        proposals.look()
        row, actor = WeightProposal.objects.get(), make.make_secretary()
        with pytest.raises(ValidationError):
            proposals.decline(proposal=row, reason=" ", actor=actor)
        proposals.decline(proposal=row, reason="季节原因", actor=actor)
        assert proposals.look() == 0
        assert WeightProposal.objects.get().reason == "季节原因"

    def test_a_proposal_made_from_weights_that_are_past_is_not_accepted(self) -> None:
        row, actor = make.make_weights_proposal(), make.make_secretary()
        other = make.make_weights_draft()
        versions.activate(values=other.values, note="x", actor=actor, seen=1, effect={}, draft=other)
        with pytest.raises(ValidationError, match="answers again|再看一遍反馈"):
            proposals.accept(proposal=row, note="按反馈", actor=actor)

    def test_nobody_else_decides(self) -> None:
        row = make.make_weights_proposal()
        for stranger in (make.make_officer(), make.make_contact()):
            with pytest.raises(PermissionDenied):
                proposals.accept(proposal=row, note="x", actor=stranger)

    def test_the_page_shows_evidence_and_effect_and_opens_the_draft(self) -> None:
        make.make_home()
        firm = make.make_firm(sectors=("agriculture",), industries=("1432",))
        page = make.make_opportunity(sectors=("agriculture",), industries=("1432",), region="510321")
        services.match_all()
        row, client = make.make_weights_proposal(), secretary_client()
        row.evidence["pairs"] = [
            {
                "firm_id": firm.pk,
                "opportunity_id": page.pk,
                "side": "firm",
                "reason": "too_far",
                "at": NOW.isoformat(),
                "points": 2.0,
            },
            {
                "firm_id": 0,
                "opportunity_id": 0,
                "side": "firm",
                "reason": "too_far",
                "at": NOW.isoformat(),
                "points": 2.0,
            },
        ]
        row.save()
        text = client.get(reverse("weights:proposal", args=[row.pk])).content.decode()
        assert firm.name in text
        assert "no longer there" in text
        assert "What would change" in text
        answer = client.post(reverse("weights:accept", args=[row.pk]))
        assert answer.url == reverse("weights:draft", args=[WeightSet.objects.drafts().get().pk])
        assert "Proposed by answers" in client.get(answer.url).content.decode()
