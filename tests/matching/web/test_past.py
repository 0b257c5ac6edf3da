"""What a firm said of one posting counts a little for others of its office, and stays as it was said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import adapters, services
from matching.models import Match, Reaction
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db):
    firm, office = make.make_firm(industries=("1432",)), make.make_office()
    first, second = (
        make.make_opportunity(office, industries=("1432",), title=title) for title in ("中央厨房", "冷链仓储")
    )
    services.match_all()
    return firm, make.make_contact(firm), first, second


def points(firm, page) -> float:
    row = Match.objects.get(firm=firm, opportunity=page)
    return sum(finding["points"] for finding in row.findings if finding["feature"] == "past")


def test_interest_in_an_office_speaks_for_its_next_posting_until_it_is_taken_back(
    pair, django_capture_on_commit_callbacks
) -> None:
    firm, contact, first, second = pair
    about = {"firm_id": firm.pk, "opportunity_id": first.pk, "actor": contact}
    assert points(firm, second) == 0
    with django_capture_on_commit_callbacks(execute=True):
        services.react(verdict="interested", **about)
    assert points(firm, second) > 0
    with django_capture_on_commit_callbacks(execute=True):
        services.take_back(**about)
    assert points(firm, second) == 0


def test_what_was_said_is_remembered_with_the_posting_as_it_was(pair) -> None:
    firm, contact, first, _second = pair
    services.react(firm_id=firm.pk, opportunity_id=first.pk, verdict="interested", actor=contact)
    before = adapters.firms([firm.pk])[0].past
    assert before[0].code == "1432"
    first.unpublish()
    assert adapters.firms([firm.pk])[0].past == before


def test_a_firms_past_costs_no_query_a_reaction(pair) -> None:
    firm, _contact, first, second = pair

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            adapters.firms()
        return len(seen.captured_queries)

    before = cost()
    for page in (first, second):
        Reaction.objects.create(
            firm=firm, opportunity=page, side="firm", verdict="interested", about={"office": "1"}
        )
    assert cost() == before
    assert len(adapters.firms()[0].past) == 2
