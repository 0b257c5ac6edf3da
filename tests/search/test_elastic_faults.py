"""The real Elasticsearch with faults: wrong aliases, old mappings, builders that die, the server killed."""

import contextlib
import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

from search.analysis import Analyzer
from search.engines.base import BusyEngineError, MissingIndexError, OutdatedIndexError, UnreachableError
from search.engines.elastic_schema import MAPPING
from search.lexicon import Lexicon
from search.visibility import ANYONE
from tests.search.elastic_server import client, engine_at, needs_elastic, new_prefix, wipe
from tests.search.small import doc
from tests.search.trying import Trying, ask

pytestmark = [needs_elastic, pytest.mark.services]
SERVICES = Path(__file__).parents[1] / "services" / "services"
OWN_PORT = "9287"
OTHER = Analyzer(Lexicon(frozenset(["冷链", "另一个词"])))


def own_server(verb):
    """up, kill (SIGKILL) or down (with its data) of a server beside the usual one."""
    env = {**os.environ, "ES_PORT": OWN_PORT, "ES_JAVA_OPTS": "-Xms300m -Xmx300m"}
    return subprocess.run([SERVICES, verb, "elastic"], env=env, check=False, capture_output=True, text=True)


class OnTheServer(Trying):
    @pytest.fixture(autouse=True)
    def _prefix(self):
        self.prefix = new_prefix()
        yield
        wipe(self.prefix)

    def make(self):
        return engine_at(self.prefix)


class TestAliases(OnTheServer):
    def other_index(self, name="other"):
        name = f"{self.prefix}-{name}"
        client().indices.create(index=name, mappings=MAPPING)
        return name

    def test_the_name_carries_hashes_and_reads_and_writes_go_through_aliases(self, engine):
        about = engine.about()
        read, index = about["read"].split(" → ")
        write, same = about["write"].split(" → ")
        assert index == same
        assert index.startswith(f"{read}-")
        assert write == f"{self.prefix}-write"
        assert about["server"].startswith("Elasticsearch 8.")

    def test_old_indices_are_swept(self, engine):
        for number in range(3):
            engine.rebuild([doc(number, "冷链")])
        names = client().indices.get(index=f"{self.prefix}-*").body
        assert len(names) == 2, "the index and the claims"

    def test_an_index_of_another_analysis_answers_but_takes_nothing_until_it_is_rebuilt(self, engine):
        self.fill(engine, doc(1, "冷链"))
        other = engine_at(self.prefix, analyzer=OTHER)
        assert not other.is_current()
        assert self.ids(other, ask("冷链")) == ["1"]
        with pytest.raises(OutdatedIndexError, match="rebuild_search"):
            other.put([doc(2, "冷链")])
        other.rebuild([doc(1, "冷链")])
        assert other.is_current()

    def test_what_an_older_release_writes_while_a_newer_one_rebuilds_is_kept(self, engine):
        self.fill(engine, doc(1, "冷链"))
        newer = engine_at(self.prefix, analyzer=OTHER)

        def documents():
            yield doc(1, "冷链")
            engine.put([doc(2, "冷链")])

        newer.rebuild(documents())
        assert self.found(newer, "冷链") == {"1", "2"}

    def test_an_index_with_an_older_mapping_is_never_read_as_one_of_today(self):
        old = f"{self.prefix}-00000000-111111-2501010101aaaa"
        client().indices.create(index=old, mappings={"properties": {"title": {"type": "text"}}})
        for alias in (f"{self.prefix}-00000000", f"{self.prefix}-write"):
            client().indices.put_alias(index=old, name=alias)
        engine = engine_at(self.prefix)
        assert not engine.is_current()
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.search(ask("冷链"), viewer=ANYONE)
        with pytest.raises(OutdatedIndexError, match="rebuild_search"):
            engine.put([doc(1, "冷链")])
        engine.rebuild([doc(1, "冷链")])
        assert self.ids(engine, ask("冷链")) == ["1"]
        # an older release that still runs goes on reading, until the next rebuild
        assert client().indices.exists(index=f"{self.prefix}-00000000")

    def test_an_index_deleted_while_running_is_told_and_a_rebuild_cures_it(self, engine):
        self.fill(engine, doc(1, "冷链"))
        client().indices.delete(index=engine.about()["read"].split(" → ")[1])
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.search(ask("冷链"), viewer=ANYONE)
        with pytest.raises(MissingIndexError, match="rebuild_search"):
            engine.put([doc(1, "冷链")])
        engine.rebuild([doc(1, "冷链")])
        assert self.ids(engine, ask("冷链")) == ["1"]

    def test_aliases_of_two_indices_are_told_and_a_rebuild_cures_them(self, engine):
        self.fill(engine, doc(1, "冷链"))
        other, about = self.other_index(), engine.about()
        for alias in ("read", "write"):
            client().indices.put_alias(index=other, name=about[alias].split(" → ")[0])
        assert not engine.is_current()
        with pytest.raises(OutdatedIndexError, match="several"):
            engine.search(ask("冷链"), viewer=ANYONE)
        with pytest.raises(OutdatedIndexError, match="points to"):
            engine.put([doc(2, "冷链")])
        engine.rebuild([doc(1, "冷链")])
        assert self.ids(engine, ask("冷链")) == ["1"]
        assert engine.is_current()

    def test_an_index_in_the_place_of_an_alias_is_cured_by_a_rebuild(self):
        self.other_index("write")
        engine = engine_at(self.prefix)
        with pytest.raises(MissingIndexError):
            engine.put([doc(1, "冷链")])
        engine.rebuild([doc(1, "冷链")])
        assert engine.put([doc(2, "冷链")]) == 1
        engine.refresh()
        assert engine.count() == 2


