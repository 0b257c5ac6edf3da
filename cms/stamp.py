"""Tells every process whether what it keeps of public pages is still true.

A change is known at once in the process that makes it, and everywhere with the commit: then the row of
`ContentStamp` gets another number. (Not before: a row written inside long transactions would make editors
wait for each other.) Changes written past `save` (bulk updates) call `renew`.
"""

import secrets
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from wagtail.signals import post_page_move

_BITS = 62
_here = 0  # changes with every change of this process, committed or not


def read(request: HttpRequest | None = None) -> tuple[int, int]:
    """What a thing kept is true for; one query, asked once a request."""
    held = getattr(request, "_content_stamp", None)
    if held is None or held[1] != _here:
        from cms.models import ContentStamp

        here = _here
        held = (ContentStamp.objects.values_list("stamp", flat=True).order_by().first() or 0, here)
        if request is not None:
            request._content_stamp = held  # type: ignore[attr-defined]
    return held


def renew() -> None:
    """Nothing kept so far is true any longer: here at once, elsewhere from the commit on."""
    global _here
    _here = secrets.randbits(_BITS)
    pending = transaction.get_connection().run_on_commit
    if not any(getattr(entry[1], "func", None) is _write for entry in pending):
        transaction.on_commit(partial(_write))


def _write() -> None:
    from cms.models import ContentStamp

    number = secrets.randbits(_BITS)
    ContentStamp.objects.update_or_create(pk=1, defaults={"stamp": number})


def _changed(sender: Any = None, raw: bool = False, **_: Any) -> None:
    if not raw:
        renew()


def connect() -> None:
    """Renew at every change of a page, of what stands on it, and of who may see it."""
    for model in _models():
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"cms.stamp.{model._meta.label}")
    for through in _lists():
        m2m_changed.connect(_changed, sender=through, dispatch_uid=f"cms.stamp.{through._meta.label}")
    post_page_move.connect(_changed, dispatch_uid="cms.stamp.moved")


def _models() -> Iterator[Any]:
    from wagtail.images import get_image_model
    from wagtail.models import Page, PageViewRestriction, Site

    from cms.models import OpportunityPlan
    from organisations.models import InvestmentOffice

    yield from (model for model in apps.get_models() if issubclass(model, Page))
    yield from (OpportunityPlan, InvestmentOffice, get_image_model(), PageViewRestriction, Site)


def _lists() -> Iterator[Any]:
    from wagtail.models import PageViewRestriction

    from cms.models import OpportunityPage

    yield OpportunityPage.sectors.through
    yield OpportunityPage.industries.through
    yield PageViewRestriction.groups.through
