"""What the embedded engine does when files, disk or processes fail: an error that says what to do, never a
lie, and the old index answers wherever it can."""

import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
import tantivy

from search.engines.base import DamagedIndexError, EngineError, FullDiskError, MissingIndexError
from search.engines.embedded_faults import told, verify
from search.visibility import ANYONE
from tests.search.small import doc
from tests.search.test_embedded import ROOT, engine_in
from tests.search.trying import ask


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    engine = engine_in(folder)
    engine.rebuild([])
    engine.put([doc(n, f"冷链{n}", "510321", body="竹笋污水" * n) for n in range(20)])
    engine.put([doc(0, "冷链")])  # a second segment, and a list of what was deleted in the first
    return engine


def found(engine) -> int:
    return engine.search(ask("冷链"), viewer=ANYONE).total


def files(folder):
    """The files of the index in use that hold what was written."""
    kept = {".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", ".del"}
    return sorted(file for file in folder.glob("g-*/*") if file.suffix in kept)


def put_in_place(file, data: bytes):
    """Another file of that name: to cut a file that is mapped would kill every process that reads it."""
    file.unlink()
    file.write_bytes(data)


def torn(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scratched(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def emptied(_data: bytes) -> bytes:
    return b""


# --- damage ---


@pytest.mark.parametrize("harm", [torn, scratched, emptied])
def test_a_damaged_file_of_any_kind_is_found_when_the_index_is_opened(engine, folder, harm):
    assert {file.suffix for file in files(folder)} >= {".term", ".idx", ".pos", ".store", ".fast", ".del"}
    for file in files(folder):
        whole = file.read_bytes()
        put_in_place(file, harm(whole))
        with pytest.raises(DamagedIndexError, match=r"damaged.*rebuild_search"):
            found(engine_in(folder))
        assert not engine_in(folder).is_current()
        put_in_place(file, whole)
        assert found(engine_in(folder)) == 20


def test_a_file_that_is_gone_is_found(engine, folder):
    for file in files(folder):
        aside = file.rename(folder / "aside")
        with pytest.raises(DamagedIndexError, match="gone"):
            found(engine_in(folder))
        aside.rename(file)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"segments": 3}', b"\xff\xfe"])
def test_a_list_of_segments_that_makes_no_sense_is_told(engine, folder, text):
    for meta in folder.glob("g-*/meta.json"):
        meta.write_bytes(text)
    with pytest.raises(DamagedIndexError, match="rebuild_search"):
        found(engine_in(folder))


def test_a_rebuild_cures_damage_and_nothing_is_put_before(engine, folder):
    for file in files(folder):
        put_in_place(file, scratched(file.read_bytes()))
    fresh = engine_in(folder)
    with pytest.raises(MissingIndexError):
        fresh.put([doc(1, "冷链")])
    assert fresh.rebuild([doc(1, "冷链")]) == 1
    assert found(fresh) == 1


def test_what_a_killed_writer_left_beside_the_commit_is_no_damage(engine, folder):
    (segment,) = {file.stem for file in files(folder) if file.suffix == ".del"} or {""}
    name = segment.partition(".")[0]
    for current in folder.glob("g-*"):
        (current / f"{name}.99999.del").write_bytes(b"half")
        (current / f"{'0' * 32}.idx").write_bytes(b"half")
    assert found(engine_in(folder)) == 20


def test_commits_while_the_files_are_looked_at_are_no_damage(engine, folder):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            engine.put([doc(3, "冷链")])

    writer = threading.Thread(target=write)
    writer.start()
    (current,) = folder.glob("g-*")
    try:
        for _ in range(150):
            verify(current)
    finally:
        stop.set()
        writer.join()


# --- the folder ---


def test_a_folder_deleted_under_a_rebuild_is_told_and_the_next_one_works(engine, folder):
    def documents():
        yield doc(1, "冷链")
        shutil.rmtree(folder)

    with pytest.raises(EngineError, match="rebuild_search"):
        engine.rebuild(documents())
    assert engine.rebuild([doc(1, "冷链")]) == 1
    assert found(engine) == 1


def test_a_folder_deleted_before_a_write_is_told(engine, folder):
    shutil.rmtree(folder)
    with pytest.raises(MissingIndexError, match="rebuild_search"):
        engine.put([doc(1, "冷链")])
    with pytest.raises(MissingIndexError, match="rebuild_search"):
        engine.remove(["opportunity:1"])


def test_a_file_where_the_folder_should_be_is_told(folder):
    folder.write_text("")
    with pytest.raises(EngineError, match="cannot be used"):
        engine_in(folder).rebuild([])


def test_a_failed_rebuild_leaves_nothing_behind(engine, folder):
    def broken():
        yield doc(1, "冷链")
        raise RuntimeError("the database went away")

    before = sorted(folder.glob("g-*"))
    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(broken())
    assert sorted(folder.glob("g-*")) == before
    assert found(engine) == 20


def test_what_a_killed_builder_left_goes_with_the_next_rebuild(engine, folder):
    (folder / "g-left").mkdir()
    engine.rebuild([doc(1, "冷链")])
    assert not (folder / "g-left").exists()


def test_half_a_note_of_a_change_loses_no_other(engine, folder):
    def documents():
        yield doc(1, "冷链")
        with (folder / "changes").open("a") as file:
            file.write('\n"opportu')  # its writer was killed before it wrote anything else
        engine.put([doc(50, "冷链"), doc(51, "冷链")])

    engine.rebuild(documents())
    assert found(engine) == 3


def test_a_reader_that_meets_a_swap_at_each_step_finds_either_index(engine, folder):
    stop = threading.Event()
    seen: list[int] = []
    faults: list[Exception] = []

    def read():
        while not stop.is_set():
            try:
                seen.append(found(engine_in(folder)))
            except Exception as error:
                faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 9):
        engine.rebuild([doc(n, "冷链") for n in range(number)])
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert set(seen) <= {20, *range(1, 9)}
    assert len(seen) > 2


