"""An office: where its postings stand, how many firms fit, never who."""

import pytest
from django.urls import reverse

from matching import services
from tests import factories as make
from tests.workbench.conftest import queries

pytestmark = pytest.mark.django_db
SECRETS = ("浙江巴山食品科技有限公司", "陈国栋", "13800001111", "要有冷库", "川南预制菜加工基地")


def be_interested(bench) -> None:
    services.react(
        firm_id=bench.firm.pk,
        opportunity_id=bench.page.pk,
        verdict="interested",
        actor=bench.people["contact"],
    )


def test_counts_by_sector_and_province_name_nobody(bench) -> None:
    client = bench.client("officer")
    be_interested(bench)
    for url in (
        reverse("workbench:home"),
        reverse("workbench:opportunity_matches", args=[bench.page.pk]),
        reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk]),
    ):
        html = client.get(url).content.decode()
        assert "Zhejiang" in html
        assert "Modern agriculture" in html
        for secret in SECRETS:
            assert secret not in html


def test_the_figures_are_right(bench) -> None:
    work = bench.client("officer").get(reverse("workbench:home")).context["work"]
    assert work.firms == 1
    assert work.by_sector.is_too_few  # one firm is not divided, or everybody would know which
    assert work.by_sector.rows == []
    assert work.counts["live"] == 1


def test_a_pair_is_not_there_before_the_firm_said_it_is_interested(bench) -> None:
    url = reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])
    client = bench.client("officer")
    assert client.get(url).status_code == 404
    be_interested(bench)
    page = client.get(url)
    assert page.status_code == 200
    assert all(row.sentence == "" for row in page.context["rows"])


def test_another_office_sees_none_of_it(bench) -> None:
    be_interested(bench)
    bench.people["officer"] = make.make_officer()
    client = bench.client("officer")
    assert client.get(reverse("workbench:pair", args=[bench.firm.pk, bench.page.pk])).status_code == 404
    assert client.get(reverse("workbench:opportunity_matches", args=[bench.page.pk])).status_code == 404
    assert client.get(reverse("workbench:home")).context["work"].interests == []


def test_a_person_of_two_offices_reaches_the_postings_of_both(bench) -> None:
    from organisations.choices import Role
    from organisations.models import Membership

    Membership.objects.create(user=bench.people["officer"], role=Role.OFFICER, office=make.make_office())
    client = bench.client("officer")
    url = reverse("workbench:opportunity_matches", args=[bench.page.pk])
    assert client.get(reverse("workbench:home")).status_code == 200
    assert client.get(url).status_code == 200


def test_each_posting_says_where_it_stands(bench) -> None:
    make.make_opportunity(bench.office, live=False, title="一份草稿")
    page = bench.client("officer").get(reverse("workbench:postings"))
    assert {one.page.title: one.state for one in page.context["postings"]} == {
        "冷链中央厨房": "live",
        "一份草稿": "draft",
    }
    drafts = bench.client("officer").get(reverse("workbench:postings"), {"state": "draft"})
    assert [one.page.title for one in drafts.context["postings"]] == ["一份草稿"]


@pytest.mark.parametrize("name", ["workbench:postings", "workbench:home"])
def test_the_queries_do_not_grow_with_the_postings(bench, name: str) -> None:
    client, url = bench.client("officer"), reverse(name)
    few = queries(client, url)
    for _ in range(4):
        make.make_opportunity(bench.office)
    assert queries(client, url) == few
