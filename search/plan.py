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
    """A word or phrase in the text. `bigrams` in order; a place's name or a trade counts only where it
    stands as a word of its own (`as_word`): 中山 is not in 中山区. `zone`: only in that zone ("title").
    """

    text: str
    bigrams: tuple[str, ...]
    as_word: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """Several words, all of which must be there, wherever they stand: 冷链仓储 as 冷链 and 仓储."""

    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """A title read aloud: its `syllables` side by side (leng ku), or one word's `initials` (lk)."""

    syllables: tuple[str, ...] = ()
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code the document carries: regions 510300, sectors health."""

    field: str
    value: str


What = Text | Each | Sound | Code


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy a clause, and what it is worth beside the others of its sort (0–1).

    `is_near`: a word or a code that means about the same.  A document that has only such stands below every
    one with the written word in its title.
    """

    what: What
    weight: float = 1.0
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One word the person wrote, and all that may stand for it.

    `partly` are ways to come near it (the city of a county, the industry above): they count only for
    documents that are shown as matching in part. `is_general`: a word of very many postings (基地, 中心),
    which says little where it is all that a posting holds.
    """

    written: str
    alternatives: tuple[Alternative, ...]
    partly: tuple[Alternative, ...] = ()
    is_general: bool = False

    @property
    def is_place(self) -> bool:
        """The word is the name of a place."""
        return any(
            isinstance(one.what, Code) and one.what.field == "regions" and not one.is_near
            for one in self.alternatives
        )


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
    Documents verified on or after `fresh_from` are lifted too. `in_part`: what the clauses hold under
    `partly` counts as well.
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
    in_part: bool = False

    @property
    def has_text(self) -> bool:
        return bool(self.required or self.optional)

    def without(self, *names: str) -> Plan:
        """The plan as if the facets `names` were not filtered."""
        left = tuple(held for held in self.filters if held.name not in names)
        return dataclasses.replace(self, filters=left)

    @property
    def may_match_in_part(self) -> bool:
        """There is a weaker form of the words: some of several, or something near one."""
        return len(self.required) > 1 or any(clause.partly for clause in self.required)

    def partly(self, *, least: int = 1) -> Plan:
        """The plan of documents that hold the words in part."""
        return dataclasses.replace(self, least=min(least, len(self.required)), in_part=True)

    def for_counting(self) -> Plan:
        """The same documents in no order: what only lifts is left out."""
        return dataclasses.replace(self, optional=(), together=(), sort="newest")

    @property
    def filtered(self) -> tuple[str, ...]:
        """Names of the facets with a filter, each once."""
        return tuple(dict.fromkeys(held.name for held in self.filters if held.name))
