"""Real threads on a real database: whoever comes first gets the job, and nobody else does."""

import threading

import pytest
from django.db import connection, transaction

from jobs import enqueue
from jobs.models import Job
from jobs.running import claim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.contract]


def together(number, act):
    """Call act(i) in `number` threads at once; the results in order."""
    results, gate = [None] * number, threading.Barrier(number)

    def go(i):
        gate.wait()
        try:
            results[i] = act(i)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_claimants_at_once_and_one_wins():
    for key in "12345":
        job = Job.objects.create(kind="test.work", key=key)
        won = together(8, lambda i, pk=job.pk: claim(pk))
        assert sum(each is not None for each in won) == 1
        assert Job.objects.get(pk=job.pk).attempts == 1


def test_eight_wishes_at_once_make_one_row(settings, monkeypatch):
    monkeypatch.setattr("jobs.services.wake", lambda pk: None)
    rows = together(8, lambda i: enqueue("test.work", "1", payload={"i": i}).pk)
    assert len(set(rows)) == 1
    assert Job.objects.count() == 1


def test_waiting_work_that_is_wished_again_starts_only_after_the_wish_is_committed(monkeypatch):
    monkeypatch.setattr("jobs.services.wake", lambda pk: None)
    job = enqueue("test.work", "1", payload={"n": 1})
    claimed = []

    def take():
        try:
            claimed.append(claim(job.pk))
        finally:
            connection.close()

    with transaction.atomic():
        enqueue("test.work", "1", payload={"n": 2})
        other = threading.Thread(target=take)
        other.start()
        other.join(timeout=0.3)
        assert claimed == [], "the claim has to wait for us"
    other.join(timeout=10)
    assert claimed[0].payload == {"n": 2}
