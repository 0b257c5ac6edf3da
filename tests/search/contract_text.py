"""What a text finds, on every engine."""

import pytest

from search.visibility import ANYONE
from tests.search.small import TODAY, doc
from tests.search.trying import Trying, ask


class TextContract(Trying):
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

    def test_a_firm_named_after_a_trade_is_no_hit_for_the_trade_but_for_its_own_name(self, engine):
        firm = doc(1, "物流园", summary="由星辉预制菜有限公司投资")
        self.fill(engine, firm, doc(2, "预制菜产业园"), doc(3, "竹笋"))
        assert self.found(engine, "预制菜") == {"2"}
        assert self.found(engine, "星辉预制菜有限公司") == {"1"}
        assert self.found(engine, "“星辉预制菜有限公司”") == {"1"}

    def test_a_compound_is_found_by_its_words_apart(self, engine):
        self.fill(engine, doc(1, "冷藏运输物流"), doc(2, "运输和冷藏仓储物流"), doc(3, "竹笋"))
        assert self.found(engine, "运输物流") == {"1", "2"}
        assert self.ids(engine, ask("运输物流"))[0] == "1"

    def test_letters_find_places_and_titles_and_say_as_what(self, engine):
        self.fill(engine, doc(1, "竹笋罐头", "510300"), doc(2, "荣县冷库"), doc(3, "面粉", "510117"))
        for text, found, said in (
            ("zigong", {"1"}, "自贡市"), ("zi gong", {"1"}, "自贡市"), ("zg", {"1"}, "自贡市"),
            ("lengku", {"2"}, "冷库"), ("zhusun", {"1"}, "zhu sun"),
        ):  # fmt: skip
            results = engine.search(ask(text), viewer=ANYONE)
            assert {hit.id for hit in results.hits} == found, text
            assert said in results.widened[0][1], text
            assert engine.search(ask(text, exact=True), viewer=ANYONE).total == 0, text

    def test_an_english_name_finds_what_it_names(self, engine):
        clinic, grain = doc(1, "康养中心", sectors=("health",)), doc(2, "面粉", sectors=("manufacturing",))
        self.fill(engine, clinic, grain)
        assert self.found(engine, "Medicine & health") == {"1"}
        assert self.found(engine, "medicine") == {"1"}

    def test_what_matches_in_part_follows_apart_from_the_hits(self, engine):
        self.fill(
            engine,
            doc(1, "荣县冷链仓储", "510321"),
            doc(2, "自贡冷链", "510300"),
            doc(3, "荣县竹笋", "510321"),
            doc(4, "面粉", "330200"),
        )
        results = engine.search(ask("荣县 冷链"), viewer=ANYONE)
        assert [hit.id for hit in results.hits] == ["1"]
        assert [hit.id for hit in results.partly] == ["2", "3"]
        assert results.total == 1
        assert not results.relaxed

    def test_nothing_matches_in_part_where_enough_match_wholly_or_another_order_is_asked(self, engine):
        many = [doc(number, f"冷链仓储{number}") for number in range(10)]
        self.fill(engine, *many, doc(20, "冷链"))
        assert engine.search(ask("冷链 仓储"), viewer=ANYONE).partly == ()
        engine.remove([one.key for one in many[1:]])
        engine.refresh()
        assert [hit.id for hit in engine.search(ask("冷链 仓储"), viewer=ANYONE).partly] == ["20"]
        assert engine.search(ask("冷链 仓储", sort="newest"), viewer=ANYONE).partly == ()

    def test_conditions_hold_for_what_matches_in_part_too(self, engine):
        near = doc(2, "冷链", sectors=("logistics",))
        self.fill(engine, doc(1, "冷链仓储", sectors=("logistics",)), near, doc(3, "冷链"))
        results = engine.search(ask("冷链 仓储", sectors=("logistics",)), viewer=ANYONE)
        assert [hit.id for hit in results.partly] == ["2"]

    def test_synonyms_widen_a_query_unless_it_is_exact(self, engine):
        self.fill(engine, doc(1, "养老综合体"), doc(2, "大健康产业园"), doc(3, "竹笋"))
        results = engine.search(ask("大健康"), viewer=ANYONE)
        assert [hit.id for hit in results.hits] == ["2", "1"]
        assert results.widened == (("大健康", ("医药", "康养", "养老", "医疗")),)
        exact = engine.search(ask("大健康", exact=True), viewer=ANYONE)
        assert [hit.id for hit in exact.hits] == ["2"]
        assert exact.widened == ()

    def test_the_written_word_in_a_title_stands_above_all_that_have_only_synonyms(self, engine):
        words = "医药、康养、养老、医疗"
        rich = [
            doc(number, f"{words}综合体", summary=words, body=words * 9, verified=TODAY)
            for number in range(1, 9)
        ]
        plain = [doc(number, f"{number}号地块标准厂房招租及配套大健康产业园项目") for number in range(11, 61)]
        self.fill(engine, *rich, *plain)
        found = self.ids(engine, ask("大健康", page_size=100))
        assert set(found[:50]) == {one.id for one in plain}
        assert len(found) == 58

    def test_the_name_of_an_industry_counts_no_more_than_a_synonym(self, engine):
        name = "食品制造业"
        rich = [
            doc(number, name, industry="14", summary=name, body=name * 9, verified=TODAY)
            for number in range(1, 4)
        ]
        plain = [doc(number, f"{number}号地块及配套预制菜厂招租项目") for number in range(11, 41)]
        self.fill(engine, *rich, *plain)
        found = self.ids(engine, ask("预制菜", page_size=100))
        assert set(found[:30]) == {one.id for one in plain}
        assert len(found) == 33

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
