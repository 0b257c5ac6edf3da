"""What every search engine promises.  A subclass gives `make()`; its exceptions carry reasons."""

import datetime as dt
import threading

import pytest

from search.document import Document
from search.filters import Filters
from search.query import Query
from search.visibility import ANYONE, Viewer, may_see, office_audience
from tests.search.small import TODAY, doc


def ask(text: str = "", **filters) -> Query:
    plain = {name: filters.pop(name) for name in ("sort", "page", "page_size", "exact") if name in filters}
    return Query(text=text, filters=Filters(**filters), **plain)


class EngineContract:
    """Tests every engine passes."""

    def make(self):
        """An engine over an empty index of its own, `today` being TODAY."""
        raise NotImplementedError

    @pytest.fixture
    def engine(self):
        engine = self.make()
        engine.rebuild([])
        return engine

    def fill(self, engine, *documents: Document):
        engine.put(documents)
        engine.refresh()
        return engine

    def ids(self, engine, query: Query, viewer: Viewer = ANYONE) -> list[str]:
        return [hit.id for hit in engine.search(query, viewer=viewer).hits]

    def found(self, engine, text: str, **filters) -> set[str]:
        return set(self.ids(engine, ask(text, **filters)))

    def counts(self, engine, name: str, query: Query) -> dict[str, int]:
        facet = engine.search(query, viewer=ANYONE).facets[name]
        return {value.value: value.count for value in facet if value.count}

    # --- put, remove, bulk ---

    def test_a_put_document_is_found_and_counted(self, engine):
        self.fill(engine, doc(1, "荣县冷链仓储项目"))
        assert self.ids(engine, ask("冷链")) == ["1"]
        assert engine.count() == 1

    def test_a_second_put_replaces_the_first(self, engine):
        self.fill(engine, doc(1, "荣县冷链仓储项目"))
        self.fill(engine, doc(1, "荣县竹笋加工项目"))
        assert engine.count() == 1
        assert self.ids(engine, ask("冷链")) == []
        assert self.ids(engine, ask("竹笋")) == ["1"]

    def test_of_one_key_twice_in_a_put_the_last_counts(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(1, "竹笋"))
        assert engine.count() == 1
        assert self.ids(engine, ask("竹笋")) == ["1"]

    def test_an_older_version_never_replaces_a_newer_one(self, engine):
        self.fill(engine, doc(1, "新的冷链项目", version=7))
        self.fill(engine, doc(1, "旧的竹笋项目", version=6))
        assert self.ids(engine, ask("冷链")) == ["1"]
        assert engine.versions(["opportunity:1", "opportunity:2"]) == {"opportunity:1": 7}

    def test_removing_takes_out_and_may_be_repeated(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(2, "冷链"))
        for _ in range(2):
            engine.remove(["opportunity:1", "opportunity:none"])
            engine.refresh()
        assert self.ids(engine, ask("冷链")) == ["2"]

    def test_keys_that_begin_alike_are_kept_apart(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(11, "冷链"))
        engine.remove(["opportunity:1"])
        engine.refresh()
        assert self.ids(engine, ask("冷链")) == ["11"]

    def test_a_bulk_of_more_than_a_batch_is_all_there(self, engine):
        self.fill(engine, *(doc(n, f"冷链项目{n}") for n in range(1203)))
        assert engine.count() == 1203
        assert engine.search(ask("冷链"), viewer=ANYONE).total == 1203

    # --- text ---

    def test_a_word_of_two_characters_is_found_inside_a_long_title(self, engine):
        title = "宜宾临港经济技术开发区智能终端产业园三期标准厂房整体招租及污水处理站运营项目"
        self.fill(engine, doc(1, title), doc(2, "竹笋罐头生产线"))
        for word in ("临港", "终端", "厂房", "招租", "污水", "运营", "智能终端", "标准厂房"):
            assert self.found(engine, word) == {"1"}, word

    def test_all_words_are_required(self, engine):
        self.fill(engine, doc(1, "冷链物流"), doc(2, "冷链装备"), doc(3, "物流园"))
        assert self.found(engine, "冷链 物流") == {"1"}
        assert self.found(engine, "冷链物流") == {"1"}

    def test_words_may_stand_in_different_parts_of_a_document(self, engine):
        self.fill(engine, doc(1, "冷链仓储", summary="园区", body="日处理污水五千吨"), doc(2, "冷链"))
        assert self.found(engine, "冷链 污水") == {"1"}

    def test_when_no_document_has_all_words_those_with_some_are_given_and_it_says_so(self, engine):
        self.fill(engine, doc(1, "冷链物流"), doc(2, "竹笋罐头"))
        results = engine.search(ask("冷链 竹笋"), viewer=ANYONE)
        assert {hit.id for hit in results.hits} == {"1", "2"}
        assert results.relaxed
        assert not engine.search(ask("冷链 物流"), viewer=ANYONE).relaxed

    def test_conditions_are_never_relaxed_with_the_words(self, engine):
        self.fill(engine, doc(1, "冷链物流", sectors=("logistics",)), doc(2, "竹笋罐头"))
        results = engine.search(ask("冷链 物流", sectors=("health",)), viewer=ANYONE)
        assert results.total == 0
        assert not results.relaxed

    def test_a_hit_in_the_title_comes_before_one_in_the_body(self, engine):
        self.fill(engine, doc(1, "产业园招商", body="园内有冷链"), doc(2, "冷链仓储"))
        assert self.ids(engine, ask("冷链")) == ["2", "1"]

    def test_a_phrase_must_stand_together(self, engine):
        self.fill(engine, doc(1, "冷链仓储物流"), doc(2, "冷链物流"))
        assert self.found(engine, "“冷链物流”") == {"2"}
        assert self.found(engine, '"冷链物流') == {"2"}

    def test_a_word_with_a_hyphen_is_excluded(self, engine):
        self.fill(engine, doc(1, "冷链仓储"), doc(2, "冷链装备"))
        assert self.found(engine, "冷链 -装备") == {"1"}
        assert self.found(engine, "-装备") == {"1"}

    def test_traditional_script_and_wide_letters_find_the_same(self, engine):
        self.fill(engine, doc(1, "荣县冷链产业园（PPP）"), doc(2, "竹笋"))
        for text in ("榮縣", "冷鏈產業園", "ＰＰＰ", "ppp"):
            assert self.found(engine, text) == {"1"}, text

    def test_traditional_documents_are_found_by_simplified_words(self, engine):
        self.fill(engine, doc(1, "臺灣農業產業園"))
        assert self.found(engine, "台湾") == {"1"}

    def test_one_character_is_found_inside_words(self, engine):
        self.fill(engine, doc(1, "屏山生态茶叶观光园"), doc(2, "雅安藏茶"), doc(3, "竹笋"))
        assert self.found(engine, "茶") == {"1", "2"}

    def test_an_alias_finds_the_place_and_says_so(self, engine):
        self.fill(engine, doc(1, "中央厨房基地", "510117"), doc(2, "成都物流港"), doc(3, "竹笋", "510300"))
        results = engine.search(ask("蓉"), viewer=ANYONE)
        assert {hit.id for hit in results.hits} == {"1", "2"}
        assert results.widened == (("蓉", ("成都市",)),)

    def test_a_group_of_places_finds_its_members(self, engine):
        self.fill(engine, doc(1, "笋罐头", "511525"), doc(2, "面粉", "510117"), doc(3, "川南航天基地"))
        assert self.found(engine, "川南") == {"1", "3"}

    def test_a_place_is_found_by_its_name_though_no_text_says_it(self, engine):
        self.fill(engine, doc(1, "冷链仓储", "510321"), doc(2, "冷链仓储", "330200"))
        assert self.found(engine, "自贡") == {"1"}
        assert self.found(engine, "四川 冷链") == {"1"}
        assert engine.search(ask("自贡"), viewer=ANYONE).widened == ()

    def test_zhongshan_the_city_is_not_zhongshan_the_district(self, engine):
        district = doc(2, "大连市中山区商务楼", "210202")
        self.fill(engine, doc(1, "灯饰产业园", "442000"), district, doc(3, "中山灯具"))
        assert self.found(engine, "中山") == {"1", "3"}
        assert self.found(engine, "中山区") == {"2"}

    def test_synonyms_widen_a_query_unless_it_is_exact(self, engine):
        self.fill(engine, doc(1, "养老综合体"), doc(2, "大健康产业园"), doc(3, "竹笋"))
        results = engine.search(ask("大健康"), viewer=ANYONE)
        assert [hit.id for hit in results.hits] == ["2", "1"]
        assert results.widened == (("大健康", ("医药", "康养", "养老", "医疗")),)
        exact = engine.search(ask("大健康", exact=True), viewer=ANYONE)
        assert [hit.id for hit in exact.hits] == ["2"]
        assert exact.widened == ()

    def test_a_short_synonym_must_be_a_word_of_its_own(self, engine):
        self.fill(engine, doc(1, "全民健康疗法"), doc(2, "疗养院"))
        assert self.found(engine, "康养") == {"2"}

    def test_text_without_a_letter_finds_nothing_rather_than_everything(self, engine):
        self.fill(engine, doc(1, "冷链"))
        results = engine.search(ask("🌶 ！"), viewer=ANYONE)
        assert results.total == 0
        assert results.unmatched

    @pytest.mark.parametrize(
        "text",
        [
            '"',
            "“",
            "-",
            "--",
            '"-',
            "AND OR NOT",
            "title:冷链",
            "冷链*",
            "(冷链",
            "[a TO b]",
            "冷链~9",
            "\\",
            "^9",
            "+",
            "(a+)+$" * 30,
            "🌶冷链🌶",
            "　",
            "a" * 200,
            "冷" * 200,
            "'; DROP TABLE",
            "<mark>",
            "%00",
            "{{ x }}",
            "\x00冷链",
        ],
    )
    def test_strange_text_is_answered(self, engine, text):
        self.fill(engine, doc(1, "冷链"))
        engine.search(ask(text), viewer=ANYONE)

    # --- filters ---

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

    # --- highlights ---

    def test_hits_are_marked_on_the_raw_text_and_the_rest_is_escaped(self, engine):
        self.fill(engine, doc(1, "榮縣<b>冷鏈</b>&仓储", summary="建设冷库两座"))
        (hit,) = engine.search(ask("冷链"), viewer=ANYONE).hits
        assert hit.title_html == "榮縣&lt;b&gt;<mark>冷鏈</mark>&lt;/b&gt;&amp;仓储"
        assert hit.summary_html == "建设<mark>冷库</mark>两座"
        assert hit.document.title == "榮縣<b>冷鏈</b>&仓储"

    # --- who sees what ---

    def test_everyone_sees_what_is_theirs_and_open_and_nothing_else(self, engine):
        yesterday = TODAY - dt.timedelta(days=1)
        documents = [
            doc(n, "冷链", audience=audience, deadline=deadline)
            for n, (audience, deadline) in enumerate(
                (audience, deadline)
                for audience in ("public", "members", "staff", office_audience("7"))
                for deadline in (None, TODAY, yesterday)
            )
        ]
        self.fill(engine, *documents)
        viewers = (ANYONE, Viewer(is_member=True), Viewer(is_staff=True), Viewer(offices=frozenset(("7",))))
        for viewer in viewers:
            expected = {one.id for one in documents if may_see(one, viewer, today=TODAY)}
            assert set(self.ids(engine, ask("冷链"), viewer)) == expected, viewer
            assert engine.total(ask(), viewer=viewer) == len(expected)
            results = engine.search(ask(), viewer=viewer)
            assert sum(value.count for value in results.facets["bands"]) == len(expected)

    # --- rebuild and refresh ---

    def test_a_rebuild_replaces_everything(self, engine):
        self.fill(engine, doc(1, "冷链"))
        assert engine.rebuild([doc(2, "竹笋"), doc(3, "竹笋")]) == 2
        assert self.ids(engine, ask("冷链")) == []
        assert self.found(engine, "竹笋") == {"2", "3"}

    def test_a_rebuild_that_fails_leaves_the_index_as_it_was(self, engine):
        self.fill(engine, doc(1, "冷链"))

        def broken():
            yield doc(2, "竹笋")
            raise RuntimeError("the database went away")

        with pytest.raises(RuntimeError, match="went away"):
            engine.rebuild(broken())
        assert self.ids(engine, ask("冷链")) == ["1"]
        assert engine.rebuild([doc(3, "竹笋")]) == 1

    def test_searches_go_on_and_changes_are_kept_while_a_rebuild_runs(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(2, "冷链"), doc(3, "冷链", version=1))
        half, on = threading.Event(), threading.Event()

        def slowly():
            yield doc(1, "冷链")
            half.set()
            assert on.wait(20)
            yield doc(2, "冷链")
            yield doc(3, "冷链", version=1)

        builder = threading.Thread(target=engine.rebuild, args=(slowly(),))
        builder.start()
        assert half.wait(20)
        assert self.found(engine, "冷链") == {"1", "2", "3"}
        engine.put([doc(3, "竹笋", version=2), doc(4, "竹笋")])
        engine.remove(["opportunity:1"])
        on.set()
        builder.join()
        engine.refresh()
        assert self.found(engine, "冷链") == {"2"}
        assert self.found(engine, "竹笋") == {"3", "4"}

    def test_another_reader_sees_what_was_written_after_it_opened(self, engine):
        other = self.another(engine)
        self.fill(engine, doc(1, "冷链"))
        other.refresh()
        assert self.ids(other, ask("冷链")) == ["1"]
        self.fill(engine, doc(2, "冷链"))
        other.refresh()
        assert self.found(other, "冷链") == {"1", "2"}
        engine.rebuild([doc(9, "冷链")])
        other.refresh()
        assert self.ids(other, ask("冷链")) == ["9"]

    def another(self, engine):
        """A second engine over the same index."""
        raise NotImplementedError

    def test_an_index_that_was_just_built_is_current(self, engine):
        assert engine.is_current()

    def test_without_an_index_nothing_is_current_and_nothing_is_put(self):
        from search.engines.base import MissingIndexError

        engine = self.make()
        assert not engine.is_current()
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.search(ask(), viewer=ANYONE)
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.put([doc(1, "冷链")])
