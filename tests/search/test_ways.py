"""The ways out of a search that found nothing."""

from search.filters import Filters
from search.query import Query
from search.results import FacetValue
from search.ways import MOST_ASKED, ways
from taxonomy.tables import load_tables
from tests.search.small import TAXONOMY


def out(query: Query, totals: dict[str, int] | None = None):
    found = ways(query, taxonomy=TAXONOMY, total=lambda one: (totals or {}).get(one.to_address(), 0))
    return [(way.action, way.field, way.total) for way in found]


def test_each_condition_can_be_dropped_and_the_most_fruitful_comes_first():
    query = Query(text="冷链", filters=Filters(modes=("ppp",), land_min_mu=200.0, maturity_min=5), page=3)
    totals = {"?q=%E5%86%B7%E9%93%BE&mode=ppp&maturity=5": 3, "?q=%E5%86%B7%E9%93%BE": 11}
    assert out(query, totals)[:2] == [("bare", "", 11), ("drop", "land", 3)]
    assert set(out(query, totals)[2:]) == {("drop", "modes", 0), ("drop", "maturity", 0), ("text", "q", 0)}


def test_every_sort_of_condition_has_its_way():
    query = Query(filters=Filters(
        sectors=("health",), bands=("unstated",), offices=("1",), amount_min_wan=1.0, land_none=True,
        verified_days=30, deadline_days=7, without=("mode:ppp",),
    ))  # fmt: skip
    fields = {field for _action, field, _total in out(query)}
    assert fields == {"sectors", "bands", "offices", "amount", "land_none", "verified", "deadline", "without"}


def test_a_place_and_an_industry_can_be_widened_to_what_holds_them():
    query = Query(filters=Filters(regions=("510321",), industries=("14",)))
    found = ways(query, taxonomy=TAXONOMY, total=lambda _one: 1)
    widened = [(way.value, way.to) for way in found if way.action == "widen"]
    assert widened == [("510321", "510300"), ("14", "C")]


def test_the_nearest_places_of_the_same_level_are_offered_with_the_counts_already_there():
    asked = []
    counted = [FacetValue("510000", 9), FacetValue("510322", 2), FacetValue("511025", 4),
               FacetValue("511100", 7), FacetValue("330302", 5), FacetValue("510303", 0)]  # fmt: skip
    found = ways(
        Query(filters=Filters(regions=("510321",))), taxonomy=load_tables(), facets={"regions": counted},
        total=lambda one: asked.append(one) or 0,
    )  # fmt: skip
    near = [(way.to, way.total) for way in found if way.action == "near"]
    assert sorted(near) == [("510322", 2), ("511025", 4)]  # 富顺, 资中; not 温州, not a city
    assert len(asked) == 2


def test_a_word_like_the_one_nobody_wrote_is_offered_where_it_finds_something():
    totals = {"?q=%E8%8D%A3%E5%8E%BF+-%E8%A3%85%E5%A4%87": 2}
    found = ways(
        Query(text="蓉县 -装备"), taxonomy=TAXONOMY, total=lambda one: totals.get(one.to_address(), 0),
        similar=lambda word: {"蓉县": ["荣县", "融县"]}.get(word, []),
    )  # fmt: skip
    assert [(way.action, way.value, way.to, way.total) for way in found] == [("word", "蓉县", "荣县", 2)]


def test_words_are_left_alone_where_they_are_not_what_leaves_nothing():
    def similar(word):
        raise AssertionError(word)

    query = Query(text="冷链", filters=Filters(modes=("ppp",)))
    assert ways(query, taxonomy=TAXONOMY, total=lambda _one: 1, similar=similar)


def test_the_cost_is_bounded():
    asked = []
    query = Query(
        text="甲 乙 丙 丁 戊 己", filters=Filters(
            sectors=("health",), bands=("unstated",), offices=("1",), amount_min_wan=1.0, land_none=True,
            verified_days=30, deadline_days=7, without=("mode:ppp",), modes=("bot",), maturity_min=3,
            regions=("510321",), industries=("14",),
        ),
    )  # fmt: skip
    ways(query, taxonomy=TAXONOMY, total=lambda one: asked.append(one) or 0, similar=lambda _word: "子丑寅")
    assert len(asked) <= MOST_ASKED + 3


def test_words_alone_have_no_condition_to_drop():
    assert out(Query(text="冷链")) == []
