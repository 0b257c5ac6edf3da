"""What filters, orders, pages and facets give, on every engine."""

import datetime as dt

import pytest

from search.counting import MOST_VALUES
from search.visibility import ANYONE
from tests.search.small import TODAY, doc
from tests.search.trying import Trying, ask


def marked():
    """Two certificates and two grades over four documents."""
    organic, green = "certificate:organic", "certificate:green"
    marks = ((organic, "grade:a"), (organic,), (green, "grade:b"), ())
    return [doc(number, "茶", marks=held) for number, held in enumerate(marks, 1)]


class FilterContract(Trying):
    def test_a_region_holds_what_lies_below_it(self, engine):
        self.fill(engine, doc(1, "甲", "510321"), doc(2, "乙", "511525"), doc(3, "丙", "330200"))
        assert self.found(engine, "", regions=("510000",)) == {"1", "2"}
        assert self.found(engine, "", regions=("510300",)) == {"1"}
        assert self.found(engine, "", regions=("510300", "330000")) == {"1", "3"}

    def test_an_industry_holds_what_lies_below_it(self, engine):
        self.fill(engine, doc(1, "甲", industry="14"), doc(2, "乙", industry="59"))
        assert self.found(engine, "", industries=("C",)) == {"1"}

    def test_sectors_modes_and_offices(self, engine):
        self.fill(
            engine,
            doc(1, "甲", sectors=("health", "logistics"), modes=("ppp",), office_id="7"),
            doc(2, "乙", sectors=("logistics",), modes=("lease", "bot"), office_id="77"),
        )
        assert self.found(engine, "", sectors=("health",)) == {"1"}
        assert self.found(engine, "", modes=("bot", "ppp")) == {"1", "2"}
        assert self.found(engine, "", offices=("7",)) == {"1"}

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"bands": ("under-1000",)}, {"1"}),
            ({"bands": ("1000-5000",)}, {"2"}),
            ({"bands": ("over-50000", "unstated")}, {"4", "5"}),
            ({"amount_min_wan": 1000.0}, {"2", "3", "4"}),
            ({"amount_max_wan": 1000.0}, {"1", "2"}),
            ({"amount_min_wan": 999.99, "amount_max_wan": 5000.0}, {"1", "2", "3"}),
        ],
    )
    def test_amounts(self, engine, filters, expected):
        amounts = {1: 999.99, 2: 1000.0, 3: 5000.0, 4: 50000.0, 5: None}
        self.fill(engine, *(doc(n, "项目", amount_wan=amount) for n, amount in amounts.items()))
        assert self.found(engine, "", **filters) == expected

    def test_land(self, engine):
        self.fill(engine, *(doc(n, "甲", land_mu=land) for n, land in enumerate((0.0, 12.5, 200.0, None))))
        assert self.found(engine, "", land_min_mu=12.5) == {"1", "2"}
        assert self.found(engine, "", land_max_mu=100.0) == {"0", "1"}
        assert self.found(engine, "", land_none=True) == {"0"}

    def test_maturity_and_verified_days(self, engine):
        old, new = TODAY - dt.timedelta(days=61), TODAY - dt.timedelta(days=30)
        ready, begun = doc(1, "甲", maturity=5, verified=new), doc(2, "乙", maturity=3, verified=old)
        self.fill(engine, ready, begun, doc(3, "丙"))
        assert self.found(engine, "", maturity_min=3) == {"1", "2"}
        assert self.found(engine, "", maturity_min=5) == {"1"}
        assert self.found(engine, "", verified_days=30) == {"1"}
        assert self.found(engine, "", verified_days=61) == {"1", "2"}

    def test_marks_of_one_group_widen_and_groups_narrow(self, engine):
        self.fill(engine, *marked())
        assert self.found(engine, "", marks=("certificate:organic",)) == {"1", "2"}
        assert self.found(engine, "", marks=("certificate:green", "certificate:organic")) == {"1", "2", "3"}
        assert self.found(engine, "", marks=("certificate:organic", "grade:a")) == {"1"}
        assert self.found(engine, "", marks=("grade:organic",)) == set()
        assert self.found(engine, "", without=("mark:certificate:organic",)) == {"3", "4"}

    def test_filters_narrow_together_with_text(self, engine):
        wanted = doc(1, "冷链", "510321", modes=("ppp",))
        self.fill(engine, wanted, doc(2, "冷链", "510321"), doc(3, "竹笋", "510321", modes=("ppp",)))
        assert self.found(engine, "冷链", regions=("510000",), modes=("ppp",)) == {"1"}

    # --- order and pages ---

    def test_orders_by_field(self, engine):
        day = dt.timedelta(days=1)
        self.fill(
            engine,
            doc(1, "甲", amount_wan=100.5, maturity=2, verified=TODAY - 9 * day, deadline=TODAY + 5 * day),
            doc(2, "乙", amount_wan=None, maturity=6, verified=TODAY - day),
            doc(
                3,
                "丙",
                amount_wan=100.25,
                maturity=0,
                deadline=TODAY + 2 * day,
                published=dt.datetime(2025, 11, 20, tzinfo=dt.UTC),
            ),
        )
        assert self.ids(engine, ask(sort="amount")) == ["1", "3", "2"]
        assert self.ids(engine, ask(sort="maturity")) == ["2", "1", "3"]
        assert self.ids(engine, ask(sort="newest")) == ["2", "3", "1"]
        assert self.ids(engine, ask(sort="deadline")) == ["3", "1", "2"]
        assert self.ids(engine, ask(sort="relevance")) == self.ids(engine, ask(sort="newest"))

    def test_pages_hold_every_hit_once_even_when_all_are_equal(self, engine):
        self.fill(engine, *(doc(n, "冷链") for n in range(45)))
        for sort in ("newest", "amount", "relevance"):
            pages = [self.ids(engine, ask("冷链", sort=sort, page=page)) for page in (1, 2, 3)]
            assert [len(page) for page in pages] == [20, 20, 5]
            assert len({number for page in pages for number in page}) == 45

    def test_a_page_beyond_the_last_is_empty_and_keeps_the_total(self, engine):
        self.fill(engine, doc(1, "冷链"))
        results = engine.search(ask("冷链", page=500), viewer=ANYONE)
        assert (results.total, results.hits) == (1, ())

    def test_unverified_postings_sink(self, engine):
        fresh, stale = TODAY - dt.timedelta(days=3), TODAY - dt.timedelta(days=100)
        self.fill(engine, doc(1, "冷链仓储", verified=stale), doc(2, "冷链仓储", verified=fresh))
        assert self.ids(engine, ask("冷链")) == ["2", "1"]

    # --- facets ---

    def test_facets_count_what_the_search_finds(self, engine):
        self.fill(
            engine,
            doc(
                1,
                "冷链",
                "510321",
                "14",
                sectors=("logistics", "health"),
                amount_wan=1200.0,
                maturity=5,
                land_mu=0.0,
            ),
            doc(2, "冷链", "511525", sectors=("logistics",), maturity=3, verified=TODAY),
            doc(3, "竹笋", "330200", sectors=("health",)),
        )
        query = ask("冷链")
        assert self.counts(engine, "regions", query) == {
            "510000": 2,
            "510300": 1,
            "510321": 1,
            "511500": 1,
            "511525": 1,
        }
        assert self.counts(engine, "industries", query) == {"C": 1, "14": 1}
        assert self.counts(engine, "sectors", query) == {"logistics": 2, "health": 1}
        assert self.counts(engine, "bands", query) == {"1000-5000": 1, "unstated": 1}
        assert self.counts(engine, "maturity", query) == {"5": 1, "4": 1, "3": 2}
        assert self.counts(engine, "verified", query) == {"30": 1, "60": 1, "90": 1}
        assert self.counts(engine, "land_none", query) == {"none": 1}

    def test_a_facet_is_counted_as_if_its_own_filter_were_off(self, engine):
        self.fill(
            engine,
            doc(1, "甲", "510321", modes=("ppp",)),
            doc(2, "乙", "511525", modes=("lease",)),
            doc(3, "丙", "330200", modes=("ppp",)),
        )
        query = ask(modes=("ppp",), regions=("510000",))
        assert self.counts(engine, "modes", query) == {"ppp": 1, "lease": 1}
        assert self.counts(engine, "regions", query) == {
            "510000": 1,
            "510300": 1,
            "510321": 1,
            "330000": 1,
            "330200": 1,
        }
        modes = engine.search(query, viewer=ANYONE).facets["modes"]
        assert [value.value for value in modes if value.selected] == ["ppp"]
        assert [value.count for value in modes if value.value == "bot"] == [0]

    def test_a_group_of_marks_is_counted_apart_as_if_its_own_filter_were_off(self, engine):
        self.fill(engine, *marked())
        query = ask(marks=("certificate:green", "grade:a"))
        names = ("marks:certificate", "marks:grade", "marks:nothing", "modes")
        facets = engine.search(query, viewer=ANYONE, facets=names).facets
        organic, green = ("certificate:organic", 1, False), ("certificate:green", 0, True)
        assert facets["marks:certificate"] == (organic, green)
        assert facets["marks:grade"] == (("grade:b", 1, False), ("grade:a", 0, True))
        assert facets["marks:nothing"] == ()
        assert {value.value: value.count for value in facets["modes"] if value.count} == {}
        for name in names[:2]:
            for value in facets[name]:
                others = tuple(one for one in query.filters.marks if f"marks:{one.partition(':')[0]}" != name)
                narrowed = query.with_filters(marks=tuple(sorted((*others, value.value))))
                assert engine.total(narrowed, viewer=ANYONE) == value.count, value

    def test_a_group_of_marks_loses_no_value_to_another_of_thousands(self, engine):
        crowd = tuple(f"lot:{number:05}" for number in range(MOST_VALUES + 10))
        marks = (crowd, crowd, ("grade:a",))
        self.fill(engine, *(doc(number, "茶", marks=held) for number, held in enumerate(marks)))
        facets = engine.search(ask(), viewer=ANYONE, facets=("marks:grade",)).facets
        assert facets["marks:grade"] == (("grade:a", 1, False),)

    def test_facets_agree_with_the_search_they_announce(self, engine):
        self.fill(
            engine,
            *(
                doc(
                    n,
                    "冷链" if n % 3 else "竹笋",
                    ("330200", "510321", "511525")[n % 3],
                    modes=((), ("ppp",), ("lease", "ppp"))[n % 3],
                    amount_wan=(7000.0, None, 500.0)[n % 3],
                    maturity=n % 7,
                    verified=TODAY - dt.timedelta(days=n * 3),
                )
                for n in range(40)
            ),
        )
        query = ask("冷链", modes=("ppp",))
        facets = engine.search(query, viewer=ANYONE).facets
        names = {"regions": "regions", "bands": "bands", "modes": "modes"}
        for name, field in names.items():
            for value in facets[name]:
                narrowed = query.with_filters(**{field: (value.value,)})
                assert engine.total(narrowed, viewer=ANYONE) == value.count, (name, value)
        for value in facets["maturity"]:
            narrowed = query.with_filters(maturity_min=int(value.value))
            assert engine.total(narrowed, viewer=ANYONE) == value.count
        for value in facets["verified"]:
            narrowed = query.with_filters(verified_days=int(value.value))
            assert engine.total(narrowed, viewer=ANYONE) == value.count
