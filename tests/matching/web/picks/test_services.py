"""A week is drawn, read, changed and released; a firm sees nothing before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from matching.allocation import Rules
from matching.models import Match, Pick, PickWeek, Reaction
from matching.picks import services
from tests import factories as make

pytestmark = pytest.mark.django_db
ALL = Rules(picks=2, looks=1, most_looks=5, least=0)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def pair(score: float, firm, page, rank: int = 1) -> Match:
    return Match.objects.create(firm=firm, opportunity=page, score=score, band="send", firm_rank=rank)


@pytest.fixture
def town(db) -> dict:
    office = make.make_office()
    star, plain = (make.make_opportunity(office, title=title) for title in ("人人想要", "少有人问"))
    firms = [make.make_firm() for _ in range(3)]
    for firm in firms:
        pair(90, firm, star)
    pair(80, firms[0], plain, rank=2)
    return {"star": star, "plain": plain, "firms": firms, "secretary": make.make_secretary()}


def drawn(week: PickWeek) -> set[tuple[int, int]]:
    return set(week.picks.standing().values_list("firm_id", "opportunity_id"))


def test_a_posting_nobody_puts_first_is_picked_and_says_so(town) -> None:
    week = services.draw(rules=Rules(picks=1, looks=1, most_looks=5, least=0), actor=town["secretary"])
    assert (town["firms"][0].pk, town["plain"].pk) in drawn(week)
    assert len(drawn(week)) == 3
    pick = Pick.objects.get(opportunity=town["plain"])
    assert (pick.own_rank, pick.only_look) == (2, True)
    assert week.figures["unseen"] == 0
    assert week.alone["unseen"] == 0.5


def test_a_firm_sees_its_picks_after_the_release_and_for_that_week_only(town) -> None:
    firm = town["firms"][0]
    services.draw(rules=ALL)
    assert not Pick.objects.shown_to(firm.pk).exists()
    services.release(monday=services.this_monday(), actor=town["secretary"])
    assert Pick.objects.shown_to(firm.pk).count() == 2
    PickWeek.objects.update(monday=services.this_monday() - timedelta(weeks=1))
    assert not Pick.objects.shown_to(firm.pk).exists()


def test_what_is_taken_off_is_not_shown_and_not_drawn_again(town) -> None:
    firm, secretary = town["firms"][0], town["secretary"]
    pick = services.draw(rules=ALL).picks.get(firm=firm, opportunity=town["star"])
    with pytest.raises(ValidationError, match="Say why"):
        services.take_off(pick_id=pick.pk, because="  ", actor=secretary)
    services.take_off(pick_id=pick.pk, because="正在谈", actor=secretary)
    week = services.draw()
    assert (firm.pk, town["star"].pk) not in drawn(week)
    assert week.picks.get(pk=pick.pk).removed_because == "正在谈"
    services.put_back(pick_id=pick.pk, actor=secretary)
    assert (firm.pk, town["star"].pk) in drawn(week)


def test_a_released_week_is_not_drawn_anew(town) -> None:
    services.draw(rules=ALL)
    services.release(monday=services.this_monday(), actor=town["secretary"])
    first = PickWeek.objects.get().released_at
    services.release(monday=services.this_monday(), actor=make.make_secretary())
    assert PickWeek.objects.get().released_at == first
    with pytest.raises(ValidationError, match="released"):
        services.draw(rules=ALL)


def test_what_was_shown_or_answered_is_not_picked_again(town) -> None:
    firms, star = town["firms"], town["star"]
    services.draw(rules=ALL)
    services.release(monday=services.this_monday(), actor=town["secretary"])
    PickWeek.objects.update(monday=services.this_monday() - timedelta(weeks=2))
    assert not drawn(services.draw(rules=ALL))
    PickWeek.objects.filter(released_at__isnull=False).update(
        monday=services.this_monday() - timedelta(weeks=services.NOT_AGAIN_WEEKS + 1)
    )
    Reaction.objects.create(firm=firms[1], opportunity=star, side="firm", verdict="interested")
    again = drawn(services.draw(rules=ALL))
    assert (firms[0].pk, star.pk) in again
    assert (firms[1].pk, star.pk) not in again


def test_the_next_drawing_keeps_the_rules_of_the_last(town) -> None:
    assert services.last_rules() == Rules()
    services.draw(rules=ALL)
    assert services.last_rules() == ALL
    PickWeek.objects.update(rules={"picks": 0, "unknown": 1})
    assert services.last_rules() == Rules()


def test_the_weekly_job_draws_once_a_week(town) -> None:
    assert services.draw_if_due() is not None
    drawn_at = PickWeek.objects.get().drawn_at
    assert services.draw_if_due() is None
    assert PickWeek.objects.get().drawn_at == drawn_at


def test_only_the_secretariat_draws_takes_off_and_releases(town) -> None:
    pick = services.draw(rules=ALL).picks.first()
    for actor in (make.make_user(), make.make_contact(town["firms"][0])):
        with pytest.raises(PermissionDenied):
            services.draw(actor=actor)
        with pytest.raises(PermissionDenied):
            services.take_off(pick_id=pick.pk, because="x", actor=actor)
        with pytest.raises(PermissionDenied):
            services.release(monday=services.this_monday(), actor=actor)


def test_nothing_drawn_is_nothing_to_release(town) -> None:
    Match.objects.all().delete()
    services.draw(rules=ALL)
    with pytest.raises(ValidationError, match="nothing to release"):
        services.release(monday=services.this_monday(), actor=town["secretary"])
    assert timezone.localdate() - services.this_monday() < timedelta(days=7)
