"""The embedded engine keeps the contract, and what is its own: locks, kills, damage, forks."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.analysis import Analyzer
from search.engines.base import BusyEngineError, EngineError, MissingIndexError, OutdatedIndexError
from search.engines.embedded import EmbeddedEngine
from search.lexicon import Lexicon
from search.visibility import ANYONE
from tests.search.contract import EngineContract, ask
from tests.search.small import ANALYZER, PLANNER, TODAY, doc

ROOT = Path(__file__).parents[2]


def engine_in(folder: Path, **settings) -> EmbeddedEngine:
    settings = {"analyzer": ANALYZER, "planner": lambda: PLANNER, "today": lambda: TODAY, **settings}
    return EmbeddedEngine(folder, **settings)


class TestEmbedded(EngineContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folder = tmp_path / "index"

    def make(self):
        return engine_in(self.folder)

    def another(self, engine):
        return engine_in(self.folder)

    # --- on disk ---

    def test_an_index_of_another_analysis_answers_but_takes_nothing_until_it_is_rebuilt(self, engine):
        self.fill(engine, doc(1, "冷链"))
        other = engine_in(self.folder, analyzer=Analyzer(Lexicon(frozenset(["冷链", "另一个词"]))))
        assert not other.is_current()
        assert self.ids(other, ask("冷链")) == ["1"]
        with pytest.raises(OutdatedIndexError, match="rebuild_search"):
            other.put([doc(2, "冷链")])
        other.rebuild([doc(1, "冷链")])
        assert other.is_current()

    def test_what_an_older_release_writes_while_a_newer_one_rebuilds_is_kept(self, engine):
        self.fill(engine, doc(1, "冷链"))
        newer = engine_in(self.folder, analyzer=Analyzer(Lexicon(frozenset(["冷链", "另一个词"]))))

        def documents():
            yield doc(1, "冷链")
            engine.put([doc(2, "冷链")])  # the old release is still running

        newer.rebuild(documents())
        assert self.found(newer, "冷链") == {"1", "2"}

    def test_an_index_with_other_fields_asks_to_be_rebuilt(self, engine):
        for about in self.folder.glob("g-*/about.json"):
            about.write_text('{"stamp": "0/other"}')
        with pytest.raises(OutdatedIndexError, match="rebuild_search"):
            engine_in(self.folder).search(ask("冷链"), viewer=ANYONE)

    def test_many_updates_do_not_leave_as_many_segments(self, engine):
        for number in range(30):
            engine.put([doc(number % 3, f"冷链{number}")])
        assert engine.count() == 3
        assert engine._searcher().num_segments <= 10

    def test_old_generations_are_swept(self, engine):
        for number in range(4):
            engine.rebuild([doc(number, "冷链")])
        assert len(list(self.folder.glob("g-*"))) == 2

    def test_a_folder_deleted_while_running_is_told_and_a_rebuild_cures_it(self, engine):
        self.fill(engine, doc(1, "冷链"))
        shutil.rmtree(self.folder)
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.search(ask("冷链"), viewer=ANYONE)
        assert not engine.is_current()
        engine.rebuild([doc(1, "冷链")])
        assert self.ids(engine, ask("冷链")) == ["1"]

    def test_a_damaged_index_is_told_and_a_rebuild_cures_it(self, engine):
        self.fill(engine, doc(1, "冷链"))
        for file in self.folder.glob("g-*/*"):
            if file.suffix in (".term", ".store", ".idx"):
                file.write_bytes(b"damaged")
        fresh = engine_in(self.folder)
        with pytest.raises(EngineError, match="rebuild_search"):
            fresh.search(ask("冷链"), viewer=ANYONE)
        assert not fresh.is_current()
        fresh.rebuild([doc(1, "冷链")])
        assert self.ids(fresh, ask("冷链")) == ["1"]

    def test_a_writer_waits_for_another_and_gives_up_with_a_reason(self, engine):
        impatient = engine_in(self.folder, lock_wait=0.05)
        with engine._locked(), pytest.raises(BusyEngineError, match="try again"):
            impatient.put([doc(1, "冷链")])
        assert impatient.put([doc(1, "冷链")]) == 1

    def test_a_reader_opened_before_a_fork_reads_on_after_it(self, engine):
        self.fill(engine, doc(1, "冷链"))
        assert self.ids(engine, ask("冷链")) == ["1"]
        read, write = os.pipe()
        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            engine.put([doc(2, "冷链")])
            found = sorted(self.ids(engine, ask("冷链")))
            os.write(write, json.dumps(found).encode())
            os._exit(0)
        os.waitpid(child, 0)
        assert json.loads(os.read(read, 100)) == ["1", "2"]
        assert self.found(engine, "冷链") == {"1", "2"}

    # --- several processes ---

    def test_two_writer_processes_lose_nothing(self, engine):
        writers = [self.process("write", start, 25) for start in (0, 1000)]
        assert [writer.wait(120) for writer in writers] == [0, 0]
        engine.refresh()
        assert engine.count() == 50

    def test_a_writer_killed_at_any_moment_leaves_an_index_that_works(self, engine):
        self.fill(engine, doc("kept", "冷链"))
        for pause in (0.02, 0.11, 0.23):
            writer = self.process("write", 5000, 10_000)
            assert writer.stdout is not None
            writer.stdout.readline()  # the first put is done, the next under way
            time.sleep(pause)
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
            engine.refresh()
            before = engine.count()
            assert before >= 2
            engine.put([doc("after", f"冷链{pause}")])
            assert "after" in self.found(engine, f"冷链{pause}")

    def test_a_builder_killed_half_way_leaves_the_old_index_in_use(self, engine):
        self.fill(engine, doc("kept", "冷链"))
        builder = self.process("rebuild", 0, 100_000)
        assert builder.stdout is not None
        builder.stdout.readline()
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
        assert self.ids(engine, ask("冷链")) == ["kept"]
        self.fill(engine, doc("more", "冷链"))
        assert engine.rebuild([doc("kept", "冷链"), doc("more", "冷链")]) == 2
        assert len(list(self.folder.glob("g-*"))) == 2

    def process(self, action: str, start: int, count: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.search.writer", action, str(self.folder), str(start), str(count)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"},
            stdout=subprocess.PIPE,
            text=True,
        )
