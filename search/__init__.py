"""Search: how things are found.  The front door; importing it loads neither Django nor an engine.

    search.engine()                       the engine the settings name
    search.sources.register(kind, …)      makes a kind of thing findable
    search.services.index / remove / rebuild
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engines.base import Engine


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine that `settings.SEARCH_ENGINE` names, one a process; it is imported only then."""
    from django.conf import settings

    from search.analysis import analyzer
    from search.current import planner

    if settings.SEARCH_ENGINE == "embedded":
        from search.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(settings.SEARCH_INDEX_DIR, analyzer=analyzer(), planner=planner)
    raise ValueError(f"SEARCH_ENGINE={settings.SEARCH_ENGINE!r} is not known. Set it to: embedded")
