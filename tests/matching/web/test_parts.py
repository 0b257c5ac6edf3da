"""A full run in parts leaves what one in a single process leaves, whatever is done twice, late or killed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from jobs.models import Job, State
from jobs.running import run_due
from matching import services
from matching.models import Match, MatchPart, PartChange, Run
from matching.pairs import Pair, lists_of
from matching.parts import packing
from matching.parts import services as parts
from organisations.models import Firm
from tests import factories as make
from tests.matching.web.test_incremental import a_world, rescore
from tests.matching.web.worlds import World, stored

SCORES = (10.0, 20.5, 30.00001)


@pytest.fixture
def later(settings):
    """Jobs wait in the ledger until the test does them."""
    settings.JOBS_INLINE = False
    settings.CELERY_BROKER_URL = "memory://"
    settings.MATCHING_PART_FIRMS = 3


@pytest.fixture
def world(monkeypatch, later) -> World:
    found = a_world(monkeypatch, firms=8, opportunities=5, length=3)
    monkeypatch.setattr(parts, "LIST_LENGTH", 3)
    rescore(found, [(f, o) for f in found.firms for o in found.opportunities], random.Random(1))
    return found


def do_all() -> None:
    while run_due():
        pass
    assert not Job.objects.exclude(state=State.DONE).exists()


def whole() -> list[tuple]:
    """The rows as one process would leave them."""
    services.match_all()
    return stored()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_merged_parts_equal_the_whole_for_any_size_of_the_parts(size: int) -> None:
    chance = random.Random(size)
    pairs = [
        Pair(f, o, chance.choice(SCORES), chance.choice((None, 4)))
        for f in range(1, 30) for o in range(100, 120) if chance.random() < 0.7
    ]  # fmt: skip
    found = []
    for start in range(0, 30, size):
        mine = lists_of((pair for pair in pairs if start <= pair.firm_id < start + size), 4)
        found.append(packing.unpack(packing.pack(mine)))
    assert packing.merge(found, 4) == lists_of(pairs, 4)


@pytest.mark.django_db
def test_a_run_in_parts_leaves_the_rows_of_a_run_in_one_process(world: World) -> None:
    assert services.everything() == 0
    assert MatchPart.objects.count() == 3
    do_all()
    assert not MatchPart.objects.exists()
    in_parts = stored()
    assert in_parts == whole()
    assert Run.objects.get().pairs == len(in_parts) > 10


@pytest.mark.django_db
def test_parts_done_twice_and_in_any_order_do_no_harm(world: World) -> None:
    run = parts.plan()
    for number in (2, 0, 0, 1, 2):
        parts.do_part(f"{run}/{number}")
    parts.do_merge(run)
    parts.do_merge(run)
    parts.do_part(f"{run}/0")
    assert stored() == whole()


@pytest.mark.django_db
def test_a_run_that_is_given_up_stores_nothing(world: World) -> None:
    first, second = parts.plan(), parts.plan()
    for number in range(3):
        parts.do_part(f"{first}/{number}")
    assert parts.do_merge(first) == 0
    assert not Match.objects.exists()
    do_all()
    assert stored() == whole()
    assert parts.do_merge(second) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_changes_made_between_the_parts_are_in_the_lists_at_the_end(world: World, seed: int) -> None:
    chance = random.Random(seed)
    services.match_all()
    run = parts.plan()
    for number in range(3):
        if chance.random() < 0.7:
            firm = chance.choice(world.firms)
            rescore(world, [(firm, o) for o in world.opportunities], chance)
            services.match_firm(firm_id=firm)
        if chance.random() < 0.7:
            opportunity = chance.choice(world.opportunities)
            rescore(world, [(f, opportunity) for f in world.firms], chance)
            services.match_opportunity(opportunity_id=opportunity)
        parts.do_part(f"{run}/{number}")
    do_all()
    assert stored() == whole()
    assert not PartChange.objects.exists()


@pytest.mark.django_db
def test_somebody_who_left_meanwhile_has_the_run_begun_again(world: World) -> None:
    run = parts.plan()
    for number in range(3):
        parts.do_part(f"{run}/{number}")
    gone = world.opportunities.pop(0)
    assert parts.do_merge(run) == 0
    do_all()
    assert stored() == whole()
    assert not Match.objects.filter(opportunity_id=gone).exists()


@pytest.mark.django_db
def test_another_day_or_other_weights_begin_a_new_run(world: World) -> None:
    run = parts.plan()
    parts.do_part(f"{run}/0")
    world.version = "table-2"
    assert not parts.is_on_its_way()
    parts.do_part(f"{run}/1")
    MatchPart.objects.update(done_at=timezone.now(), as_of=timezone.localdate() - timedelta(days=1))
    assert parts.do_merge(run) == 0
    do_all()
    assert stored() == whole()
    assert Run.objects.get().scorer_version == "table-2"


@pytest.mark.django_db
def test_few_firms_are_matched_in_one_process(world: World) -> None:
    with override_settings(MATCHING_PART_FIRMS=8):
        assert services.everything() > 0
    assert not MatchPart.objects.exists()


@pytest.mark.django_db
def test_real_records_and_real_scores_are_the_same_in_parts(later) -> None:
    office = make.make_office()
    for n in range(4):
        amount = 1000 * n + 500
        make.make_opportunity(office, industries=("1432",), title=f"中央厨房{n}", amount_wan=amount)
    for n in range(7):
        firm = make.make_firm(industries=("1432",))
        if n % 2:
            make.make_intent(firm, industries=("1432",), target_regions=("510300",))
            make.make_intent(firm, sectors=("energy",))
    Job.objects.all().delete()
    services.everything()
    do_all()
    in_parts = stored()
    assert len(in_parts) == 28
    assert in_parts == whole()
    assert all(match.findings for match in Match.objects.all())


@pytest.mark.django_db
def test_no_firm_at_all_empties_the_lists(world: World) -> None:
    services.match_all()
    Firm.objects.update(is_active=False)
    world.firms.clear()
    run = parts.plan()
    parts.do_part(f"{run}/0")
    parts.do_merge(run)
    assert not stored()
