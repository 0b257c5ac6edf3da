"""Why a pair is not made: for the secretariat by posting, for a firm by the words of a title."""

import pytest
from django.urls import reverse

from matching import services
from tests import factories as make
from tests.workbench.conftest import queries

pytestmark = pytest.mark.django_db


def rule_out(bench, *, budget: int = 100) -> None:
    """The posting asks for more than the firm has."""
    bench.page.minimum_wan = 5000
    bench.page.save()
    bench.intent.budget_min_wan, bench.intent.budget_max_wan = None, budget
    bench.intent.save()
    services.match_all()


def test_the_secretariat_reads_which_condition_keeps_a_firm_away(bench) -> None:
    rule_out(bench)
    page = bench.client("secretary").get(reverse("workbench:ruled_out", args=[bench.page.pk]))
    (row,) = page.context["rows"]
    assert row.firm == bench.firm
    assert "asks for at least" in row.sentence
    assert "Budget below the minimum" in page.content.decode()


def test_nobody_ruled_out_is_said_in_words(bench) -> None:
    page = bench.client("secretary").get(reverse("workbench:ruled_out", args=[bench.page.pk]))
    assert "Nobody is ruled out" in page.content.decode()


def test_more_firms_than_a_page_looks_through_are_said_with_the_cure(bench, monkeypatch) -> None:
    monkeypatch.setattr("matching.ruled_out.MOST", 0)
    page = bench.client("secretary").get(reverse("workbench:ruled_out", args=[bench.page.pk]))
    assert page.status_code == 200
    assert "Open the pair of one firm" in page.content.decode()


def test_the_queries_do_not_grow_with_the_firms_ruled_out(bench) -> None:
    rule_out(bench)
    client, url = bench.client("secretary"), reverse("workbench:ruled_out", args=[bench.page.pk])
    few = queries(client, url)
    for _ in range(3):
        make.make_intent(make.make_firm(industries=("1432",)), industries=("1432",), budget_max_wan=100)
    assert queries(client, url) == few


def test_a_firm_is_told_why_a_posting_is_not_on_its_list_and_where_to_change_that(bench) -> None:
    rule_out(bench)
    page = bench.client("contact").get(reverse("workbench:why_not"), {"q": "冷链"})
    (answer,) = page.context["answers"]
    assert answer.name == "Budget below the minimum"
    assert answer.fill_url.endswith(f"/{bench.intent.pk}/#id_budget_max_wan")
    assert "asks for at least" in page.content.decode()


def test_a_posting_on_the_list_says_its_place(bench) -> None:
    page = bench.client("contact").get(reverse("workbench:why_not"), {"q": "冷链"})
    assert "It is on your list: place 1" in page.content.decode()


def test_what_the_firm_itself_turned_down_is_said_with_its_reason(bench) -> None:
    services.react(
        firm_id=bench.firm.pk,
        opportunity_id=bench.page.pk,
        verdict="not_relevant",
        reason="too_far",
        actor=bench.people["contact"],
    )
    page = bench.client("contact").get(reverse("workbench:why_not"), {"q": "冷链"})
    assert "The firm called it not relevant: Too far away" in page.content.decode()


@pytest.mark.parametrize("words", ["", "没有这样的项目", "%", "'\"<b>"])
def test_any_words_get_an_answer(bench, words: str) -> None:
    page = bench.client("contact").get(reverse("workbench:why_not"), {"q": words})
    assert page.status_code == 200
    assert "<b>" not in page.content.decode().split("</form>")[-1] or words != "'\"<b>"


def test_a_draft_is_found_by_nobody(bench) -> None:
    make.make_opportunity(bench.office, live=False, title="未发布的项目")
    page = bench.client("contact").get(reverse("workbench:why_not"), {"q": "未发布"})
    assert page.context["answers"] == []


def test_the_queries_do_not_grow_with_the_postings_found(bench) -> None:
    client, url = bench.client("contact"), reverse("workbench:why_not") + "?q=光伏"
    few = queries(client, url)
    for _ in range(3):
        make.make_opportunity(make.make_office(), sectors=("energy",), title="光伏组件")
    services.match_all()
    assert queries(client, url) == few
