"""The background work of saved searches: doors to the modules beside this one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import PASSING, Retry, handler
from search.alerts import catching, digests, known
from search.alerts.mail import MailAwayError, send_digest
from search.engines.base import EngineError

if TYPE_CHECKING:
    from jobs.models import Job

_AWAY = timedelta(minutes=1)


@handler(catching.JOB, title=_("Hold what is new against the saved searches"), attempts=2000)
def arrivals(job: Job) -> None:
    """Everything that has arrived in the index since the last time."""
    try:
        catching.take_arrivals()
    except EngineError as error:
        raise Retry(str(error), after=_AWAY) from error


@handler(known.JOB, title=_("Note what a saved search finds already"), attempts=2000)
def already_there(job: Job) -> None:
    """Key: a saved search."""
    try:
        known.note_known(int(job.key))
    except EngineError as error:
        raise Retry(str(error), after=_AWAY) from error


@handler(
    digests.JOB, title=_("Send the e-mail of saved searches"), retry_on=(MailAwayError, *PASSING), attempts=40
)
def send(job: Job) -> None:
    """Key: a digest.  A mail server that is away is tried for more than a day."""
    send_digest(int(job.key))


@handler(
    "search.alerts_round", title=_("Enter the daily e-mails of saved searches"), every=timedelta(minutes=10)
)
def round_of_alerts(job: Job) -> None:
    """The daily digests once their hour has come, and what was left lying."""
    digests.enter_daily()
    digests.enter_forgotten()
    catching.enter_forgotten()
