"""Doors for background work: an id in, one call."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.registry import handler
from paperwork import services
from paperwork.models import Import


@handler("paperwork.read", title=_("Read a file"), lease=timedelta(minutes=5))
def read(job) -> None:
    entry = Import.objects.filter(pk=job.key).first()
    if entry:
        services.read(entry=entry, progress=job.progress)


@handler("paperwork.save", title=_("Save the rows of a file"), lease=timedelta(minutes=15))
def save(job) -> None:
    entry = Import.objects.filter(pk=job.key).first()
    if entry:
        services.save(entry=entry)
