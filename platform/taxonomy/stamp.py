"""The stamp that tells every process whether its copy of the taxonomy is stale.

A stamp is a random number, not a counter: after a rolled-back transaction a counter would come back to a
value that already stood for other rows.
"""

import secrets

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db.models.signals import m2m_changed, post_delete, post_save

from taxonomy import models

_BITS = 62
_here = Local()


def read() -> tuple[int, str]:
    """Return (stamp, content hash of what was loaded); (0, "") before the first change."""
    row = models.TableVersion.objects.values_list("stamp", "content_hash").first()
    return row or (0, "")


def renew(*, content_hash: str | None = None) -> None:
    """Give the tables a new stamp, inside the caller's transaction."""
    values: dict[str, object] = {"stamp": secrets.randbits(_BITS)}
    if content_hash is not None:
        values["content_hash"] = content_hash
    if not models.TableVersion.objects.filter(pk=1).update(**values):
        models.TableVersion.objects.create(pk=1, **values)
    forget()


def is_fresh() -> bool:
    """Say whether the stamp was already compared in the request this thread is serving."""
    return getattr(_here, "fresh", False)


def compared() -> None:
    """Note that the stamp was compared; holds until the request ends, and never outside of one."""
    _here.fresh = getattr(_here, "serving", False)


def forget() -> None:
    """Compare the stamp again at the next use."""
    _here.fresh = False


def connect() -> None:
    """Renew the stamp whenever a row of the taxonomy is saved or deleted. (Bulk writes call `renew`.)"""
    for model in (
        models.Region,
        models.RegionAlias,
        models.RegionGroup,
        models.Industry,
        models.Sector,
        models.CrosswalkRow,
        models.SynonymGroup,
    ):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"taxonomy.stamp.{model.__name__}")
    m2m_changed.connect(
        _changed, sender=models.RegionGroup.members.through, dispatch_uid="taxonomy.stamp.members"
    )
    request_started.connect(begin_request, dispatch_uid="taxonomy.stamp.begin")
    request_finished.connect(end_request, dispatch_uid="taxonomy.stamp.end")


def _changed(raw: bool = False, **_: object) -> None:
    if not raw:
        renew()


def begin_request(**_: object) -> None:
    """Compare the stamp anew in the request that begins."""
    _here.serving, _here.fresh = True, False


def end_request(**_: object) -> None:
    """Outside of requests the stamp is compared at each use."""
    _here.serving = _here.fresh = False