# --- a full disk ---

FULL = """
import resource, signal, sys
from pathlib import Path
from search.engines.base import FullDiskError
from search.visibility import ANYONE
from tests.search.small import doc
from tests.search.test_embedded import engine_in
from tests.search.trying import ask
engine = engine_in(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    getattr(engine, sys.argv[2])(doc(n, "冷链", body="竹笋污水产业" * 300) for n in range(3000))
except FullDiskError as error:
    print("full:", error)
print("found", engine.search(ask("冷链"), viewer=ANYONE).total)
"""


@pytest.mark.parametrize("action", ["put", "rebuild"])
@pytest.mark.parametrize("limit", [0, 3_000, 100_000])
def test_on_a_full_disk_the_old_index_answers_and_the_error_says_so(engine, folder, action, limit):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder), action, str(limit)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "no room" in done.stdout, done.stderr
    assert "found 20" in done.stdout, done.stderr
    assert not list(folder.glob("**/room.*"))
    assert engine.put([doc(100, "冷链")]) == 1  # there is room again
    assert found(engine) == 21


def test_a_full_disk_is_a_thing_the_jobs_try_again():
    import search.jobs  # noqa: F401  (it registers its handlers)
    from jobs import registry

    for kind in ("search.index", "search.rebuild"):
        assert issubclass(FullDiskError, registry.get(kind).retry_on)


# --- panics ---


def test_a_panic_is_told_and_the_next_search_is_answered(engine):
    with pytest.raises(EngineError, match="gave up"), engine._told():
        engine._searcher().search(tantivy.Query.all_query(), limit=0)
    assert found(engine) == 20


def test_what_is_no_panic_passes():
    for error in (KeyboardInterrupt, SystemExit):
        with pytest.raises(error), told():
            raise error


# --- killed at any moment ---


def test_a_bulk_writer_killed_in_the_middle_of_commits_leaves_whole_batches(engine, folder):
    chance = random.Random(4)
    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.search.writer", "bulk", str(folder), "1000", "4000"],
            cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}", "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        fresh = engine_in(folder)
        assert (fresh.count() - 20) % 100 == 0
        assert fresh.put([doc(1, "冷链", version=1)]) == 1
        verify(next(folder.glob("g-*")))
