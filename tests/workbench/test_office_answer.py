"""What an office may say of a pair: only of a firm that is interested, and only of its own posting."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from matching import feedback, services
from matching.disclosure import counted
from matching.models import Match, Reaction, Side
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def interested(bench):
    services.react(
        firm_id=bench.firm.pk,
        opportunity_id=bench.page.pk,
        verdict="interested",
        actor=bench.people["contact"],
    )
    return bench


def whom(bench, role: str = "officer") -> dict:
    return {"firm_id": bench.firm.pk, "opportunity_id": bench.page.pk, "actor": bench.people[role]}


def test_an_office_answers_nothing_before_the_firm_said_it_is_interested(bench) -> None:
    with pytest.raises(PermissionDenied):
        feedback.office_says(verdict="interested", **whom(bench))


def test_its_no_takes_the_pair_off_the_secretariats_list_at_once_and_not_off_the_firms(interested) -> None:
    feedback.office_says(verdict="not_relevant", reason="too_small", **whom(interested))
    pair = {"firm": interested.firm, "opportunity": interested.page}
    assert not Match.objects.to_introduce().filter(**pair).exists()
    assert Match.objects.of_firm(interested.firm.pk).filter(**pair).exists()
    kept = Reaction.objects.get(side=Side.OFFICE)
    assert (kept.reason, bool(kept.findings)) == ("too_small", True)
    assert feedback.office_takes_back(**whom(interested))
    assert Match.objects.to_introduce().filter(**pair).exists()


def test_its_no_needs_a_reason_an_office_may_give(interested) -> None:
    for reason in ("", "too_far"):
        with pytest.raises(ValidationError) as refused:
            feedback.office_says(verdict="not_relevant", reason=reason, **whom(interested))
        assert "reason" in refused.value.message_dict


def test_another_office_and_other_roles_answer_nothing(interested) -> None:
    interested.people["other"] = make.make_officer()
    for role in ("other", "contact", "visitor", "secretary"):
        with pytest.raises(PermissionDenied):
            feedback.office_says(verdict="interested", **whom(interested, role))


def test_the_page_takes_the_answer_and_the_secretariat_reads_it(interested) -> None:
    client = interested.client("officer")
    url = reverse("workbench:office_answer", args=[interested.firm.pk, interested.page.pk])
    back = client.post(url, {"verdict": "not_relevant", "reason": "already_talking"})
    shown = client.get(back.url).content.decode()
    assert "Already in talks" in shown
    assert interested.firm.name not in shown
    pair = reverse("workbench:pair", args=[interested.firm.pk, interested.page.pk])
    assert "The office" in interested.client("secretary").get(pair).content.decode()
    assert "Already in talks" not in interested.client("contact").get(pair).content.decode()
    client.post(url, {"verdict": ""})
    assert not Reaction.objects.filter(side=Side.OFFICE).exists()


def test_small_numbers_are_neither_named_nor_numbered() -> None:
    many = counted([("330000", 5), ("310000", 2), ("510000", 1)], 8)
    assert (many.rows, many.others, many.is_too_few) == ([("330000", 5)], 2, False)
    few = counted([("330000", 2)], 2)
    assert (few.rows, few.is_too_few) == ([], True)
