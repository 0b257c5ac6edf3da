"""Where opportunities come from. The app that publishes them registers itself; matching knows no page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.types import Opportunity

Source = Callable[[Iterable[int] | None], "Iterable[Opportunity]"]

_source: Source | None = None


def register(*, opportunities: Source) -> None:
    """`opportunities(ids)` gives those of the ids that can be matched now; `opportunities(None)` gives all.

    Each comes as a `matching.types.Opportunity` whose `id` is the primary key of its page as text. What is
    drafted, withdrawn or gone is simply not given.
    """
    global _source
    _source = opportunities


def opportunities(ids: Iterable[int] | None = None) -> list[Opportunity]:
    """The opportunities that can be matched now. Raises LookupError while no app has registered."""
    if _source is None:
        raise LookupError(
            "No source of opportunities: call matching.sources.register(opportunities=…) in an app's ready()."
        )
    return list(_source(ids))
