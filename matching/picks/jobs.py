"""The week's drawing, by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.registry import handler
from matching.picks import services

if TYPE_CHECKING:
    from jobs.models import Job


@handler("matching.draw_picks", title=_("Draw the picks of the week"), every=timedelta(hours=1))
def draw_picks(job: Job) -> None:
    """Once a week, in its first hour or whenever the machine is next awake; the secretariat releases them."""
    services.draw_if_due()
