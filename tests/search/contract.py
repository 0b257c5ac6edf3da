"""What every search engine promises.  A subclass gives `make()`; its exceptions carry reasons."""

import datetime as dt
import threading

import pytest

from search.visibility import ANYONE, Viewer, may_see, office_audience
from tests.search.contract_filters import FilterContract
from tests.search.contract_limits import LimitContract
from tests.search.contract_text import TextContract
from tests.search.small import TODAY, doc
from tests.search.trying import ask


class EngineContract(TextContract, FilterContract, LimitContract):
    """Tests every engine passes: of the text, of the filters, of the limits, and of keeping an index."""

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

    def test_what_was_taken_out_may_come_back_in_an_older_version(self, engine):
        self.fill(engine, doc(1, "新的冷链项目", version=7))
        engine.remove(["opportunity:1"])
        self.fill(engine, doc(1, "旧的冷链项目", version=3))
        assert engine.versions(["opportunity:1"]) == {"opportunity:1": 3}
        assert self.ids(engine, ask("冷链")) == ["1"]

    def test_keys_that_begin_alike_are_kept_apart(self, engine):
        self.fill(engine, doc(1, "冷链"), doc(11, "冷链"))
        engine.remove(["opportunity:1"])
        engine.refresh()
        assert self.ids(engine, ask("冷链")) == ["11"]

    def test_a_bulk_of_more_than_a_batch_is_all_there(self, engine):
        self.fill(engine, *(doc(n, f"冷链项目{n}") for n in range(1203)))
        assert engine.count() == 1203
        assert engine.search(ask("冷链"), viewer=ANYONE).total == 1203

    def test_every_key_is_told_once(self, engine):
        self.fill(engine, *(doc(n, "冷链") for n in range(1100)), doc(7, "竹笋"))
        engine.remove(["opportunity:8"])
        engine.refresh()
        keys = list(engine.keys())
        assert sorted(keys) == sorted(f"opportunity:{n}" for n in range(1100) if n != 8)

    def test_it_tells_where_the_index_is(self, engine):
        assert any(engine.about().values())

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

    # --- among some documents only ---

    def test_only_the_documents_named_are_looked_at(self, engine):
        self.fill(engine, *(doc(n, "冷链" if n % 2 else "竹笋") for n in range(1, 12)))
        only = ("opportunity:1", "opportunity:2", "opportunity:11", "opportunity:none")
        results = engine.search(ask("冷链"), viewer=ANYONE, only=only)
        assert {hit.id for hit in results.hits} == {"1", "11"}
        assert results.total == 2
        assert engine.total(ask("冷链"), viewer=ANYONE, only=only) == 2
        assert engine.total(ask(), viewer=ANYONE, only=only) == 3
        assert sum(value.count for value in results.facets["bands"]) == 2

    def test_among_no_documents_nothing_is_found(self, engine):
        self.fill(engine, doc(1, "冷链"))
        assert engine.search(ask("冷链"), viewer=ANYONE, only=()).total == 0
        assert engine.total(ask("冷链"), viewer=ANYONE, only=()) == 0

    def test_among_some_documents_all_words_are_required(self, engine):
        self.fill(engine, doc(1, "冷链物流"), doc(2, "竹笋"))
        results = engine.search(ask("冷链 竹笋"), viewer=ANYONE, only=("opportunity:1",))
        assert (results.total, results.relaxed) == (0, False)

    def test_only_shows_nobody_what_they_may_not_see(self, engine):
        self.fill(engine, doc(1, "冷链", audience="staff"))
        assert engine.total(ask("冷链"), viewer=ANYONE, only=("opportunity:1",)) == 0
        assert engine.total(ask("冷链"), viewer=Viewer(is_staff=True), only=("opportunity:1",)) == 1

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
