"""Doors for background work: an id in, one call."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import handler
from matching import services
from matching.parts import services as parts
from matching.picks import jobs as _of_picks  # noqa: F401  (their handlers)
from matching.weighting import jobs as _of_weights  # noqa: F401  (their handlers)

if TYPE_CHECKING:
    from jobs.models import Job


@handler("matching.match_opportunity", title=_("Match an opportunity"))
def match_opportunity(job: Job) -> None:
    services.match_opportunity(opportunity_id=int(job.key))


@handler("matching.match_firm", title=_("Match a firm"))
def match_firm(job: Job) -> None:
    services.match_firm(firm_id=int(job.key))


@handler("matching.match_all", title=_("Match all firms and opportunities"), lease=timedelta(minutes=5))
def match_all(job: Job) -> None:
    services.everything(progress=job.progress)


@handler("matching.part", title=_("Match one part of the firms"), lease=timedelta(minutes=2), attempts=20)
def part(job: Job) -> None:
    parts.do_part(job.key)


@handler("matching.merge", title=_("Merge the parts of a full run"), lease=timedelta(minutes=5), attempts=20)
def merge(job: Job) -> None:
    parts.do_merge(job.key)


@handler(
    "matching.keep_current",
    title=_("Match anew when the day or the scorer has changed"),
    every=timedelta(hours=1),
)
def keep_current(job: Job) -> None:
    """Deadlines and freshness move with the day, so the lists of yesterday are not today's."""
    if not services.is_current() and not parts.is_on_its_way():
        services.everything(progress=job.progress)