class TestBuilders(OnTheServer):
    def test_one_builds_at_a_time_and_a_builder_that_died_is_waited_for_no_longer_than_its_lease(
        self, engine
    ):
        self.fill(engine, doc(1, "冷链"))
        died = engine_at(self.prefix, lease=1.5)._builds.begin()
        with pytest.raises(BusyEngineError, match="is being built"):
            engine.rebuild([doc(2, "冷链")])
        assert engine.put([doc(3, "冷链")]) == 1
        time.sleep(1.6)
        assert engine.rebuild([doc(1, "冷链"), doc(3, "冷链")]) == 2
        assert not client().indices.exists(index=died.index)

    def test_a_builder_that_dies_while_writers_wait_lets_them_go_on(self, engine):
        builds = engine_at(self.prefix, lease=1.0)._builds
        builds.renew(builds.begin(), phase="swapping")
        started = time.monotonic()
        assert engine.put([doc(3, "冷链")]) == 1
        assert time.monotonic() - started > 0.5, "it waited for the builder first"

    def test_a_builder_that_was_silent_for_too_long_does_not_swap(self, engine):
        self.fill(engine, doc(1, "冷链"))
        slow = engine_at(self.prefix, lease=0.3)

        def documents():
            yield doc(2, "冷链")
            time.sleep(0.5)

        with pytest.raises(BusyEngineError, match="silent"):
            slow.rebuild(documents())
        assert self.ids(engine, ask("冷链")) == ["1"]

    def test_nothing_is_lost_when_many_write_while_the_index_is_built_again_and_again(self, engine):
        base = [doc(number, "竹笋") for number in range(50)]
        engine.put(base)
        over, wrote = threading.Event(), [0, 0]

        def write(which):
            own = engine_at(self.prefix)
            while not over.is_set():
                number = wrote[which]
                own.put([doc(f"{which}-{number}", "冷链")])
                if number % 3 == 0:
                    own.remove([f"opportunity:{which}-{number}"])
                wrote[which] += 1

        writers = [threading.Thread(target=write, args=(which,)) for which in range(2)]
        for writer in writers:
            writer.start()

        def documents():
            # read once the build has begun, as the database is: what was written before is in it
            yield from base
            for one in [f"{which}-{n}" for which in range(2) for n in range(wrote[which]) if n % 3]:
                yield doc(one, "冷链")

        for _ in range(3):
            engine.rebuild(documents())
        over.set()
        for writer in writers:
            writer.join()
        engine.refresh()
        kept = {f"opportunity:{which}-{n}" for which in range(2) for n in range(wrote[which]) if n % 3}
        assert set(engine.keys()) == kept | {one.key for one in base}
        assert min(wrote) > 3


@pytest.fixture(scope="module")
def own():
    """Started once; a test that kills it brings it back."""
    started = own_server("up")
    if started.returncode:
        pytest.skip(f"no server of its own: {started.stderr.strip() or started.stdout}")
    yield
    own_server("down")


@pytest.mark.slow
@pytest.mark.usefixtures("own")
class TestKilled:
    """With a server of its own, so that others may use theirs meanwhile."""

    def engine(self, **settings):
        return engine_at("killed", url=f"http://127.0.0.1:{OWN_PORT}", write_timeout=10.0, **settings)

    def test_killed_in_the_middle_of_a_bulk_it_keeps_what_it_took_and_takes_all_again(self):
        engine = self.engine()
        engine.rebuild([])

        def documents():
            for number in range(3000):
                if number == 1500:
                    own_server("kill").check_returncode()
                yield doc(number, "冷链", version=1)

        with pytest.raises(UnreachableError):
            engine.put(documents())
        own_server("up").check_returncode()
        engine.refresh()
        assert engine.count() in (1000, 1500), "whole bulks, each safe when it was answered"
        assert engine.put(doc(number, "冷链", version=1) for number in range(3000)) == 3000
        engine.refresh()
        assert engine.count() == 3000

    def test_killed_in_the_middle_of_a_rebuild_the_old_index_stays_in_use(self):
        engine = self.engine(lease=20.0)
        engine.rebuild([doc("kept", "冷链")])

        def documents():
            yield from (doc(number, "冷链") for number in range(900))
            own_server("kill").check_returncode()
            yield from (doc(number, "冷链") for number in range(900, 1800))

        with pytest.raises(UnreachableError):
            engine.rebuild(documents())
        own_server("up").check_returncode()
        assert [hit.id for hit in engine.search(ask("冷链"), viewer=ANYONE).hits] == ["kept"]
        assert engine.put([doc("more", "冷链")]) == 1
        again = [doc("kept", "冷链"), doc("more", "冷链")]
        with contextlib.suppress(BusyEngineError):  # the claim of the dead one may hold still
            engine.rebuild(again)
        if (claim := engine._builds.claimed()) is not None:
            time.sleep(max(0.0, claim.until - time.time()) + 0.1)
        assert engine.rebuild(again) == 2
