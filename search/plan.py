"""What an engine is asked: a query after analysis, without a word of any engine's language.

Both engines turn a `Plan` into their own form; everything that decides *what* is found lives above this
line, so it is the same on both.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A word or phrase in the text. `bigrams` in order; a place's name counts only where it stands as a
    word of its own (`as_word`): 中山 is not in 中山区.
    """

    text: str
    bigrams: tuple[str, ...]
    as_word: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A code the document carries: regions 510300, sectors health."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy a clause, and what it is worth beside the others (0–1).

    `is_near`: a word that means about the same.  A document that has only such words stands below every one
    with the written word in its title.
    """

    what: Text | Code
    weight: float = 1.0
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One word the person wrote, and all that may stand for it; the best alternative counts."""

    written: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The document holds one of `values` in `field`.  `name` is the facet it belongs to, "" for none."""

    field: str
    values: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """`low` ≤ field ≤ `high`; a document without the field is outside."""

    field: str
    low: float | None = None
    high: float | None = None
    name: str = ""


Filter = Terms | Range


@dataclass(frozen=True, slots=True)
class Plan:
    """At least `least` of the `required` clauses (None = all) hold, no `excluded` one does, every filter
    holds.

    `optional` clauses and `together` (a run of words standing side by side) only lift a document.
    Documents verified on or after `fresh_from` are lifted too.
    """

    required: tuple[Clause, ...] = ()
    optional: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    together: tuple[Text, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: str = "newest"
    offset: int = 0
    limit: int = 20
    least: int | None = None
    fresh_from: dt.date = dt.date.min
    today: dt.date = dt.date.min
    facets: tuple[str, ...] = ()
    widened: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nothing: bool = False

    @property
    def has_text(self) -> bool:
        return bool(self.required or self.optional)

    def without(self, *names: str) -> Plan:
        """The plan as if the facets `names` were not filtered."""
        left = tuple(held for held in self.filters if held.name not in names)
        return dataclasses.replace(self, filters=left)

    def for_counting(self) -> Plan:
        """The same documents in no order: what only lifts is left out."""
        return dataclasses.replace(self, optional=(), together=(), sort="newest")

    @property
    def filtered(self) -> tuple[str, ...]:
        """Names of the facets with a filter, each once."""
        return tuple(dict.fromkeys(held.name for held in self.filters if held.name))
