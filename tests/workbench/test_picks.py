"""Picks of the week on the secretariat's page and on a firm's first one."""

import pytest
from django.urls import reverse

from matching.models import Pick, PickWeek
from matching.picks import services
from tests import factories as make
from tests.workbench.conftest import queries

pytestmark = pytest.mark.django_db
RULES = {"picks": 3, "looks": 2, "most_looks": 9, "office_looks": 4, "worth": 20, "least": 0}


def test_drawn_read_released_and_found_on_the_firms_first_page(bench) -> None:
    secretary, contact = bench.client("secretary"), bench.client("contact")
    assert "No picks yet" in secretary.get(reverse("workbench:picks")).content.decode()
    assert secretary.post(reverse("workbench:picks_draw"), RULES).status_code == 302
    page = secretary.get(reverse("workbench:picks"))
    assert bench.firm.name in page.content.decode()
    assert page.context["lines"][0].drawn == page.context["lines"][0].alone  # one firm: nothing to share out
    assert "Picks of the week" not in contact.get(reverse("workbench:home")).content.decode()
    secretary.post(reverse("workbench:picks_release"))
    home = contact.get(reverse("workbench:home"))
    assert "Picks of the week" in home.content.decode()
    assert [card.page.pk for card in home.context["cards"]] == [
        pick.opportunity_id for pick in Pick.objects.order_by("-score")
    ]


def test_rules_that_cannot_be_kept_are_answered_beside_the_field_and_change_nothing(bench) -> None:
    answer = bench.client("secretary").post(
        reverse("workbench:picks_draw"), {**RULES, "looks": 12, "most_looks": 5}
    )
    assert answer.status_code == 422
    assert "Not more than the most looks" in answer.content.decode()
    assert not PickWeek.objects.exists()


def test_a_pick_is_taken_off_with_a_reason_and_put_back(bench) -> None:
    secretary = bench.client("secretary")
    secretary.post(reverse("workbench:picks_draw"), RULES)
    pick = Pick.objects.get(opportunity=bench.page)
    url = reverse("workbench:pick_take_off", args=[pick.pk])
    assert "Say why" in secretary.post(url, follow=True).content.decode()
    secretary.post(url, {"because": "正在谈"})
    assert "正在谈" in secretary.get(reverse("workbench:picks")).content.decode()
    secretary.post(reverse("workbench:picks_release"))
    home = bench.client("contact").get(reverse("workbench:home"))
    assert bench.page.pk not in [match.opportunity_id for match in home.context["work"].picked]
    secretary.post(url, {"back_on": "1"})
    assert Pick.objects.standing().filter(pk=pick.pk).exists()


@pytest.mark.parametrize("by", ["firm", "posting"])
def test_the_page_takes_as_many_queries_for_ten_firms_as_for_one(bench, by: str) -> None:
    services.draw(rules=services.Rules(least=0), actor=bench.people["secretary"])
    client, url = bench.client("secretary"), f"{reverse('workbench:picks')}?by={by}"
    before = queries(client, url)
    week = PickWeek.objects.get()
    for _n in range(9):
        page = make.make_opportunity(bench.office)
        Pick.objects.create(week=week, firm=make.make_firm(), opportunity=page, score=60, band="send")
    assert queries(client, url) == before


def test_a_posting_taken_down_since_does_not_break_the_page(bench) -> None:
    services.draw(rules=services.Rules(least=0), actor=bench.people["secretary"])
    bench.page.unpublish()
    for by in ("firm", "posting"):
        assert bench.client("secretary").get(f"{reverse('workbench:picks')}?by={by}").status_code == 200
