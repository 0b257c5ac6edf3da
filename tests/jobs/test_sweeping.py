"""The sweep: whatever became of the messages, the ledger is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import enqueue, sweeping
from jobs.models import Job, State

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def woken(monkeypatch):
    """Job ids for which the sweep sent a message."""
    sent = []
    monkeypatch.setattr(sweeping, "wake", sent.append)
    monkeypatch.setattr(sweeping, "enter_periodic", lambda *, now: None)
    return sent


def test_new_due_and_orphaned_rows_are_sent_again_and_others_are_not(woken):
    now = timezone.now()
    minute = timedelta(minutes=1)
    rows = {
        "never sent": {},
        "sent long ago": {"woken_at": now - 2 * minute},
        "lost worker": {"state": State.RUNNING, "lease_until": now - minute, "woken_at": now - 2 * minute},
        "sent just now": {"woken_at": now},
        "for later": {"run_after": now + minute},
        "at work": {"state": State.RUNNING, "lease_until": now + minute},
        "done": {"state": State.DONE},
        "failed": {"state": State.FAILED},
    }
    made = {
        key: Job.objects.create(kind="test.work", key=key, **{"run_after": now - minute, **fields}).pk
        for key, fields in rows.items()
    }
    assert sweeping.sweep(now=now) == 3
    assert set(woken) == {made[key] for key in ("never sent", "sent long ago", "lost worker")}


def test_periodic_work_enters_itself_once_per_period(on_kind):
    on_kind("test.hourly", every=timedelta(hours=1))
    now = timezone.now()
    sweeping.sweep(now=now)
    sweeping.sweep(now=now + timedelta(minutes=59))
    assert Job.objects.filter(kind="test.hourly").count() == 1
    Job.objects.filter(kind="test.hourly").update(state=State.DONE)
    sweeping.enter_periodic(now=now + timedelta(minutes=61))
    assert Job.objects.filter(kind="test.hourly").count() == 2


def test_periodic_work_still_running_is_not_entered_again(on_kind):
    on_kind("test.hourly", every=timedelta(hours=1))
    job = enqueue("test.hourly", sweeping.PERIODIC)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
    sweeping.enter_periodic(now=timezone.now() + timedelta(days=1))
    assert Job.objects.filter(kind="test.hourly").count() == 1
