"""When the engine cannot answer, the database does, and says so; nothing is lost meanwhile."""

import datetime as dt

import pytest

import search
from jobs.models import Job
from search import degraded, services, sources
from search.degraded import Rows
from search.degraded_scan import ScanEngine
from search.engines.base import MissingIndexError, UnreachableError
from search.visibility import ANYONE, Viewer
from tests.search.contract import ask
from tests.search.small import ANALYZER, PLANNER, TODAY, doc


class Away:
    """An engine whose server does not answer."""

    error = UnreachableError("Elasticsearch does not answer")

    def __init__(self):
        self.asked = 0

    def search(self, query, **_more):
        self.asked += 1
        raise self.error

    total = search


@pytest.fixture
def held(monkeypatch):
    kept = {}
    monkeypatch.setattr(
        sources, "_sources", {"opportunity": lambda ids: (kept[one] for one in ids or list(kept))}
    )
    monkeypatch.setattr(sources, "_versions", {})
    scan = ScanEngine(Rows(ANALYZER), planner=lambda: PLANNER, today=lambda: TODAY)
    monkeypatch.setattr(degraded, "engine", lambda: scan)
    return kept


@pytest.fixture
def away(monkeypatch):
    engine = Away()
    monkeypatch.setattr(search, "engine", lambda: engine)
    return engine


def test_the_database_answers_and_it_says_so(held, away):
    held |= {"1": doc(1, "冷链仓储", sectors=("health",)), "2": doc(2, "竹笋")}
    found = services.find(ask("冷链"), viewer=ANYONE)
    assert found.degraded
    assert [hit.id for hit in found.hits] == ["1"]
    assert found.hits[0].title_html == "<mark>冷链</mark>仓储"
    assert {value.value: value.count for value in found.facets["sectors"]} == {"health": 1}
    assert services.total(ask(), viewer=ANYONE) == 2


def test_nobody_sees_more_than_the_index_would_show(held, away):
    yesterday = TODAY - dt.timedelta(days=1)
    held |= {
        "1": doc(1, "冷链", audience="members"),
        "2": doc(2, "冷链", deadline=yesterday),
        "3": doc(3, "冷链"),
    }
    assert services.total(ask("冷链"), viewer=ANYONE) == 1
    assert services.total(ask("冷链"), viewer=Viewer(is_staff=True)) == 3


def test_a_server_that_does_not_answer_is_not_asked_by_every_request(held, away):
    for _ in range(20):
        assert services.find(ask("冷链"), viewer=ANYONE).degraded
    assert away.asked == 1


def test_work_that_can_wait_is_told_instead(held, away):
    with pytest.raises(UnreachableError):
        services.find(ask("冷链"), viewer=ANYONE, strict=True)


def test_among_named_documents(held, away):
    held |= {"1": doc(1, "冷链"), "2": doc(2, "冷链")}
    found = services.find(ask("冷链"), viewer=ANYONE, only=["opportunity:2"])
    assert [hit.id for hit in found.hits] == ["2"]


@pytest.mark.django_db
def test_a_missing_index_is_built_once_however_many_ask(held, away, settings):
    settings.JOBS_INLINE = False
    away.error = MissingIndexError("There is no search index.")
    for _ in range(5):
        assert services.find(ask("冷链"), viewer=ANYONE).degraded
    assert Job.objects.filter(kind="search.rebuild").count() == 1


def test_a_server_that_is_away_needs_no_rebuild(held, away):
    """Without the mark for a database this test would fail at the first query."""
    assert services.find(ask("冷链"), viewer=ANYONE).degraded


def test_the_newest_are_looked_at_when_there_are_too_many(held, monkeypatch):
    held |= {str(number): doc(number, "冷链", version=number) for number in range(30)}
    monkeypatch.setattr(
        sources, "_versions", {"opportunity": lambda: ((one.id, one.version) for one in held.values())}
    )
    rows = Rows(ANALYZER, most=10)("opportunity")
    assert sorted(row.document.version for row in rows) == list(range(20, 30))


def test_the_documents_are_read_once_in_a_while(held):
    now = [100.0]
    rows = Rows(ANALYZER, now=lambda: now[0])
    held["1"] = doc(1, "冷链")
    assert len(rows("opportunity")) == 1
    held["2"] = doc(2, "冷链")
    assert len(rows("opportunity")) == 1
    now[0] += degraded.KEPT_FOR
    assert len(rows("opportunity")) == 2
