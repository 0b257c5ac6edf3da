"""A kind of thing the search has never heard of: one registration, and it is indexed, found, counted, seen by
whom it is for, and caught by saved searches. Nothing else is touched.
"""

import pytest

from search import services, sources
from search.alerts import saving
from search.document import Document
from search.filters import Filters
from search.query import Query
from search.visibility import ANYONE, MEMBERS, Viewer
from tests import factories as make
from tests.search.alerts.conftest import engine, run_jobs  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
MEMBER = Viewer(is_member=True)
SHELF = {
    "1": ("荣县红茶礼盒", ("510000", "510300", "510321"), "public"),
    "2": ("自贡冷吃兔", ("510000", "510300"), "public"),
    "3": ("高县红茶毛茶，仅供会员", ("510000", "511500", "511525"), MEMBERS),
}


def goods(ids=None):
    """As an app of its own would: ids, or None for all."""
    for number, (title, regions, audience) in SHELF.items():
        if ids is None or number in set(ids):
            yield Document(
                kind="goods", id=number, title=title, regions=regions, audience=audience,
                sectors=("agriculture",), url=f"/goods/{number}/",
            )  # fmt: skip


@pytest.fixture
def shelf(engine, monkeypatch):  # noqa: F811
    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    monkeypatch.setattr(sources, "_versions", dict(sources._versions))
    sources.register("goods", documents=goods)
    services.index("goods", SHELF)
    return engine


def found(text="", viewer=ANYONE, **filters) -> set[str]:
    wanted = Query(text=text, filters=Filters(**filters), kind="goods")
    return {hit.key for hit in services.find(wanted, viewer=viewer).hits}


def test_it_is_found_apart_from_every_other_kind(shelf):
    assert found("红茶") == {"goods:1"}
    assert services.find(Query(text="红茶"), viewer=MEMBER).total == 0, "an opportunity it is not"


def test_it_is_narrowed_and_counted_like_the_others(shelf):
    assert found(regions=("510300",)) == {"goods:1", "goods:2"}
    results = services.find(Query(kind="goods"), viewer=MEMBER)
    counts = {one.value: one.count for one in results.facets["regions"]}
    assert (counts["510000"], counts["510300"], counts["511525"]) == (3, 2, 1)
    assert [(one.value, one.count) for one in results.facets["sectors"]] == [("agriculture", 3)]


def test_it_says_itself_who_may_see_it(shelf):
    assert found("红茶", MEMBER) == {"goods:1", "goods:3"}
    assert found("红茶", ANYONE) == {"goods:1"}


def test_what_its_source_no_longer_yields_goes_out_of_the_index(shelf, monkeypatch):
    monkeypatch.delitem(SHELF, "1")
    services.index("goods", ["1"])
    assert found("红茶", MEMBER) == {"goods:3"}
    services.rebuild()
    assert found("", MEMBER) == {"goods:2", "goods:3"}


def test_a_saved_search_catches_it(shelf, run_jobs, mailoutbox, monkeypatch):  # noqa: F811
    contact = make.make_contact()
    with run_jobs():
        search = saving.search_save(
            query=Query(text="红茶", kind="goods"), name="红茶", frequency="instant", actor=contact
        )
        other = saving.search_save(query=Query(text="红茶"), name="x", frequency="instant", actor=contact)
    monkeypatch.setitem(SHELF, "4", ("郫都红茶", ("510000", "510100", "510117"), MEMBERS))
    with run_jobs():
        services.index("goods", ["4"])
    assert list(search.sightings.caught().values_list("key", "state")) == [("goods:4", "told")]
    assert not other.sightings.exists()
    assert "郫都红茶" in mailoutbox[0].body
