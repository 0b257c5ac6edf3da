"""A worker killed in the middle, again and again: every job is done, none is lost.

On the folder transport as everybody runs it, and on RabbitMQ and PostgreSQL where .ci/run provides them.
"""

import time

import pytest
from django.db import connection

from jobs.models import Job, State
from tests.workers import kill, start_worker  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.contract, pytest.mark.slow]
JOBS, KILLS, PATIENCE = 120, 3, 90  # seconds


def done():
    connection.close()  # each look is a new one
    return Job.objects.filter(kind="test.kill", state=State.DONE).count()


def wait_for(number, deadline):
    while (count := done()) < number:
        rest = list(Job.objects.exclude(state="done")[:3].values())
        assert time.monotonic() < deadline, f"{count} of {JOBS} done; {rest}"
        time.sleep(0.1)


def test_no_job_is_lost_when_workers_are_killed(start_worker, tmp_path):  # noqa: F811
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
