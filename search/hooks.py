"""What search tells others, without knowing them.

    indexed     sender=None, keys: documents ("opportunity:17") that a change has just put into the index

Sent after the engine's write has returned, so that a search from there on finds them; never for a rebuild,
where nothing has changed but the index. It may be sent again for the same change: whoever listens makes the
state right.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import Signal

indexed = Signal()


def announce_indexed(keys: Iterable[str]) -> None:
    """Tell whoever listens which documents are new or changed in the index."""
    if found := sorted(set(keys)):
        indexed.send(sender=None, keys=found)
