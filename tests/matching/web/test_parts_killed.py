"""Two workers share a full run, one of them is killed in the middle: the lists are those of one process."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection

import jobs
from jobs.models import Job, State
from matching import services
from matching.models import Match, MatchPart, Run
from tests import factories as make
from tests.matching.web.worlds import stored
from tests.workers import kill, start_worker  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.contract, pytest.mark.slow]
FIRMS, PART, PATIENCE = 40, 2, 120  # PATIENCE in seconds


def wait_until(what: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, list(Job.objects.exclude(state="done").values("key", "error")[:3])
        time.sleep(0.05)
        connection.close()  # each look is a new one


def test_a_killed_worker_loses_no_part(start_worker, monkeypatch, settings) -> None:  # noqa: F811
    settings.JOBS_INLINE = False
    office = make.make_office()
    for n in range(6):
        make.make_opportunity(office, industries=("1432",), amount_wan=700 * n + 500, title=f"中央厨房{n}")
    for n in range(FIRMS):
        make.make_intent(make.make_firm(industries=("1432",)), budget_min_wan=100 + n, industries=("1432",))
    monkeypatch.setenv("MATCHING_PART_FIRMS", str(PART))
    Job.objects.all().delete()
    jobs.enqueue("matching.match_all", "all")
    first, _second = start_worker(), start_worker()
    wait_until(lambda: MatchPart.objects.exclude(done_at=None).count() >= FIRMS // PART // 4)
    kill(first)
    assert MatchPart.objects.filter(done_at=None).exists(), "killed in the middle"
    wait_until(lambda: Run.objects.filter(finished_at__isnull=False).exists())
    ours = Job.objects.filter(kind__in=("matching.part", "matching.merge"))
    wait_until(lambda: not ours.exclude(state=State.DONE).exists())
    in_parts = stored()
    assert len({row[0] for row in in_parts}) == FIRMS
    Match.objects.all().delete()
    services.match_all()
    assert in_parts == stored()
