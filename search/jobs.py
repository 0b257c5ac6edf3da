"""The background work of search: doors to `search.services`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import PASSING, handler
from search import services
from search.engines.base import BusyEngineError, UnreachableError
from search.sweep import sweep

if TYPE_CHECKING:
    from jobs.models import Job

RETRY_ON = (BusyEngineError, UnreachableError, *PASSING)
PATIENT = 200
"""Attempts, at most an hour apart: a server may be away for a week and no change is given up."""


@handler("search.index", title=_("Bring a search entry up to date"), retry_on=RETRY_ON, attempts=PATIENT)
def index(job: Job) -> None:
    """Key "opportunity:17": that thing is put, or taken out when it may not be found any longer."""
    kind, _colon, number = job.key.partition(":")
    services.index(kind, [number])


@handler("search.rebuild", title=_("Build the search index anew"), retry_on=RETRY_ON, attempts=PATIENT)
def rebuild(job: Job) -> None:
    """Everything, beside the index in use."""
    services.rebuild()


@handler(
    "search.sweep",
    title=_("Compare the search index with the database"),
    retry_on=RETRY_ON,
    every=timedelta(minutes=10),
)
def compare(job: Job) -> None:
    """What differs is put or taken out; an index that cannot be used is built anew."""
    sweep()
