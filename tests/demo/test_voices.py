"""What the demonstration people have said: it names firms and postings there are, and is said once."""

from datetime import date

import pytest
from django.utils import translation

from cms import moderation, permissions, services, tree
from cms.models import OpportunityPage, Review
from cms.scoring import CRITERIA, Decision, decide
from demo.tables import rows
from demo.voices import HELD, MARKS, REASON, hold_one, load_reactions, secretary_address
from matching.models import Reaction, Reason, Verdict
from tests import factories

TODAY = date(2026, 11, 24)
SAID = rows("reactions")


@pytest.mark.parametrize("row", SAID, ids=lambda row: f"{row['firm']} {row['posting'][:8]}")
def test_a_reaction_names_a_firm_and_a_posting_of_the_tables(row):
    assert row["firm"] in {firm["name"] for firm in rows("firms")}
    office = {posting["title"]: posting["office"] for posting in rows("postings")}[row["posting"]]
    assert office in ("rongxian", "zizhong")  # whose officers have a log-in
    assert row["verdict"] in Verdict.values
    assert (row["reason"] in Reason.values) == (row["verdict"] == Verdict.NOT_RELEVANT)
    assert int(row["days_ago"]) > 0


def test_there_is_interest_in_both_offices_and_a_refusal():
    assert len({(row["firm"], row["posting"]) for row in SAID}) == len(SAID)
    assert sum(row["verdict"] == Verdict.INTERESTED for row in SAID) >= 6
    assert any(row["verdict"] == Verdict.NOT_RELEVANT for row in SAID)


def test_reactions_are_noted_once_and_a_changed_mind_is_left_alone(db):
    row = SAID[0]
    firm = factories.make_firm(name=row["firm"], is_demo=True)
    page = factories.make_opportunity(title=row["posting"], is_demo=True)
    contact = factories.make_contact(firm)
    assert load_reactions(TODAY) == 1
    (said,) = Reaction.objects.all()
    assert (said.firm, said.opportunity_id, said.by) == (firm, page.pk, contact)
    Reaction.objects.update(verdict=Verdict.NOT_RELEVANT, reason=Reason.TOO_FAR)
    assert load_reactions(TODAY) == 0
    assert Reaction.objects.get().verdict == Verdict.NOT_RELEVANT


def test_one_posting_is_held_for_a_single_nought_and_only_once(db):
    tree.ensure()
    office = factories.make_office()
    officer, secretary = factories.make_officer(office), factories.make_secretary(email=secretary_address())
    for person in (officer, secretary):
        permissions.sync_user(person)
    assert decide(dict(zip(CRITERIA, MARKS, strict=True))) == Decision.HOLD
    assert hold_one() == 0
    factories.a_sector("agriculture")
    fields = {
        "title": HELD,
        "summary": "腌制和包装。",
        "region": factories.a_region("510321"),
        "sectors": ["agriculture"],
    }
    with translation.override("zh-hans"):
        page = services.draft_opportunity(office=office, fields=fields, actor=officer, is_demo=True)
        services.submit(page=page, actor=officer)
        assert hold_one() == 1
        assert [held.title for held in OpportunityPage.objects.held()] == [HELD]
        assert Review.objects.get().reason == REASON
        services.submit(page=OpportunityPage.objects.get(pk=page.pk), actor=officer)
        assert hold_one() == 0
    assert moderation.task_state_of(OpportunityPage.objects.get(pk=page.pk)) is not None
