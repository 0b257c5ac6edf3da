"""A kind of thing the search has never heard of: one registration, and it is indexed, found, counted, seen by
whom it is for, and caught by saved searches. Nothing else is touched.
"""

import pytest

from search import degraded, services, sources
from search.alerts import saving
from search.document import Document
from search.engines.base import UnreachableError
from search.filters import Filters
from search.panel import chips
from search.query import Problem, Query
from search.visibility import ANYONE, MEMBERS, Viewer
from tests import factories as make
from tests.search.alerts.conftest import engine, run_jobs  # noqa: F401  (fixtures)
from tests.search.small import TAXONOMY

pytestmark = pytest.mark.django_db
MEMBER = Viewer(is_member=True)
ORIGIN, ORGANIC = "certificate:geographical", "certificate:organic"
SHELF = {
    "1": ("荣县红茶礼盒", ("510000", "510300", "510321"), "public", (ORIGIN, ORGANIC, "grade:a")),
    "2": ("自贡冷吃兔", ("510000", "510300"), "public", ()),
    "3": ("高县红茶毛茶，仅供会员", ("510000", "511500", "511525"), MEMBERS, (ORGANIC, "grade:b")),
}
MARKS = {
    "certificate": {"geographical": "地理标志", "organic": "有机"},
    "grade": {"a": "特级", "b": "一级"},
}


def goods(ids=None):
    """As an app of its own would: ids, or None for all."""
    for number, (title, regions, audience, marks) in SHELF.items():
        if ids is None or number in set(ids):
            yield Document(
                kind="goods", id=number, title=title, regions=regions, audience=audience,
                sectors=("agriculture",), url=f"/goods/{number}/", marks=marks,
            )  # fmt: skip


@pytest.fixture
def shelf(engine, monkeypatch):  # noqa: F811
    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    monkeypatch.setattr(sources, "_versions", dict(sources._versions))
    monkeypatch.setattr(sources, "_marks", dict(sources._marks))
    sources.register("goods", documents=goods, marks=MARKS)
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


def counted(facet, viewer=MEMBER, **filters) -> dict[str, int]:
    results = services.find(Query(filters=Filters(**filters), kind="goods"), viewer=viewer)
    return {one.value: one.count for one in results.facets[facet]}


def test_its_own_codes_narrow_it_and_are_counted_a_group_each(shelf):
    assert found("", MEMBER, marks=(ORGANIC,)) == {"goods:1", "goods:3"}
    assert found("", ANYONE, marks=(ORGANIC,)) == {"goods:1"}
    assert found("", MEMBER, marks=(ORIGIN, "grade:b")) == set()
    assert counted("marks:certificate") == {ORGANIC: 2, ORIGIN: 1}
    assert counted("marks:certificate", ANYONE) == {ORGANIC: 1, ORIGIN: 1}
    # as if the group's own filter were off, the others' on
    assert counted("marks:certificate", marks=(ORIGIN, "grade:b")) == {ORGANIC: 1, ORIGIN: 0}
    assert counted("marks:grade", marks=(ORIGIN, "grade:b")) == {"grade:a": 1, "grade:b": 0}


def test_they_are_counted_alike_when_the_engine_is_away(shelf, monkeypatch):
    whole = [counted(name, marks=(ORIGIN,)) for name in sources.mark_facets("goods")]
    degraded.engine.cache_clear()  # it keeps what it read for a minute
    monkeypatch.setattr(services, "_breaker", Closed())
    again = [counted(name, marks=(ORIGIN,)) for name in sources.mark_facets("goods")]
    assert again == whole
    assert services.find(Query(kind="goods"), viewer=MEMBER).degraded
    degraded.engine.cache_clear()


class Closed:
    """In place of the breaker: nothing gets through to the engine."""

    def ask(self, *_more):
        raise UnreachableError("It is away.")


