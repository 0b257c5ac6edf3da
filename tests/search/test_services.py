"""Keeping the index true from sources."""

import pytest
from django.core.management import CommandError, call_command
from django.dispatch import Signal

import search
from search import hooks, services, sources
from search.document import Document
from search.engines.base import MissingIndexError
from search.visibility import ANYONE
from tests.search.contract import ask
from tests.search.small import doc
from tests.search.test_embedded import engine_in


@pytest.fixture
def engine(tmp_path, monkeypatch):
    engine = engine_in(tmp_path / "index")
    monkeypatch.setattr(search, "engine", lambda: engine)
    monkeypatch.setattr(hooks, "indexed", Signal())  # nobody listens
    return engine


@pytest.fixture
def things(monkeypatch) -> dict[str, Document]:
    """A source of one kind, "opportunity", which knows what this mapping holds."""
    held: dict[str, Document] = {}

    def documents(ids):
        yield from (held[one] for one in (held if ids is None else ids) if one in held)

    monkeypatch.setattr(sources, "_sources", {"opportunity": documents})
    monkeypatch.setattr(sources, "_versions", {})
    return held


def titles(engine) -> list[str]:
    return sorted(hit.document.title for hit in engine.search(ask(), viewer=ANYONE).hits)


def test_what_may_be_found_is_put_and_the_rest_is_taken_out(engine, things):
    services.rebuild()
    things |= {"1": doc(1, "甲"), "2": doc(2, "乙")}
    services.index("opportunity", ["1", "2"])
    assert titles(engine) == ["乙", "甲"]
    del things["1"]
    services.index("opportunity", ["1", "2"])
    services.index("opportunity", ["1", "2"])
    assert titles(engine) == ["乙"]


def test_the_first_thing_to_index_builds_the_whole_index(engine, things):
    things |= {"1": doc(1, "甲"), "2": doc(2, "乙")}
    services.index("opportunity", ["2"])
    assert titles(engine) == ["乙", "甲"]


def test_finding_is_asking_the_engine_the_settings_name(engine, things):
    things |= {"1": doc(1, "冷链", sectors=("health",)), "2": doc(2, "竹笋")}
    services.rebuild()
    found = services.find(ask("冷链"), viewer=ANYONE, facets=("sectors",))
    assert [hit.id for hit in found.hits] == ["1"]
    assert list(found.facets) == ["sectors"]
    assert services.total(ask(), viewer=ANYONE) == 2


def test_remove_asks_no_source_and_needs_no_index(engine, things):
    services.remove("opportunity", ["1"])
    things["1"] = doc(1, "甲")
    services.rebuild()
    services.remove("opportunity", ["1"])
    assert titles(engine) == []


def test_a_rebuild_tells_how_far_it_is(engine, things):
    things |= {str(number): doc(number, "甲") for number in range(450)}
    told: list[int] = []
    assert services.rebuild(told.append) == 450
    assert told == [200, 400]


def test_current_is_known_without_reading_a_document(engine, things):
    assert not services.is_current()
    services.rebuild()
    assert services.is_current()


def test_a_kind_nobody_registered_is_said():
    with pytest.raises(LookupError, match=r"register\('goods'"):
        services.index("goods", ["1"])


@pytest.mark.django_db
def test_the_command_builds_and_the_second_time_has_nothing_to_do(engine, things, capsys):
    things["1"] = doc(1, "甲")
    call_command("rebuild_search", "--if-needed")
    assert "1 documents indexed" in capsys.readouterr().out
    call_command("rebuild_search", "--if-needed")
    assert "is current" in capsys.readouterr().out
    call_command("search_status")
    assert "documents  1" in capsys.readouterr().out


def test_the_status_of_a_missing_index_says_what_to_do(engine):
    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("search_status")


def test_a_job_brings_one_thing_up_to_date(engine, things):
    from types import SimpleNamespace

    from search import jobs

    services.rebuild()
    things["1"] = doc(1, "甲")
    jobs.index(SimpleNamespace(key="opportunity:1"))
    assert titles(engine) == ["甲"]
    del things["1"]
    jobs.rebuild(SimpleNamespace(key="all"))
    assert titles(engine) == []


def test_an_engine_nobody_knows_is_refused(settings):
    settings.SEARCH_ENGINE = "magic"
    search.engine.cache_clear()
    with pytest.raises(ValueError, match="embedded"):
        search.engine()


def test_missing_is_an_error_that_says_what_to_do(engine):
    with pytest.raises(MissingIndexError, match=r"manage\.py rebuild_search"):
        engine.count()
