"""Where the alerts hear of a write to the index."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from search.alerts.catching import arrived
from search.hooks import indexed


@receiver(indexed, dispatch_uid="search.alerts")
def remember(*, keys: list[str], **_more: Any) -> None:
    """Write down what has arrived, and have it held against the saved searches."""
    arrived(keys)
