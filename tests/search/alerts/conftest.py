"""The ground of the tests of saved searches: an index of this test's own, and people who save."""

import pytest

import search
from search import services
from search.alerts import evaluation, saving
from search.query import Query
from taxonomy.tree import current as current_taxonomy
from tests import factories as make
from tests.search.small import ANALYZER


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """An empty index on today's date, with the planner of the release."""
    from search.current import planner
    from search.engines.embedded import EmbeddedEngine

    engine = EmbeddedEngine(tmp_path / "index", analyzer=ANALYZER, planner=planner)
    engine.rebuild([])
    monkeypatch.setattr(search, "engine", lambda: engine)
    monkeypatch.setattr(evaluation, "analyzer", lambda: ANALYZER)
    evaluation.forget()
    yield engine
    evaluation.forget()


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks):
    """`with run_jobs():` does the work that is entered within, as a worker would at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def contact(db):
    return make.make_contact(email="wang@example.org")


def query(**address) -> Query:
    """The search of an address: query(q="冷链", region="510000")."""
    return Query.from_querydict(address, taxonomy=current_taxonomy())


def save(owner, *, name="我的搜索", frequency="instant", **address):
    """A search of that person, as the page saves it."""
    saved = saving.search_save(query=query(**address), name=name, frequency=frequency, actor=owner)
    saved.refresh_from_db()
    return saved


def publish(title="荣县冷链仓储项目", **fields):
    """A posting that is published now."""
    return make.make_opportunity(title=title, **fields)


def touch(page) -> None:
    """The posting is published anew: the office confirmed or changed it."""
    page.save_revision().publish()


def index(*pages) -> None:
    services.index("opportunity", [str(page.pk) for page in pages])
