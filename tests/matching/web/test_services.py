"""Real firms and postings, the real scorer: pairs are stored with reasons, and reactions change the lists."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page

from matching import services
from matching.models import Match, Reaction, Run
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """A firm that seeks what a posting offers."""
    firm = factories.make_firm(sectors=("agriculture",), industries=("1432",), hometown_region="510321")
    factories.make_intent(firm, industries=("1432",), target_regions=("510300",))
    page = factories.make_opportunity(sectors=("agriculture",), industries=("1432",), region="510321")
    services.match_all()
    return firm, page


def test_a_pair_is_stored_with_reasons_that_add_up(pair) -> None:
    firm, page = pair
    match = Match.objects.get(firm=firm, opportunity=page)
    assert match.firm_rank == match.opportunity_rank == 1
    assert match.score > 60
    assert abs(sum(finding["points"] for finding in match.findings) - match.score) < 1e-6
    assert all(finding["sentence"] and finding["sentence_en"] for finding in match.findings)
    assert match.intent == firm.intents.get()


def test_what_a_side_has_not_said_is_among_the_findings_without_a_value(pair) -> None:
    firm, page = pair
    firm.intents.update(budget_min_wan=None, budget_max_wan=None)
    services.match_firm(firm_id=firm.pk)
    size = next(f for f in Match.objects.get(firm=firm).findings if f["feature"] == "size")
    assert (size["value"], size["points"], size["left"]) == (None, 0.0, "")
    assert size["right"]
    assert "预算" in size["sentence"]


def test_the_best_of_several_intents_speaks(pair) -> None:
    firm, page = pair
    factories.make_intent(firm, sectors=("finance",), industries=(), target_regions=("330000",))
    before = Match.objects.get(firm=firm, opportunity=page)
    services.match_firm(firm_id=firm.pk)
    after = Match.objects.get(firm=firm, opportunity=page)
    assert (after.score, after.intent_id) == (before.score, before.intent_id)


def test_a_closed_posting_leaves_every_list(pair) -> None:
    firm, page = pair
    page.status = "closed"
    page.save()
    services.match_opportunity(opportunity_id=page.pk)
    assert not Match.objects.exists()


def test_a_firm_that_takes_no_recommendations_leaves_every_list(pair) -> None:
    firm, page = pair
    firm.is_opted_out = True
    firm.save()
    services.match_firm(firm_id=firm.pk)
    assert not Match.objects.exists()


def test_deleting_somebody_on_a_list_has_everything_computed_anew(
    pair, django_capture_on_commit_callbacks
) -> None:
    firm, page = pair
    assert services.is_current()
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
        assert not services.is_current()
    assert services.is_current()
    assert not Match.objects.exists()


def test_an_unknown_id_is_an_ordinary_case(pair) -> None:
    assert services.match_firm(firm_id=999_999) == 0
    assert services.match_opportunity(opportunity_id=999_999) == 0


def test_a_firm_says_not_relevant_and_sees_the_posting_no_more(
    pair, django_capture_on_commit_callbacks
) -> None:
    firm, page = pair
    actor = factories.make_contact(firm)
    with django_capture_on_commit_callbacks(execute=True):
        services.react(
            firm_id=firm.pk, opportunity_id=page.pk, verdict="not_relevant", reason="too_far", actor=actor
        )
        assert not Match.objects.of_firm(firm.pk).exists()  # at once, before the lists follow
    assert not Match.objects.exists()
    match, exclusion = services.explain(firm_id=firm.pk, opportunity_id=page.pk)
    assert match is None
    assert exclusion.constraint == "dismissed"
    with django_capture_on_commit_callbacks(execute=True):
        assert services.take_back(firm_id=firm.pk, opportunity_id=page.pk, actor=actor)
    assert Match.objects.of_firm(firm.pk).get().opportunity_id == page.pk


def test_interest_is_noted_and_may_be_said_again(pair) -> None:
    firm, page = pair
    actor = factories.make_contact(firm)
    for _ in range(2):
        services.react(firm_id=firm.pk, opportunity_id=page.pk, verdict="interested", actor=actor)
    reaction = Reaction.objects.get()
    assert (reaction.side, reaction.verdict, reaction.by) == ("firm", "interested", actor)
    assert Match.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [({"verdict": "perhaps"}, "verdict"), ({"verdict": "not_relevant"}, "reason")],
)
def test_half_an_answer_is_refused_by_field(pair, words, field) -> None:
    firm, page = pair
    with pytest.raises(ValidationError) as refused:
        services.react(firm_id=firm.pk, opportunity_id=page.pk, actor=factories.make_contact(firm), **words)
    assert field in refused.value.message_dict


def test_nobody_speaks_for_a_firm_but_its_own_people_and_for_the_secretariat_but_itself(pair) -> None:
    firm, page = pair
    for stranger in (factories.make_contact(), factories.make_officer(), factories.make_user()):
        with pytest.raises(PermissionDenied):
            services.react(firm_id=firm.pk, opportunity_id=page.pk, verdict="interested", actor=stranger)
    services.react(
        firm_id=firm.pk,
        opportunity_id=page.pk,
        verdict="not_relevant",
        reason="other",
        actor=factories.make_secretary(),
    )
    assert Reaction.objects.get().side == "secretariat"
    assert Match.objects.of_firm(firm.pk).exists()  # the firm still sees it
    assert not Match.objects.to_introduce().exists()


def test_a_pair_on_no_list_cannot_be_answered(pair) -> None:
    firm, _page = pair
    stranger = Page.get_first_root_node()
    with pytest.raises(ValidationError):
        services.react(
            firm_id=firm.pk,
            opportunity_id=stranger.pk,
            verdict="interested",
            actor=factories.make_contact(firm),
        )


def test_saving_an_intent_matches_the_firm_after_the_commit(pair, django_capture_on_commit_callbacks) -> None:
    from organisations.services import intent_close

    firm, _page = pair
    with django_capture_on_commit_callbacks(execute=True):
        intent_close(intent=firm.intents.get(), actor=factories.make_contact(firm))
    assert Match.objects.get(firm=firm).intent is None


def test_the_run_tells_what_was_computed(pair) -> None:
    run = Run.objects.get()
    assert (run.firms, run.opportunities, run.pairs) == (1, 1, 1)
    assert run.finished_at


def test_traditional_characters_find_what_simplified_ones_find(pair) -> None:
    firm, page = pair
    simple = Match.objects.get(firm=firm, opportunity=page).score
    page.title, page.summary = "冷鏈倉儲與中央廚房項目", "建設冷庫和中央廚房，年產預製菜三千噸。"
    page.save()
    services.match_opportunity(opportunity_id=page.pk)
    traditional = Match.objects.get(firm=firm, opportunity=page).score
    assert abs(simple - traditional) < 2
