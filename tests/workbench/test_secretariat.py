"""The secretariat: what to do today, the pairs worth introducing, one pair from both sides."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import OpportunityPage
from jobs.models import Job, State
from matching import services
from matching.models import Match, Reaction
from tests import factories as make
from tests.workbench.conftest import queries

pytestmark = pytest.mark.django_db


def test_today_counts_what_there_is(bench) -> None:
    OpportunityPage.objects.filter(pk=bench.page.pk).update(
        verified_on=timezone.localdate() - timedelta(days=61)
    )
    Job.objects.create(kind="test.work", state=State.FAILED)
    services.react(
        firm_id=bench.firm.pk,
        opportunity_id=bench.page.pk,
        verdict="interested",
        actor=bench.people["contact"],
    )
    work = bench.client("secretary").get(reverse("workbench:home")).context["work"]
    assert (work.stale, work.failed_jobs, work.interested, work.in_review) == (1, 1, 1, 0)
    assert [card.page.pk for card in work.interests] == [bench.page.pk]
    assert work.best[0].match.firm == bench.firm


def test_both_sides_are_shown_with_their_contacts(bench) -> None:
    url = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    html = bench.client("secretary").get(url).content.decode()
    for said in ("浙江巴山食品科技有限公司", "陈国栋", "罗敏", "0813-5550101"):
        assert said in html


def test_the_rows_of_a_pair_add_up_to_the_score(bench) -> None:
    url = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    context = bench.client("secretary").get(url).context
    assert sum(row.points for row in context["rows"]) == round(context["match"].score)


def test_a_pair_on_no_list_is_computed_when_asked_for(bench) -> None:
    Match.objects.all().delete()
    url = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    context = bench.client("secretary").get(url).context
    assert context["match"].score > 60
    assert not Match.objects.exists()


def test_what_keeps_two_apart_is_said(bench) -> None:
    bench.intent.excluded_regions.set([make.a_region("510300")])
    services.match_firm(firm_id=bench.firm.pk)
    url = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    page = bench.client("secretary").get(url)
    assert page.context["match"] is None
    assert page.context["obstacle"] in page.content.decode()


def test_a_pair_set_aside_leaves_the_list_of_pairs_and_the_firm_keeps_it(bench) -> None:
    client = bench.client("secretary")
    url = reverse("workbench:set_aside", args=[bench.firm.pk, bench.page.pk])
    client.post(url, {"verdict": "not_relevant", "reason": "other", "note": "已有三家在谈"})
    assert Reaction.objects.get().note == "已有三家在谈"
    listed = [card.page.pk for card in client.get(reverse("workbench:pairs")).context["cards"]]
    assert bench.page.pk not in listed
    assert Match.objects.of_firm(bench.firm.pk).filter(opportunity=bench.page).exists()
    client.post(url, {"verdict": ""})
    assert not Reaction.objects.exists()


def test_the_firms_of_a_posting_come_with_names_and_reasons(bench) -> None:
    url = reverse("workbench:opportunity_matches", args=[bench.page.pk])
    html = bench.client("secretary").get(url).content.decode()
    assert "浙江巴山食品科技有限公司" in html


def test_one_click_confirms_a_posting(bench) -> None:
    url = reverse("workbench:confirm", args=[bench.page.pk])
    done = bench.client("secretary").post(url, {"next": reverse("workbench:home") + "#stale"})
    assert done["Location"] == reverse("workbench:home") + "#stale"
    bench.page.refresh_from_db()
    assert bench.page.verified_on == timezone.localdate()


@pytest.mark.parametrize("name", ["workbench:home", "workbench:pairs", "workbench:opportunity_matches"])
def test_the_queries_do_not_grow_with_the_pairs(bench, name: str) -> None:
    args = [bench.page.pk] if name == "workbench:opportunity_matches" else []
    client, url = bench.client("secretary"), reverse(name, args=args)
    few = queries(client, url)
    for _ in range(4):
        make.make_intent(make.make_firm(industries=("1432",)), industries=("1432",))
    services.match_all()
    assert queries(client, url) == few
