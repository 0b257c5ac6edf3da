"""A damaged or vanished index of the embedded engine mends by itself: the database answers meanwhile, a
rebuild is entered once, and after it the engine answers again."""

import shutil

import pytest

import search
from jobs.models import Job
from search import services
from search.jobs import rebuild
from search.visibility import ANYONE
from tests.search.small import doc
from tests.search.test_degraded import held  # noqa: F401  (a fixture)
from tests.search.test_embedded import engine_in
from tests.search.test_embedded_faults import files, put_in_place, scratched
from tests.search.trying import ask


def scratch(folder):
    for file in files(folder):
        put_in_place(file, scratched(file.read_bytes()))


def unlist(folder):
    for meta in folder.glob("g-*/meta.json"):
        meta.write_text("{")


@pytest.mark.django_db
@pytest.mark.parametrize("harm", [scratch, unlist, shutil.rmtree])
def test_the_database_answers_until_the_rebuild_is_done(tmp_path, monkeypatch, held, harm):  # noqa: F811
    folder = tmp_path / "index"
    held["1"] = doc(1, "冷链仓储")
    engine_in(folder).rebuild(held.values())
    harm(folder)
    engine = engine_in(folder)
    monkeypatch.setattr(search, "engine", lambda: engine)
    for _ in range(2):
        found = services.find(ask("冷链"), viewer=ANYONE)
        assert (found.degraded, [hit.id for hit in found.hits]) == (True, ["1"])
    job = Job.objects.get(kind="search.rebuild")
    rebuild(job)
    found = services.find(ask("冷链"), viewer=ANYONE)
    assert (found.degraded, [hit.id for hit in found.hits]) == (False, ["1"])


@pytest.mark.django_db
def test_what_is_written_to_a_damaged_index_builds_it_anew(tmp_path, monkeypatch, held):  # noqa: F811
    folder = tmp_path / "index"
    held |= {"1": doc(1, "冷链"), "2": doc(2, "冷链")}
    engine_in(folder).rebuild([])
    unlist(folder)
    engine = engine_in(folder)
    monkeypatch.setattr(search, "engine", lambda: engine)
    services.index("opportunity", ["1"])
    assert engine.count() == 2
