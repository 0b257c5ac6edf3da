"""Entering work: once while it waits, seen by workers only after the commit."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs import enqueue, suspended
from jobs.models import Job, State
from jobs.services import prune, run_again

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def test_the_same_work_waits_once_with_the_latest_payload():
    later = timezone.now() + timedelta(hours=1)
    first = enqueue("test.work", "1", payload={"n": 1}, run_after=later)
    second = enqueue("test.work", "1", payload={"n": 2})
    assert first.pk == second.pk
    assert Job.objects.get().payload == {"n": 2}
    assert Job.objects.get().run_after < later, "the earlier of the two times counts"


def test_a_later_wish_does_not_put_waiting_work_off():
    enqueue("test.work", "1")
    enqueue("test.work", "1", run_after=timezone.now() + timedelta(hours=1))
    assert Job.objects.get().run_after <= timezone.now()


def test_other_keys_and_kinds_are_other_work():
    for kind, key in (("test.work", "1"), ("test.work", "2"), ("test.other", "1")):
        enqueue(kind, key)
    assert Job.objects.waiting().count() == 3


def test_running_work_does_not_hide_a_new_wish():
    job = enqueue("test.work", "1")
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
    assert enqueue("test.work", "1").pk != job.pk


def test_nothing_is_entered_while_suspended():
    with suspended():
        assert enqueue("test.work", "1") is None
    assert not Job.objects.exists()


def test_the_job_is_done_after_the_commit_and_not_before(django_capture_on_commit_callbacks, on_kind):
    seen = on_kind()
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.work", "1")
        assert seen == []
    assert [each.pk for each in seen] == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (State.DONE, 1, "")
    assert job.started_at <= job.finished_at


def test_work_for_later_is_not_done_at_the_commit(django_capture_on_commit_callbacks, on_kind):
    seen = on_kind()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.work", "1", run_after=timezone.now() + timedelta(seconds=30))
    assert seen == []
    assert Job.objects.get().state == State.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_job(on_kind):
    seen = on_kind()
    with transaction.atomic():
        enqueue("test.work", "1")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert seen == []


def test_a_broker_that_is_away_leaves_the_row_for_the_sweep(
    settings, django_capture_on_commit_callbacks, monkeypatch
):
    from jobs import tasks

    def away(*args):
        raise ConnectionRefusedError("no broker")

    settings.JOBS_INLINE = False
    monkeypatch.setattr(tasks.run_job, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.work", "1")
    assert Job.objects.get().state == State.WAITING
    assert Job.objects.get().woken_at is None


def test_a_failed_job_can_be_run_again(django_capture_on_commit_callbacks, on_kind):
    seen = on_kind()
    failed = Job.objects.create(kind="test.work", key="1", payload={"n": 1}, state=State.FAILED, error="why")
    with django_capture_on_commit_callbacks(execute=True):
        run_again(job=failed)
    assert seen[0].payload == {"n": 1}
    assert Job.objects.get().state == State.DONE


def test_a_running_job_is_not_run_again():
    job = Job.objects.create(kind="test.work", key="1", state=State.RUNNING)
    assert run_again(job=job) == job
    assert Job.objects.count() == 1


def test_old_finished_rows_are_pruned_and_waiting_ones_never():
    old = timezone.now() - timedelta(days=15)
    Job.objects.create(kind="a", state=State.DONE, finished_at=old)
    Job.objects.create(kind="b", state=State.FAILED, finished_at=old)
    Job.objects.create(kind="c", state=State.WAITING, created_at=old)
    Job.objects.create(kind="d", state=State.DONE, finished_at=timezone.now())
    assert prune() == 1
    assert set(Job.objects.values_list("kind", flat=True)) == {"b", "c", "d"}
