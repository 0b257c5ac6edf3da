"""Wagtail's own round: publish what is scheduled, take down what has expired."""

from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from jobs import handler


@handler(
    "docking.publish_scheduled",
    title=_("Publish and take down pages as scheduled"),
    every=timedelta(minutes=1),
)
def publish_scheduled(job: Any) -> None:
    call_command("publish_scheduled", stdout=StringIO())
