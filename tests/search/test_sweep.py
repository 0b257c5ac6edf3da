"""After any outage the index catches up: on both engines."""

import shutil
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.dispatch import Signal

import search
from search import hooks, services, sources
from search.engines.base import UnreachableError
from search.sweep import differences, sweep
from search.visibility import ANYONE
from tests.search.contract import ask
from tests.search.elastic_server import engine_at, needs_elastic, new_prefix, wipe
from tests.search.small import doc
from tests.search.test_embedded import engine_in

ON_ELASTIC = pytest.param("elastic", marks=[needs_elastic, pytest.mark.services])


@pytest.fixture(params=["embedded", ON_ELASTIC])
def engine(request, tmp_path, monkeypatch):
    monkeypatch.setattr(hooks, "indexed", Signal())
    if request.param == "embedded":
        made = engine_in(tmp_path / "index")
        made.lose = lambda: shutil.rmtree(tmp_path / "index")
    else:
        prefix = new_prefix()
        made = engine_at(prefix)
        made.lose = lambda: wipe(prefix)
    monkeypatch.setattr(search, "engine", lambda: made)
    yield made
    with suppress(FileNotFoundError):
        made.lose()


@pytest.fixture
def things(monkeypatch):
    held = {}
    monkeypatch.setattr(
        sources,
        "_sources",
        {"opportunity": lambda ids: (held[one] for one in ids or list(held) if one in held)},
    )
    monkeypatch.setattr(sources, "_versions", {})
    return held


def held_by(engine):
    engine.refresh()
    found = engine.search(ask(page_size=100), viewer=ANYONE)
    return {hit.id: hit.document.title for hit in found.hits}


def test_what_was_missed_is_put_replaced_and_taken_out(engine, things):
    things |= {"1": doc(1, "甲", version=1), "2": doc(2, "乙", version=1), "3": doc(3, "丙", version=1)}
    services.rebuild()
    assert len(differences()) == 0
    things |= {"2": doc(2, "乙新", version=2), "4": doc(4, "丁", version=1)}
    del things["3"]
    assert dict(differences().behind) == {"opportunity": ["2", "4"]}
    assert sweep() == 3
    assert held_by(engine) == {"1": "甲", "2": "乙新", "4": "丁"}
    assert sweep() == 0


def test_an_index_that_is_ahead_of_a_database_put_back_from_a_copy_follows_it(engine, things):
    things["1"] = doc(1, "新", version=7)
    services.rebuild()
    things["1"] = doc(1, "旧", version=3)
    assert sweep() == 1
    assert held_by(engine) == {"1": "旧"}


def test_an_index_that_was_deleted_is_built_anew(engine, things):
    things |= {"1": doc(1, "甲"), "2": doc(2, "乙")}
    services.rebuild()
    with suppress(FileNotFoundError):
        engine.lose()
    sweep()
    assert set(held_by(engine)) == {"1", "2"}


def test_a_kind_that_nobody_publishes_any_longer_goes(engine, things, monkeypatch):
    things["1"] = doc(1, "甲")
    services.rebuild()
    monkeypatch.setattr(sources, "_sources", {})
    assert sweep() == 1
    assert held_by(engine) == {}


def test_what_changed_since_it_was_compared_is_read_again(engine, things, monkeypatch):
    things["1"] = doc(1, "甲", version=1)
    services.rebuild()
    things["1"] = doc(1, "乙", version=2)
    compared = differences()
    things["1"] = doc(1, "丙", version=3)
    monkeypatch.setattr("search.sweep.differences", lambda: compared)
    sweep()
    assert held_by(engine) == {"1": "丙"}


def test_the_status_says_where_the_index_is_and_how_far_it_lags(engine, things, capsys):
    things |= {"1": doc(1, "甲", version=1), "2": doc(2, "乙", version=1)}
    services.rebuild()
    call_command("search_status")
    assert "lag        none" in capsys.readouterr().out
    things["1"] = doc(1, "新", version=2)
    del things["2"]
    call_command("search_status")
    said = capsys.readouterr().out
    assert "lag        1 missing or older, 1 not in the database" in said
    assert all(text in said for text in engine.about().values())


def test_a_server_that_is_away_is_left_in_peace(things, monkeypatch):
    class Away:
        def count(self):
            raise UnreachableError("away")

    monkeypatch.setattr(search, "engine", Away)
    with pytest.raises(UnreachableError):
        sweep()
