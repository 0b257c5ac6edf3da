"""Changes brought in one by one leave the rows that computing everything leaves."""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from matching import services
from matching.models import Match, Run
from tests import factories
from tests.matching.web.worlds import World, install, stored

pytestmark = pytest.mark.django_db
SCORES = (10.0, 20.0, 30.0, 40.0)  # few, so that ties are common


def pages(count: int) -> list[int]:
    root = Page.get_first_root_node()
    return [root.add_child(instance=Page(title=f"p{n}", slug=f"p{n}")).pk for n in range(count)]


def a_world(monkeypatch: pytest.MonkeyPatch, *, firms: int, opportunities: int, length: int) -> World:
    ids = [
        factories.make_firm(business_region=None, hometown_region=None, sectors=()).pk for _ in range(firms)
    ]
    world = World(firms=ids, opportunities=pages(opportunities))
    install(world, monkeypatch, length=length)
    return world


def as_computed_whole() -> list[tuple]:
    """What a full run stores, without keeping it."""
    with transaction.atomic():
        Match.objects.all().delete()
        services.match_all()
        rows = stored()
        transaction.set_rollback(True)
    return rows


def shake(world: World, chance: random.Random) -> None:
    """One change of the world, brought in the way the platform would."""
    kind = chance.choice(["firm", "firm", "opportunity", "opportunity", "firm leaves", "opportunity leaves"])
    if kind.startswith("firm"):
        pk = chance.choice(ALL["firms"])
        world.firms = sorted({*world.firms, pk} - ({pk} if kind.endswith("leaves") else set()))
        rescore(world, [(pk, other) for other in ALL["opportunities"]], chance)
        services.match_firm(firm_id=pk)
    else:
        pk = chance.choice(ALL["opportunities"])
        world.opportunities = sorted(
            {*world.opportunities, pk} - ({pk} if kind.endswith("leaves") else set())
        )
        rescore(world, [(other, pk) for other in ALL["firms"]], chance)
        services.match_opportunity(opportunity_id=pk)


ALL: dict[str, list[int]] = {}


def rescore(world: World, keys: list[tuple[int, int]], chance: random.Random) -> None:
    for key in keys:
        world.scores.pop(key, None)
        if chance.random() < 0.8:
            world.scores[key] = chance.choice(SCORES)


@pytest.mark.parametrize("seed", range(12))
def test_random_changes_one_by_one_equal_computing_everything(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    world = a_world(monkeypatch, firms=7, opportunities=7, length=chance.choice([1, 2, 3, 6]))
    ALL.update(firms=list(world.firms), opportunities=list(world.opportunities))
    rescore(world, [(f, o) for f in world.firms for o in world.opportunities], chance)
    services.match_all()
    for _ in range(15):
        shake(world, chance)
    assert stored() == as_computed_whole()


@pytest.mark.parametrize("seed", range(8))
def test_several_changes_at_once_are_right_when_the_last_of_them_is_brought_in(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    world = a_world(monkeypatch, firms=6, opportunities=6, length=2)
    everything = [(f, o) for f in world.firms for o in world.opportunities]
    rescore(world, everything, chance)
    services.match_all()
    for _ in range(6):
        firms, opportunities = chance.sample(world.firms, 2), chance.sample(world.opportunities, 2)
        rescore(world, [key for key in everything if key[0] in firms or key[1] in opportunities], chance)
        steps = [(services.match_firm, {"firm_id": pk}) for pk in firms]
        steps += [(services.match_opportunity, {"opportunity_id": pk}) for pk in opportunities]
        for service, whom in chance.sample(steps, len(steps)):
            service(**whom)
        assert stored() == as_computed_whole()


def test_bringing_in_the_same_change_twice_writes_nothing_the_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = a_world(monkeypatch, firms=4, opportunities=4, length=2)
    rescore(world, [(f, o) for f in world.firms for o in world.opportunities], random.Random(3))
    services.match_all()
    world.scores[world.firms[0], world.opportunities[0]] = 99.0
    assert services.match_firm(firm_id=world.firms[0]) > 0
    assert services.match_firm(firm_id=world.firms[0]) == 0
    times = list(Match.objects.values_list("pk", "computed_at"))
    services.match_all()
    assert list(Match.objects.values_list("pk", "computed_at")) == times


def test_another_scorer_or_another_day_makes_the_first_change_compute_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = a_world(monkeypatch, firms=2, opportunities=2, length=2)
    world.scores = {(f, o): 10.0 for f in world.firms for o in world.opportunities}
    assert not services.is_current()
    services.match_firm(firm_id=world.firms[0])
    assert services.is_current()
    assert Match.objects.count() == 4
    Run.objects.update(as_of=timezone.localdate() - timedelta(days=1))
    assert not services.is_current()
    world.version = "table-2"
    services.match_opportunity(opportunity_id=world.opportunities[0])
    assert set(Match.objects.values_list("scorer_version", flat=True)) == {"table-2"}


def test_a_full_run_that_was_overtaken_is_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = a_world(monkeypatch, firms=2, opportunities=2, length=2)
    world.scores = {(f, o): 10.0 for f in world.firms for o in world.opportunities}
    whole, seen = services._compute, []

    def overtaken(progress):
        computed = whole(progress)
        if not seen:  # meanwhile another worker brings in a change
            world.scores[world.firms[0], world.opportunities[0]] = 50.0
            Run.objects.update(generation=1000)
        seen.append(1)
        return computed

    monkeypatch.setattr(services, "_compute", overtaken)
    services.match_all()
    assert len(seen) == 2
    assert Match.objects.order_by("-score").values_list("score", flat=True)[0] == 50.0


def test_the_statements_of_one_change_do_not_grow_with_the_lists(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    world = a_world(monkeypatch, firms=20, opportunities=20, length=5)
    rescore(world, [(f, o) for f in world.firms for o in world.opportunities], random.Random(1))
    services.match_all()
    rescore(world, [(world.firms[0], o) for o in world.opportunities], random.Random(2))
    with django_assert_max_num_queries(20):
        services.match_firm(firm_id=world.firms[0])
