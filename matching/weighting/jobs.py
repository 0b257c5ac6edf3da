"""Doors for background work on the weights. `matching.jobs` takes them in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import handler
from matching.weighting import previews, proposals

if TYPE_CHECKING:
    from jobs.models import Job


@handler("matching.preview_weights", title=_("Preview other weights"), lease=timedelta(minutes=5))
def preview_weights(job: Job) -> None:
    previews.run(job)


@handler("matching.propose_weights", title=_("Look for proposals in the answers"), every=timedelta(days=1))
def propose_weights(job: Job) -> None:
    proposals.look()
