"""Real workers on the test's own database, to be killed: `from tests.workers import kill, start_worker`."""

import os
import signal
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.db import connection

from tests.house import ROOT


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
            "-n",
            f"{uuid.uuid4().hex}@%h",  # two of one name would share a queue of RabbitMQ's
        ]
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-q", "-A", "docking.celery", *options],
            env=os.environ | environment, cwd=ROOT, start_new_session=True,
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
