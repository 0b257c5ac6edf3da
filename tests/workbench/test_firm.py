"""A firm: its picks, its list with reasons, its answers."""

import pytest
from django.urls import reverse

from matching import services
from matching.models import Match, Reaction
from tests import factories as make
from tests.workbench.conftest import queries

pytestmark = pytest.mark.django_db


def answer_url(bench) -> str:
    return reverse("workbench:answer", args=[bench.page.pk])


def test_the_list_shows_score_reasons_and_what_the_firm_wrote(bench) -> None:
    html = bench.client("contact").get(reverse("workbench:matches")).content.decode()
    match = Match.objects.get(firm=bench.firm, opportunity=bench.page)
    assert "冷链中央厨房" in html
    assert f"<b>{round(match.score)}</b>" in html
    assert match.findings[0]["sentence_en"] in html
    assert "川南预制菜加工基地" in html


def test_contacts_of_the_office_are_on_no_page_of_a_firm(bench) -> None:
    client = bench.client("contact")
    for url in (
        reverse("workbench:home"),
        reverse("workbench:matches"),
        reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk]),
    ):
        html = client.get(url).content.decode()
        assert "罗敏" not in html
        assert "0813-5550101" not in html


def test_interest_works_without_script(bench) -> None:
    back = reverse("workbench:matches")
    done = bench.client("contact").post(answer_url(bench), {"verdict": "interested", "next": back})
    assert (done.status_code, done["Location"]) == (302, back)
    assert Reaction.objects.get().verdict == "interested"


def test_with_htmx_only_the_card_comes_back(bench) -> None:
    done = bench.client("contact").post(
        answer_url(bench), {"verdict": "interested"}, headers={"HX-Request": "true"}
    )
    html = done.content.decode()
    assert html.strip().startswith("<li")
    assert "You are interested" in html


def test_not_relevant_without_a_reason_is_refused_in_words(bench) -> None:
    done = bench.client("contact").post(
        answer_url(bench), {"verdict": "not_relevant"}, headers={"HX-Request": "true"}
    )
    assert done.status_code == 422
    assert "Choose a reason" in done.content.decode()


def test_what_was_turned_down_leaves_the_list_and_can_be_taken_back(
    bench, django_capture_on_commit_callbacks
) -> None:
    client = bench.client("contact")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer_url(bench), {"verdict": "not_relevant", "reason": "too_far"})
    page = client.get(reverse("workbench:matches"))
    assert bench.page.pk not in [card.page.pk for card in page.context["cards"]]
    assert "Not relevant, you said" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer_url(bench), {"verdict": ""})
    page = client.get(reverse("workbench:matches"))
    assert bench.page.pk in [card.page.pk for card in page.context["cards"]]


def test_next_never_leads_off_the_site(bench) -> None:
    done = bench.client("contact").post(
        answer_url(bench), {"verdict": "interested", "next": "https://evil.example/"}
    )
    assert done["Location"] == reverse("workbench:matches")


def test_what_is_unknown_is_shown_with_the_way_to_add_it(bench) -> None:
    bench.firm.intents.update(budget_min_wan=None, budget_max_wan=None)
    services.match_firm(firm_id=bench.firm.pk)
    html = bench.client("contact").get(reverse("workbench:matches")).content.decode()
    assert f"{reverse('workbench:intent', args=[bench.intent.pk])}#id_budget_min_wan" in html


def test_a_band_filters_and_an_unknown_one_does_not(bench) -> None:
    client = bench.client("contact")
    match = Match.objects.get(firm=bench.firm, opportunity=bench.page)
    found = client.get(reverse("workbench:matches"), {"band": match.band}).context["cards"]
    assert [card.page.pk for card in found] == [bench.page.pk]
    everything = client.get(reverse("workbench:matches"), {"band": "nonsense"}).context
    assert everything["band"] == ""
    assert len(everything["cards"]) == Match.objects.of_firm(bench.firm.pk).count()


def test_the_queries_of_the_list_do_not_grow(bench) -> None:
    client, url = bench.client("contact"), reverse("workbench:matches")
    few = queries(client, url)
    for _ in range(5):
        make.make_opportunity(bench.office, industries=("1432",))
    services.match_all()
    assert len(client.get(url).context["cards"]) >= 6
    assert queries(client, url) == few
