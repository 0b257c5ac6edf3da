"""What the sieve says equals what every engine says when each saved search is run on it."""

import datetime as dt
import random

import pytest

from search.alerts.sieve import Held, Sieve
from search.fields import fields
from search.filters import Filters
from search.query import Query
from search.shape import All, Any, Best, Boost, Const, Holds, Nothing, Run, Term, Verified
from search.visibility import ANYONE, MEMBERS, STAFF, Viewer, may_see, office_audience
from tests.search.small import ANALYZER, PLANNER, TODAY, doc
from tests.search.test_embedded import engine_in

WORDS = (
    "冷链", "仓储", "冷链仓储", "大健康", "康养", "养老", "中山", "中山区", "荣县", "自贡", "蓉", "川南",
    "郫县", "茶", "预制菜", "食品制造业", "土豆", "马铃薯", "光伏", "zigong", "zg", "PPP", "项目", "招商",
    "制造商贸", "的", "12000", "冷库", "“冷链 仓储”", "“仓储冷”", "-茶", "-“冷库”", "榮縣", "双古",
    "title:冷链", "office:局",
)  # fmt: skip
PLACES = ("510321", "510117", "510100", "511500", "442000", "210202", "330200", "")
MARKS = ("certificate:organic", "certificate:green", "grade:a")
INDUSTRIES = ("14", "59", "13", "C", "")
TEXTS = (
    "荣县冷链仓储项目", "自贡市中央厨房与预制菜", "中山区文旅小镇", "高县茶产业园", "郫都区光伏组件厂",
    "康养中心", "健康养老社区", "马铃薯加工", "冷库改造", "智能终端产业园", "PPP 合作的污水厂",
    "宁波港保鲜库",
)  # fmt: skip


def random_document(number: int, draw: random.Random):
    days = dt.timedelta
    return doc(
        number,
        "".join(draw.sample(TEXTS, draw.choice((1, 1, 2)))),
        draw.choice(PLACES),
        draw.choice(INDUSTRIES),
        summary=draw.choice((*TEXTS, "", "", "建设冷链、仓储、养老")),
        body=draw.choice((*TEXTS, "", "的和在")),
        sectors=tuple(sorted(draw.sample(("health", "logistics", "manufacturing"), draw.randint(0, 2)))),
        amount_wan=draw.choice((None, 800.0, 1000.0, 4999.99, 12000.0, 60000.0)),
        currency=draw.choice(("CNY", "CNY", "USD")),
        land_mu=draw.choice((None, 0.0, 85.0, 85.5, 300.0)),
        modes=tuple(sorted(draw.sample(("ppp", "lease", "joint_venture"), draw.randint(0, 2)))),
        maturity=draw.randint(0, 6),
        verified=draw.choice((None, TODAY, TODAY - days(30), TODAY - days(31), TODAY - days(400))),
        deadline=draw.choice((None, None, TODAY, TODAY + days(20), TODAY - days(1))),
        office_id=draw.choice(("", "7", "8")),
        marks=tuple(sorted(draw.sample(MARKS, draw.randint(0, 2)))),
        office_name=draw.choice(("", "荣县投资促进局")),
        audience=draw.choice(("public", "public", MEMBERS, STAFF, office_audience("7"))),
    )


def random_query(draw: random.Random) -> Query:
    def some(*values: str) -> tuple[str, ...]:
        return tuple(sorted(draw.sample(values, draw.choice((0, 0, 0, 1, 2)))))

    low, high = draw.choice(((None, None), (None, None), (1000.0, None), (None, 12000.0), (900.0, 5000.0)))
    filters = Filters(
        sectors=some("health", "logistics", "manufacturing"),
        industries=some("14", "C", "59"),
        regions=some("510000", "510300", "510321", "442000"),
        bands=some("under-1000", "1000-5000", "over-50000", "unstated"),
        amount_min_wan=low,
        amount_max_wan=high,
        land_min_mu=draw.choice((None, None, None, 85.0)),
        land_max_mu=draw.choice((None, None, None, 85.0)),
        land_none=draw.random() < 0.05,
        modes=some("ppp", "lease"),
        maturity_min=draw.choice((0, 0, 0, 3)),
        verified_days=draw.choice((None, None, 30, 90)),
        offices=some("7", "8"),
        marks=some(*MARKS),
    )
    if draw.random() < 0.4:
        filters = Filters()
    text = " ".join(draw.sample(WORDS, draw.choice((0, 1, 1, 1, 2, 3))))
    return Query(text=text, filters=filters, exact=draw.random() < 0.2)


