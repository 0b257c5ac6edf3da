"""Whatever is asked of it or put into it, an engine answers; on every engine alike."""

import datetime as dt

import pytest

from search.query import DEEPEST, Query
from search.visibility import ANYONE, Viewer
from tests.search.small import TODAY, doc
from tests.search.trying import Trying, ask

LONG = {
    "one run": "冷" * 10_000,
    "words": "冷链 " * 2_500,
    "different words": " ".join(map(chr, range(0x4E00, 0x4E00 + 5_000))),
    "letters": "a" * 10_000,
    "exclusions": "-冷链 " * 2_500,
    "open phrase": '"' + "冷链物流" * 2_500,
    "phrases": '"冷链" ' * 1_666,
    "expression": "(a+)+$" * 1_666,
    "emoji": "🌶" * 10_000,
    "controls": "\x00\x1b\u202e" * 3_333,
}


class LimitContract(Trying):
    # --- what is asked ---

    @pytest.mark.parametrize("page", [501, 10**9, 10**18])
    def test_a_page_far_beyond_the_last_holds_nothing_and_tells_the_total(self, engine, page):
        self.fill(engine, doc(1, "冷链"), doc(2, "冷链"))
        for sort in ("relevance", "amount"):
            results = engine.search(ask("冷链", page=page, sort=sort), viewer=ANYONE)
            assert (results.total, results.hits) == (2, ())

    @pytest.mark.parametrize("page", [0, -1, -(10**9)])
    def test_a_page_before_the_first_is_the_first(self, engine, page):
        self.fill(engine, doc(1, "冷链"))
        assert self.ids(engine, ask("冷链", page=page)) == ["1"]

    @pytest.mark.parametrize(("size", "hits"), [(0, 0), (-5, 0), (1, 1), (10**9, 3), (DEEPEST, 3)])
    def test_any_size_of_a_page(self, engine, size, hits):
        self.fill(engine, *(doc(n, "冷链") for n in range(3)))
        results = engine.search(ask("冷链", page_size=size), viewer=ANYONE)
        assert (results.total, len(results.hits)) == (3, hits)

    @pytest.mark.parametrize("name", LONG)
    def test_ten_thousand_characters_are_answered(self, engine, name):
        self.fill(engine, doc(1, "冷链"), doc(2, "竹笋"))
        found = engine.search(ask(LONG[name]), viewer=ANYONE).total
        assert 0 <= engine.total(ask(LONG[name]), viewer=ANYONE) <= found <= 2

    def test_many_values_of_every_filter_at_once(self, engine):
        self.fill(engine, doc(1, "冷链", "510321", "14", modes=("ppp",)))
        many = tuple(f"{number:06}" for number in range(1_000))
        regions, industries, modes = ((*many, own) for own in ("510300", "C", "ppp"))
        query = ask("冷链", regions=regions, industries=industries, modes=modes, offices=many)
        assert self.ids(engine, query) == []
        assert self.ids(engine, query.with_filters(offices=())) == ["1"]

    def test_numbers_at_their_limits(self, engine):
        most, least = doc(1, "甲", amount_wan=1e9, land_mu=1e9), doc(2, "乙", amount_wan=0.0, land_mu=0.0)
        self.fill(engine, most, least)
        assert self.found(engine, "", amount_min_wan=1e9, land_min_mu=1e9) == {"1"}
        assert self.found(engine, "", amount_max_wan=0.0, land_max_mu=0.0) == {"2"}
        assert self.found(engine, "", verified_days=3650) == set()
        assert self.ids(engine, ask(sort="amount")) == ["1", "2"]

    def test_only_the_facets_asked_for_are_counted(self, engine):
        self.fill(engine, doc(1, "冷链", modes=("ppp",)))
        assert engine.search(ask("冷链"), viewer=ANYONE, facets=()).facets == {}
        assert engine.search(ask("冷链"), viewer=ANYONE, facets=("modes",)).facets.keys() == {"modes"}

    def test_a_document_of_no_office_counts_for_none(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(2, "冷链", office_id="7"))
        offices = engine.search(ask("冷链"), viewer=ANYONE, facets=("offices",)).facets["offices"]
        assert [(value.value, value.count) for value in offices] == [("7", 1)]

    def test_a_kind_without_documents_is_empty(self, engine):
        self.fill(engine, doc(1, "冷链"))
        results = engine.search(Query(text="冷链", kind="goods"), viewer=ANYONE)
        assert (results.total, results.hits) == (0, ())

    def test_a_viewer_of_many_offices(self, engine):
        self.fill(engine, doc(1, "冷链", audience="office:7"))
        viewer = Viewer(offices=frozenset(map(str, range(500))))
        assert self.ids(engine, ask("冷链"), viewer) == ["1"]

    # --- what is put ---

    def test_nothing_put_and_nothing_removed_is_no_error(self, engine):
        assert engine.put([]) == 0
        engine.remove([])
        engine.refresh()
        assert engine.count() == 0
        assert engine.search(ask(), viewer=ANYONE).total == 0

    @pytest.mark.parametrize(
        "title",
        [
            "", " ", "\x00冷链\x00", "\ud800冷链", "🌶冷链🌶", "冷链" * 5_000, "a" * 40_000,
            "<script>冷链</script>", "\u202e冷链\u2066", "冷链\r\n\t", "{{ 冷链 }}", "𠀀冷链",
            "冷链\N{COMBINING ACUTE ACCENT}",
        ],
    )  # fmt: skip
    def test_any_title_is_put_found_and_drawn(self, engine, title):
        self.fill(engine, doc(1, title, summary=title, body=title), doc(2, "竹笋"))
        assert engine.count() == 2
        results = engine.search(ask(), viewer=ANYONE)
        assert {hit.id for hit in results.hits} == {"1", "2"}
        assert "<script" not in "".join(hit.title_html + hit.summary_html for hit in results.hits)
        if "冷链" in title:
            assert self.found(engine, "冷链") == {"1"}

    def test_a_document_comes_back_as_it_was_put(self, engine):
        whole = doc(
            "a/b:c d", "榮縣冷鏈", "510321", "14", summary="摘要", body="正文", url="/p/1/", office_id="7",
            office_name="荣县投资促进局", sectors=("health",), amount_wan=0.1, currency="USD", land_mu=0.0,
            modes=("ppp",), maturity=6, verified=TODAY, deadline=TODAY,
            published=dt.datetime(2025, 11, 20, 8, 30, tzinfo=dt.UTC), is_demo=True, version=2**40,
        )  # fmt: skip
        self.fill(engine, whole)
        (hit,) = engine.search(ask(), viewer=ANYONE).hits
        assert (hit.key, hit.id, hit.document) == (whole.key, whole.id, whole)
        assert engine.versions([whole.key]) == {whole.key: 2**40}
        assert list(engine.keys()) == [whole.key]
        engine.remove([whole.key])
        engine.refresh()
        assert engine.count() == 0

    def test_a_put_of_old_and_new_at_once_writes_the_new(self, engine):
        self.fill(engine, doc(1, "冷链", version=5), doc(2, "冷链", version=5))
        assert engine.put([doc(1, "竹笋", version=4), doc(2, "竹笋", version=6), doc(3, "竹笋")]) == 2
        engine.refresh()
        assert self.found(engine, "冷链") == {"1"}
        assert self.found(engine, "竹笋") == {"2", "3"}

    def test_every_key_is_told_once(self, engine):
        engine.rebuild(doc(n, "冷链") for n in range(1_100))
        engine.put([doc(0, "竹笋")])
        engine.remove(["opportunity:1"])
        engine.refresh()
        keys = list(engine.keys())
        assert len(keys) == len(set(keys)) == 1_099
        assert engine.versions(keys[:700]).keys() == set(keys[:700])
        assert engine.versions([]) == {}
