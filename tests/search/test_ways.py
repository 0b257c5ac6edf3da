"""The ways out of a search that found nothing."""

from search.filters import Filters
from search.query import Query
from search.ways import ways
from tests.search.small import TAXONOMY


def out(query: Query, totals: dict[str, int] | None = None):
    found = ways(query, taxonomy=TAXONOMY, total=lambda one: (totals or {}).get(one.to_address(), 0))
    return [(way.action, way.field, way.total) for way in found]


def test_each_condition_can_be_dropped_and_the_most_fruitful_comes_first():
    query = Query(text="冷链", filters=Filters(modes=("ppp",), land_min_mu=200.0, maturity_min=5), page=3)
    totals = {"?q=%E5%86%B7%E9%93%BE&mode=ppp&maturity=5": 3, "?q=%E5%86%B7%E9%93%BE": 11}
    assert out(query, totals)[:2] == [("bare", "", 11), ("drop", "land", 3)]
    assert set(out(query, totals)[2:]) == {("drop", "modes", 0), ("drop", "maturity", 0), ("text", "q", 0)}


def test_a_place_and_an_industry_can_be_widened_to_what_holds_them():
    query = Query(filters=Filters(regions=("510321",), industries=("14",)))
    found = ways(query, taxonomy=TAXONOMY, total=lambda _one: 1)
    widened = [(way.value, way.to) for way in found if way.action == "widen"]
    assert widened == [("510321", "510300"), ("14", "C")]


def test_words_alone_have_no_condition_to_drop():
    assert out(Query(text="冷链")) == []