def viewers():
    return (ANYONE, Viewer(is_member=True), Viewer(is_staff=True), Viewer(offices=frozenset(("7",))))


class SieveEqualsEngine:
    """A subclass gives `engine`, empty: so the equality is shown on each one."""

    @pytest.mark.parametrize("seed", range(4))
    def test_the_sieve_catches_exactly_what_the_engine_finds(self, engine, seed):
        draw = random.Random(seed)
        documents = [random_document(number, draw) for number in range(60)]
        queries = [random_query(draw) for _ in range(150)]
        engine.rebuild(documents)
        engine.refresh()
        sieve = Sieve(PLANNER)
        for number, query in enumerate(queries):
            sieve.add(number, query)
        caught = {
            one.key: set(sieve.catches(fields(one, ANALYZER), one.kind, today=TODAY)) for one in documents
        }
        keys = [one.key for one in documents]
        hits = 0
        for number, query in enumerate(queries):
            viewer = draw.choice(viewers())
            results = engine.search(query.replace(page_size=100), viewer=viewer, facets=(), only=keys)
            passed = [one for one in documents if number in caught[one.key]]
            expected = {one.key for one in passed if may_see(one, viewer, today=TODAY)}
            assert {hit.key for hit in results.hits} == expected, query
            hits += len(expected)
        assert hits > 100, "the draw holds searches that catch something"

    def test_a_search_of_all_words_never_catches_what_holds_some_of_them(self, engine):
        documents = [doc(1, "冷链"), doc(2, "冷链仓储"), doc(3, "仓储")]
        engine.rebuild(documents)
        sieve = Sieve(PLANNER)
        sieve.add("both", Query(text="冷链 仓储"))
        sieve.add("none", Query(text="冷链 光伏"))
        caught = [sieve.catches(fields(one, ANALYZER), one.kind, today=TODAY) for one in documents]
        assert caught == [[], ["both"], []]


class TestEmbedded(SieveEqualsEngine):
    @pytest.fixture
    def engine(self, tmp_path):
        return engine_in(tmp_path / "index")


def held() -> Held:
    one = doc(1, "荣县冷链仓储项目", "510321", verified=TODAY)
    return Held(fields(one, ANALYZER))


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        (Term("title_words", "冷链"), True),
        (Term("title_words", "竹笋"), False),
        (Term("no_such_field", "冷链"), False),
        (Run("title_bigrams", ("冷链", "链仓")), True),
        (Run("title_bigrams", ("链仓", "冷链")), False),
        (Holds("regions", "510300"), True),
        (Holds("regions", "330000"), False),
        (Verified(TODAY.toordinal()), True),
        (Verified(TODAY.toordinal() + 1), False),
        (Const(Boost(Term("title_words", "冷链"), 2.0), 1.0), True),
        (Any((Nothing(), Term("title_words", "冷链"))), True),
        (Any((Nothing(), Term("title_words", "冷链")), 2), False),
        (All((Term("title_words", "冷链"), Nothing())), False),
        (Best((Nothing(), Term("title_words", "冷链")), 0.1), True),
        (Best((Nothing(),), 0.1), False),
    ],
)
def test_each_kind_of_node_is_held_against_the_document(node, answer):
    assert held().holds(node) is answer


def test_a_node_not_known_here_costs_time_but_never_a_hit():
    assert held().holds(object()) is True
    assert held().holds(object(), unknown=False) is False


def test_searches_without_words_or_codes_are_looked_at_for_every_document():
    sieve = Sieve(PLANNER)
    sieve.add("all", Query())
    sieve.add("ripe", Query(filters=Filters(maturity_min=3)))
    sieve.add("empty", Query(text="？！"))
    caught = sieve.catches(fields(doc(1, "冷链", maturity=4), ANALYZER), "opportunity", today=TODAY)
    assert set(caught) == {"all", "ripe"}
    assert sieve.catches(fields(doc(1, "冷链"), ANALYZER), "goods", today=TODAY) == []
