"""Facets -> the columns they are counted over, and raw counts -> the values they stand for: once for every
engine.

An engine counts how many documents have each value of a column (`COLUMNS`), or how many lie below `LANDLESS`,
and hands what it counted to `named`.  Marks lie in one column and are counted by group: facet "marks:grade".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from search.facets import Counts
from search.fields import KEYWORDS, NO_DEADLINE
from search.filters import group_of

COLUMNS = {"bands": "band", "offices": "office", "verified": "verified_day", "deadline": "deadline_day"}
"""Where a facet is not called like the column it counts (a name in `search.fields`)."""
LANDLESS = 0.005
"""亩; the facet `land_none` counts the documents with less land than this."""
MOST_VALUES = 5_000
"""Values of one facet at most; more than there are places."""


def column(facet: str) -> str:
    """The column whose values are counted."""
    return "marks" if group_of(facet) else COLUMNS.get(facet, facet)


def terms(facet: str) -> dict[str, Any]:
    """What counts the values of its column, in the words that both engines share; of a group its own only."""
    asked: dict[str, Any] = {"field": column(facet), "size": MOST_VALUES}
    return asked | {"include": f"{group}:.*"} if (group := group_of(facet)) else asked


def named(facet: str, counted: Iterable[tuple[Any, int]], *, today: dt.date) -> Counts:
    """Pairs (value of the column, documents) -> what `search.facets.values` takes."""
    now = today.toordinal()
    if facet == "verified":
        return {str(now - int(str(day))): documents for day, documents in counted}
    if facet == "deadline":
        days = ((int(str(day)), documents) for day, documents in counted)
        return {"none" if day == NO_DEADLINE else str(day - now): documents for day, documents in days}
    if group := group_of(facet):
        return {value: documents for value, documents in counted if value.startswith(f"{group}:")}
    return dict(counted) if column(facet) in KEYWORDS else {str(value): n for value, n in counted}
