"""Counts of facets are remembered while the index stays as it is, and no longer."""

import pytest

from search.engines.embedded_counts import REMEMBERED, passes
from search.visibility import ANYONE, Viewer
from tests.search.small import PLANNER, TODAY, doc
from tests.search.test_embedded import engine_in
from tests.search.trying import ask


@pytest.fixture
def engine(tmp_path):
    engine = engine_in(tmp_path / "index")
    engine.rebuild([doc(n, "冷链", "510321", modes=("ppp",)) for n in range(30)])
    return engine


@pytest.fixture
def counted(engine, monkeypatch):
    """The passes that were really counted, as names of facets."""
    asked = []
    count = engine._counter._count
    monkeypatch.setattr(
        engine._counter, "_count", lambda searcher, plan: asked.append(plan.facets) or count(searcher, plan)
    )
    return asked


def counts(engine, query, viewer=ANYONE):
    facet = engine.search(query, viewer=viewer).facets["modes"]
    return {value.value: value.count for value in facet if value.count}


def test_another_page_and_another_order_count_nothing_anew(engine, counted):
    first = engine.search(ask("冷链"), viewer=ANYONE).facets
    for query in (ask("冷链", page=2), ask("冷链", sort="amount"), ask("冷链", page_size=5)):
        assert engine.search(query, viewer=ANYONE).facets == first
    assert len(counted) == 1


def test_a_value_more_of_one_facet_counts_only_the_others_anew(engine, counted):
    engine.search(ask("冷链", modes=("ppp",)), viewer=ANYONE)
    counted.clear()
    engine.search(ask("冷链", modes=("bot", "ppp")), viewer=ANYONE)
    assert [("modes" in names) for names in counted] == [False]


def test_a_value_that_is_set_is_marked_though_the_counts_are_remembered(engine):
    for set_one in ((), ("ppp",), (), ("bot",)):
        facet = engine.search(ask("冷链", modes=set_one), viewer=ANYONE).facets["modes"]
        assert tuple(value.value for value in facet if value.selected) == set_one
        places = engine.search(ask("冷链", modes=set_one), viewer=ANYONE).facets["regions"]
        assert not any(value.selected for value in places)


def test_what_is_written_is_counted_at_once(engine):
    assert counts(engine, ask("冷链")) == {"ppp": 30}
    engine.put([doc(99, "冷链", modes=("bot",))])
    assert counts(engine, ask("冷链")) == {"ppp": 30, "bot": 1}
    engine.rebuild([doc(1, "冷链", modes=("bot",))])
    assert counts(engine, ask("冷链")) == {"bot": 1}


def test_nobody_gets_the_counts_of_another_viewer(engine):
    engine.put([doc(99, "冷链", modes=("bot",), audience="staff")])
    assert counts(engine, ask("冷链")) == {"ppp": 30}
    assert counts(engine, ask("冷链"), Viewer(is_staff=True)) == {"ppp": 30, "bot": 1}
    assert counts(engine, ask("冷链")) == {"ppp": 30}


def test_only_so_much_is_remembered(engine):
    for number in range(REMEMBERED + 9):
        engine.search(ask(f"冷链{number}"), viewer=ANYONE)
    assert len(engine._counter._held) == REMEMBERED


def test_facets_without_a_filter_share_a_pass():
    query = ask("冷链", modes=("ppp",), regions=("510000",))
    plan = PLANNER.plan(query, viewer=ANYONE, today=TODAY, facets=("sectors", "regions", "bands", "modes"))
    assert passes(plan) == [("sectors", "bands"), ("regions",), ("modes",)]
