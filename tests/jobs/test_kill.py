"""A worker killed in the middle, again and again: every job is done, none is lost.

On the folder transport as everybody runs it, and on RabbitMQ and PostgreSQL where .ci/run provides them.
"""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from jobs.models import Job, State
from tests.house import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.contract, pytest.mark.slow]
JOBS, KILLS, PATIENCE = 120, 3, 90  # seconds


@pytest.fixture
def start_worker(tmp_path):
    """Starts `worker -B` on this very test database, as leader of a group of its own."""
    database = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = (
            f"postgres://{database['USER']}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
        )
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
        "VAR_DIR": str(tmp_path),
        "KILL_NOTES": str(tmp_path / "notes"),
        "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    alive = []

    def start():
        options = [
            "worker",
            "-B",
            "-P",
            "threads",
            "-c",
            "4",
            "-l",
            "ERROR",
            "--without-gossip",
            "--without-mingle",
        ]
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-q", "-A", "docking.celery", *options],
            env=environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=(tmp_path / "stderr").open("ab"),
        )  # fmt: skip
        alive.append(worker)
        return worker

    yield start
    for worker in alive:
        kill(worker)
    print((tmp_path / "stderr").read_text()[-3000:])  # noqa: T201


def kill(worker):
    """The whole group: an embedded beat outlives a killed worker."""
    try:
        os.killpg(worker.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    worker.wait()


def done():
    connection.close()  # each look is a new one
    return Job.objects.filter(kind="test.kill", state=State.DONE).count()


def wait_for(number, deadline):
    while (count := done()) < number:
        rest = list(Job.objects.exclude(state="done")[:3].values())
        assert time.monotonic() < deadline, f"{count} of {JOBS} done; {rest}"
        time.sleep(0.1)


def test_no_job_is_lost_when_workers_are_killed(start_worker, tmp_path):
    Job.objects.bulk_create(Job(kind="test.kill", key=str(i)) for i in range(JOBS))
    deadline = time.monotonic() + PATIENCE
    for turn in range(1, KILLS + 1):
        worker = start_worker()
        wait_for(turn * JOBS // (KILLS + 2), deadline)
        kill(worker)
    start_worker()
    wait_for(JOBS, deadline)
    noted = (tmp_path / "notes").read_text().split()
    assert set(noted) == {str(i) for i in range(JOBS)}, "each was really done"
    assert len(noted) <= JOBS + 4 * KILLS, "and only those in hand at a kill were done twice"
