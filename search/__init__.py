"""Search: how things are found.  The front door; importing it loads neither Django nor an engine.

    search.engine()                       the engine the settings name
    search.sources.register(kind, …)      makes a kind of thing findable
    search.services.find / total          what page, API, feeds and alerts ask
    search.services.index / remove / rebuild
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engines.base import Engine

ENGINES = {"embedded": "search.engines.embedded", "elastic": "search.engines.elastic"}
"""What SEARCH_ENGINE may say -> the module, which has a function `from_settings(settings)`."""


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine that `settings.SEARCH_ENGINE` names, one a process; it is imported only then."""
    from django.conf import settings

    try:
        module = ENGINES[settings.SEARCH_ENGINE]
    except KeyError:
        known = ", ".join(ENGINES)
        raise ValueError(
            f"SEARCH_ENGINE={settings.SEARCH_ENGINE!r} is not known. Set it to one of: {known}"
        ) from None
    made: Engine = import_module(module).from_settings(settings)
    return made
