"""The background work of search: doors to `search.services`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import PASSING, handler
from search import services
from search.engines.base import BusyEngineError

if TYPE_CHECKING:
    from jobs.models import Job


@handler("search.index", title=_("Bring a search entry up to date"), retry_on=(BusyEngineError, *PASSING))
def index(job: Job) -> None:
    """Key "opportunity:17": that thing is put, or taken out when it may not be found any longer."""
    kind, _colon, number = job.key.partition(":")
    services.index(kind, [number])


@handler("search.rebuild", title=_("Build the search index anew"), retry_on=(BusyEngineError, *PASSING))
def rebuild(job: Job) -> None:
    """Everything, beside the index in use."""
    services.rebuild()
