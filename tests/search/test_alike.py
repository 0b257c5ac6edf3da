"""Random documents and random searches: the two engines and the scan find, count and order the same.

The order by relevance may differ where two scores are as good as equal; how much the first ten have in common
is printed (`pytest -s`) and must be nearly all.
"""

import datetime as dt
import random

import pytest

from search.filters import BANDS, MODE_CODES
from search.planner import FACETS
from search.query import SORTS
from search.visibility import ANYONE, Viewer
from tests.search.elastic_server import engine_at, needs_elastic, new_prefix, wipe
from tests.search.small import TAXONOMY, TODAY, doc
from tests.search.test_degraded_scan import InMemory
from tests.search.test_embedded import engine_in
from tests.search.trying import ask

_TEXT = """
冷链 仓储 物流 竹笋 罐头 产业园 招商 项目 标准厂房 污水处理 智能终端 大健康 康养 养老 预制菜 食品制造业
中山 中山区 成都 自贡 荣县 川南 茶 新能源 光伏 水电 PPP 土豆 榮縣 臺灣 冷库 蓉 的 12 A座 建材有限公司 临港
"""
WORDS = _TEXT.split()
REGIONS = ("", "510117", "510321", "511525", "330200", "442000", "210202")
VIEWERS = (ANYONE, Viewer(is_member=True), Viewer(is_staff=True), Viewer(offices=frozenset(("7",))))


def some(chance, most):
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def a_document(chance, number):
    day = lambda: TODAY + dt.timedelta(days=chance.randint(-120, 60))  # noqa: E731
    return doc(
        number,
        some(chance, 5),
        chance.choice(REGIONS),
        chance.choice(("", "13", "14", "59")),
        summary=some(chance, 8) if chance.random() < 0.7 else "",
        body=some(chance, 40),
        office_id=chance.choice(("7", "8")),
        sectors=tuple(chance.sample(("health", "logistics", "manufacturing"), chance.randint(0, 2))),
        modes=tuple(chance.sample(MODE_CODES, chance.randint(0, 2))),
        amount_wan=chance.choice((None, 0.0, 999.99, 1000.0, 5000.0, chance.uniform(1, 90000))),
        currency=chance.choice(("CNY", "CNY", "CNY", "USD")),
        land_mu=chance.choice((None, 0.0, 12.5, chance.uniform(0, 300))),
        maturity=chance.randint(0, 6),
        verified=chance.choice((None, min(day(), TODAY))),
        deadline=chance.choice((None, day())),
        audience=chance.choice(("public", "public", "public", "members", "office:7")),
        version=chance.randint(0, 3),
    )


def a_query(chance):
    filters = {
        "regions": (chance.choice(("510000", "510300", "330000")),), "sectors": ("health", "logistics"),
        "modes": tuple(chance.sample(MODE_CODES, 2)), "bands": tuple(chance.sample(list(BANDS), 2)),
        "industries": (chance.choice(("C", "14")),), "maturity_min": chance.randint(1, 6),
        "verified_days": chance.choice((30, 60, 90)), "amount_min_wan": 1000.0, "land_max_mu": 100.0,
        "land_none": True, "offices": ("7",),
    }  # fmt: skip
    text = " ".join(some(chance, 2) for _ in range(chance.choice((0, 1, 1, 1, 2, 3))))
    text = chance.choice((text, text, text, f'"{text}"', f"{text} -{chance.choice(WORDS)}"))
    names = chance.sample(list(filters), chance.choice((0, 0, 1, 2)))
    return ask(
        text, sort=chance.choice(SORTS), page=chance.choice((1, 1, 2)), exact=chance.random() < 0.2,
        **{name: filters[name] for name in names},
    )  # fmt: skip


class Alike:
    """Two engines filled with the same random documents."""

    SEED, DOCUMENTS, QUERIES = 4, 400, 250

    @pytest.fixture
    def both(self, tmp_path):
        chance = random.Random(self.SEED)
        documents = [a_document(chance, number) for number in range(self.DOCUMENTS)]
        engines = engine_in(tmp_path / "index"), self.other()
        for engine in engines:
            engine.rebuild(documents)
        return engines

    def other(self):
        raise NotImplementedError

    def test_hits_totals_facets_and_orders_are_equal(self, both):
        one, other = both
        chance, shared, compared = random.Random(self.SEED + 1), 0, 0
        for _ in range(self.QUERIES):
            query, viewer = a_query(chance), chance.choice(VIEWERS)
            left, right = (engine.search(query, viewer=viewer) for engine in both)
            assert left.total == right.total, query
            assert left.facets == right.facets, query
            assert (left.relaxed, left.widened) == (right.relaxed, right.widened), query
            whole = query.replace(page=1, page_size=1000)
            assert {hit.id for hit in one.search(whole, viewer=viewer, facets=()).hits} == {
                hit.id for hit in other.search(whole, viewer=viewer, facets=()).hits
            }, query
            assert len(left.hits) == len(right.hits)
            if query.sort != "relevance":
                assert [hit.id for hit in left.hits] == [hit.id for hit in right.hits], query
            elif query.text and left.hits and query.page == 1:
                firsts = [{hit.id for hit in found.hits[:10]} for found in (left, right)]
                shared += len(firsts[0] & firsts[1])
                compared += len(firsts[0])
        print(f"\n{type(self).__name__}: top-10 overlap {shared}/{compared} = {shared / compared:.4f}")  # noqa: T201
        assert compared > 100
        assert shared / compared >= self.LEAST


@needs_elastic
@pytest.mark.services
class TestElasticIsAlike(Alike):
    LEAST = 0.98

    @pytest.fixture(autouse=True)
    def _prefix(self):
        self.prefix = new_prefix()
        yield
        wipe(self.prefix)

    def other(self):
        return engine_at(self.prefix)


class TestScanIsAlike(Alike):
    LEAST = 0.9

    def other(self):
        return InMemory()


def test_the_taxonomy_of_the_trial_has_what_the_words_mean():
    assert TAXONOMY.regions["510300"].name in WORDS
    assert set(FACETS) >= {"regions", "bands", "verified"}
