"""Claims, leases, retries: at least once, by one worker at a time, and never lost."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from jobs import Retry, enqueue
from jobs.models import Job, State
from jobs.running import claim, run, run_due

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
LONG_AGO = timedelta(minutes=10)


def lost(key="1", **fields):
    """A job whose worker was killed a while ago."""
    now = timezone.now()
    values = {
        "kind": "test.work",
        "key": key,
        "state": State.RUNNING,
        "attempts": 1,
        "claimed_by": "dead",
        "lease_until": now - LONG_AGO,
        "started_at": now - LONG_AGO,
    }
    return Job.objects.create(**{**values, **fields})


def test_of_two_claimants_one_wins(on_kind):
    on_kind()
    job = enqueue("test.work", "1")
    first, second = claim(job.pk), claim(job.pk)
    assert first.state == State.RUNNING
    assert second is None


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_finished_work_cannot_be_claimed(state):
    job = Job.objects.create(kind="test.work", key="1", state=state)
    assert claim(job.pk) is None


def test_a_job_that_has_gone_is_an_ordinary_case():
    assert run(987654) is None


def test_work_is_not_started_before_its_time():
    job = enqueue("test.work", "1", run_after=timezone.now() + timedelta(minutes=1))
    assert claim(job.pk) is None
    assert claim(job.pk, now=timezone.now() + timedelta(minutes=2)) is not None


def test_a_lost_worker_s_job_is_done_by_another(on_kind):
    seen = on_kind()
    job = lost()
    assert run(job.pk) == State.DONE
    assert seen[0].attempts == 2


def test_a_live_lease_is_respected():
    job = lost(lease_until=timezone.now() + timedelta(seconds=30))
    assert claim(job.pk) is None


def test_a_worker_that_lost_its_lease_cannot_overwrite_its_successor(on_kind):
    def steal(job):
        Job.objects.filter(pk=job.pk).update(claimed_by="successor")

    on_kind(act=steal)
    job = enqueue("test.work", "1")
    assert run(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.claimed_by) == (State.RUNNING, "successor")


def test_work_that_kills_its_worker_is_given_up(on_kind):
    seen = on_kind(attempts=3)
    job = lost(attempts=3)
    assert run(job.pk) == State.FAILED
    job.refresh_from_db()
    assert seen == []
    assert "3" in job.error


def test_the_twin_waits_until_the_running_one_is_finished(on_kind, django_capture_on_commit_callbacks):
    seen = on_kind()
    job = enqueue("test.work", "1")
    running = claim(job.pk)
    twin = enqueue("test.work", "1")
    assert claim(twin.pk) is None
    from jobs import running as engine

    with django_capture_on_commit_callbacks(execute=True):
        engine._finish(running, State.DONE)
    assert [each.pk for each in seen] == [twin.pk]


def test_a_passing_error_is_tried_again_later_and_later(on_kind):
    def fail(job):
        raise OperationalError("database is locked")

    on_kind(act=fail, attempts=3)
    job = enqueue("test.work", "1")
    pauses = []
    for _ in range(2):
        assert run(job.pk) == State.WAITING
        job.refresh_from_db()
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
        assert job.error == "OperationalError: database is locked"
        Job.objects.update(run_after=timezone.now())
    assert pauses == [5, 20]
    assert run(job.pk) == State.FAILED


def test_any_other_error_fails_at_once_with_its_reason(on_kind):
    on_kind(act=lambda job: 1 / 0)
    job = enqueue("test.work", "1")
    assert run(job.pk) == State.FAILED
    job.refresh_from_db()
    assert job.error == "ZeroDivisionError: division by zero"
    assert "Traceback" in job.trace


def test_a_handler_may_ask_for_later_itself(on_kind):
    def not_yet(job):
        raise Retry("the office has not answered", after=timedelta(hours=2))

    on_kind(act=not_yet)
    job = enqueue("test.work", "1")
    assert run(job.pk) == State.WAITING
    job.refresh_from_db()
    assert job.error == "the office has not answered"
    assert job.run_after > timezone.now() + timedelta(minutes=119)


def test_a_retry_gives_way_to_newer_work_of_the_same_key(on_kind):
    def newer_comes_and_this_fails(job):
        enqueue("test.work", "1", payload={"newer": True})
        raise ConnectionError("away")

    on_kind(act=newer_comes_and_this_fails)
    job = enqueue("test.work", "1")
    assert run(job.pk) == State.DONE
    assert Job.objects.waiting().get().payload == {"newer": True}
    job.refresh_from_db()
    assert "ConnectionError: away" in job.error


def test_work_nobody_knows_fails_and_says_so():
    job = enqueue("test.unheard_of", "1")
    assert run(job.pk) == State.FAILED
    job.refresh_from_db()
    assert "test.unheard_of" in job.error


def test_an_error_is_raised_inline_only_when_asked(settings, on_kind):
    on_kind(act=lambda job: 1 / 0)
    settings.JOBS_RAISE = True
    job = enqueue("test.work", "1")
    with pytest.raises(ZeroDivisionError):
        run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_progress_is_kept_and_extends_the_lease(on_kind):
    def halfway(job):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
        job.progress(5, 10)
        row = Job.objects.get(pk=job.pk)
        assert (row.done, row.total) == (5, 10)
        assert row.lease_until > timezone.now() + timedelta(seconds=30)
        job.progress(6)
        assert Job.objects.get(pk=job.pk).done == 5, "written twice a second at most"
        job.progress(10)

    on_kind(act=halfway)
    job = enqueue("test.work", "1")
    assert run(job.pk) == State.DONE
    job.refresh_from_db()
    assert (job.done, job.total) == (10, 10)


def test_due_work_can_be_done_without_a_worker(on_kind):
    seen = on_kind()
    enqueue("test.work", "1")
    enqueue("test.work", "2", run_after=timezone.now() + timedelta(days=1))
    lost("3")
    assert run_due() == 2
    assert {each.key for each in seen} == {"1", "3"}


def test_the_command_does_what_is_due_and_says_how_much(on_kind, capsys):
    from django.core.management import call_command

    seen = on_kind()
    enqueue("test.work", "1")
    call_command("run_jobs")
    assert len(seen) == 1
    assert "1 done" in capsys.readouterr().out