def test_they_stand_in_the_address_and_unknown_ones_are_said(shelf):
    query = read("goods", mark=[ORIGIN, "grade:z", "size:1", "organic"])
    assert query.filters.marks == (ORIGIN,)
    unknown = ("grade:z", "organic", "size:1")
    assert query.problems == tuple(Problem("unknown", "mark", one) for one in unknown)
    both = read("goods", mark=[ORIGIN, ORGANIC], without=["mark:grade:b", "mark:grade:z"])
    assert both.problems == (Problem("unknown", "without", "mark:grade:z"),)
    again = Query.from_querydict(both.to_querydict(), taxonomy=TAXONOMY, kind="goods")
    assert again == both
    assert (again.kind, again.problems) == ("goods", ())
    assert found("", MEMBER, marks=both.filters.marks, without=both.filters.without) == {"goods:1"}


def test_another_kind_does_not_know_them(shelf, client):
    assert read("opportunity", mark=[ORIGIN]).problems == (Problem("unknown", "mark", ORIGIN),)
    assert sources.mark_facets("opportunity") == ()
    page = client.get("/projects/", {"mark": ORIGIN})
    assert page.status_code == 200
    assert ORIGIN in page.content.decode(), "it is said"
    (fault,) = client.get("/api/v1/opportunities", {"mark": ORIGIN}).json()["errors"]
    assert (fault["field"], fault["code"]) == ("mark", "unknown")


def read(kind, **address):
    return Query.from_querydict(address, taxonomy=TAXONOMY, kind=kind)


def test_their_names_are_those_registered(shelf):
    sources.register("goods", documents=goods, marks=lambda: MARKS)
    (chip, left) = chips(read("goods", mark=[ORIGIN], without=["mark:grade:b"]), TAXONOMY, {})
    assert (chip.label, left.label) == ("地理标志", "一级")
    assert sources.mark_label("grade:gone") == "gone"
    with pytest.raises(ValueError, match="Grade"):
        sources.register("goods", documents=goods, marks={"Grade": {}})


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
    monkeypatch.setitem(SHELF, "4", ("郫都红茶", ("510000", "510100", "510117"), MEMBERS, ()))
    with run_jobs():
        services.index("goods", ["4"])
    assert list(search.sightings.caught().values_list("key", "state")) == [("goods:4", "told")]
    assert not other.sightings.exists()
    assert "郫都红茶" in mailoutbox[0].body


def test_a_saved_search_catches_it_by_a_code_of_its_own(shelf, run_jobs, mailoutbox, monkeypatch):  # noqa: F811
    contact = make.make_contact()
    with run_jobs():
        organic, graded = (
            saving.search_save(
                query=read("goods", mark=list(marks)), name=marks[0], frequency="instant", actor=contact
            )
            for marks in ((ORGANIC, ORIGIN), (ORGANIC, "grade:a"))
        )
    monkeypatch.setitem(SHELF, "4", ("郫都红茶", ("510000",), MEMBERS, (ORIGIN, "grade:b")))
    with run_jobs():
        services.index("goods", ["4"])
    assert list(organic.sightings.caught().values_list("key", "state")) == [("goods:4", "told")]
    assert not graded.sightings.caught().exists()


def test_a_saved_search_stops_when_its_code_is_no_longer_declared(shelf, run_jobs, monkeypatch):  # noqa: F811
    contact = make.make_contact()
    with run_jobs():
        search = saving.search_save(
            query=read("goods", mark=[ORIGIN]), name="x", frequency="instant", actor=contact
        )
    sources.register("goods", documents=goods, marks={"grade": MARKS["grade"]})
    monkeypatch.setitem(SHELF, "4", ("郫都红茶", (), MEMBERS, (ORIGIN,)))
    with run_jobs():
        services.index("goods", ["4"])
    search.refresh_from_db()
    assert search.suspended_for == [["unknown", "mark", ORIGIN]]
    assert not search.sightings.caught().exists()
