"""A process killed between the commit and the sending of an e-mail, or right after: the reader sees one."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from jobs.models import Job, State
from search.alerts import digests
from search.models import Digest, Sighting
from tests import factories as make
from tests.house import ROOT

from .conftest import publish, save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


@pytest.fixture
def worker(tmp_path, folder):
    """Does what is due in a process of its own, and returns how that process ended."""
    held = dict(connection.settings_dict)
    url = f"sqlite:///{held['NAME']}"
    if connection.vendor != "sqlite":
        url = f"postgres://{held['USER']}@{held['HOST']}:{held['PORT'] or 5432}/{held['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "VAR_DIR": str(tmp_path),
        "KILL_MAIL": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.search.alerts.kill_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }

    def run() -> int:
        done = subprocess.run(
            [sys.executable, "manage.py", "run_jobs"], env=environment, cwd=ROOT, capture_output=True
        )
        connection.close()
        return done.returncode

    return run


@pytest.fixture
def digest(monkeypatch):
    """A digest with one hit, its job in the ledger and nobody at work."""
    monkeypatch.setattr(settings, "JOBS_INLINE", False)
    monkeypatch.setattr("jobs.services.wake", lambda job_id: None)
    contact = make.make_contact()
    search = save(contact, q="冷链")
    page = publish()
    Job.objects.all().delete()
    Sighting.objects.create(search=search, key=f"opportunity:{page.pk}", state="waiting")
    digests.gather([contact.pk])
    return Digest.objects.get()


def lease_ran_out() -> None:
    """A minute goes by: the job of a lost worker may be taken by another."""
    Job.objects.filter(state=State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_killed_before_the_mail_left_it_leaves_with_the_next_worker(digest, worker, folder):
    (folder / "before").touch()
    assert worker() < 0
    assert Digest.objects.get().state == "packed"
    assert not list(folder.glob("*.eml"))
    lease_ran_out()
    assert worker() == 0
    assert len(list(folder.glob("*.eml"))) == 1
    assert Digest.objects.get().state == "sent"
    assert Sighting.objects.get().state == "told"
    worker()
    assert len(list(folder.glob("*.eml"))) == 1


def test_killed_right_after_the_mail_left_its_copy_is_known_by_its_message_id(digest, worker, folder):
    (folder / "after").touch()
    assert worker() < 0
    assert Digest.objects.get().state == "packed", "nobody could write down that it had left"
    lease_ran_out()
    assert worker() == 0
    ids = {
        line for mail in folder.glob("*.eml") for line in mail.read_text().splitlines()
        if line.startswith("Message-ID")
    }  # fmt: skip
    assert len(ids) == 1
    assert Digest.objects.get().state == "sent"
