"""Which of many kept searches a new document satisfies, in plain Python and without running one of them.

Two steps. Each search is filed under tokens of which a document must hold at least one (its words with all
that may stand for them, or, without words, a condition); a document is looked up under the tokens it holds.
Of the searches found that way every condition and word is then held against the document, by the same plan
and the same fields that the engines get. Who may see the document is not asked here.

The answer equals an engine's; a test draws random searches and documents to hold the two together. A kind of
node this file does not know counts as satisfied, so that a new one costs time, never a hit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from search import shape
from search.conditions import conditions
from search.fields import Fields
from search.plan import Filter, Terms
from search.planner import Planner
from search.query import Query
from search.visibility import ANYONE

Token = tuple[str, str]
"""A field and a token or code in it."""
_ALL: Token = ("", "")
"""Searches without anything to file them under are looked at for every document."""
_ANY_DAY = dt.date(2000, 1, 1)
"""Words, and which codes a condition asks for, are the same on every day."""
_ORDER = ("office", "industries", "regions", "sectors", "modes", "band")
"""Conditions to file a search without words under, the one that fewest documents hold first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A search made ready: `has_text` where its words are for an engine to confirm."""

    query: Query
    words: tuple[shape.Node, ...]
    excluded: tuple[shape.Node, ...]

    @property
    def has_text(self) -> bool:
        return bool(self.words or self.excluded)


class Held:
    """A document's fields, ready to be asked."""

    def __init__(self, fields: Fields) -> None:
        self.codes = {name: frozenset(values) for name, values in fields.keywords.items()}
        self.runs = {name: f" {text} " for name, text in fields.tokens.items()}
        self.tokens = {name: frozenset(text.split()) for name, text in fields.tokens.items()}
        self.numbers = fields.numbers

    def all_tokens(self) -> Iterator[Token]:
        """Everything a search may be filed under."""
        yield _ALL
        for held in (self.tokens, self.codes):
            for name, values in held.items():
                for value in values:
                    yield name, value

    def satisfies(self, condition: Filter) -> bool:
        """One condition; a document without the field is outside."""
        if isinstance(condition, Terms):
            return not self.codes.get(condition.field, frozenset()).isdisjoint(condition.values)
        number = self.numbers.get(condition.field)
        if number is None:
            return False
        low, high = condition.low, condition.high
        return (low is None or number >= low) and (high is None or number <= high)

    def holds(self, node: shape.Node, *, unknown: bool = True) -> bool:
        """One node of the words; `unknown` is the answer for a node of a kind not known here."""
        match node:
            case shape.Term(field, token):
                return token in self.tokens.get(field, frozenset())
            case shape.Run(field, tokens):
                return f" {' '.join(tokens)} " in self.runs.get(field, "")
            case shape.Holds(field, value):
                return value in self.codes.get(field, frozenset())
            case shape.Verified(since):
                return self.numbers.get("verified_day", -1) >= since
            case shape.Const(inner) | shape.Boost(inner):
                return self.holds(inner, unknown=unknown)
            case shape.Any(nodes, least):
                return sum(self.holds(one, unknown=unknown) for one in nodes) >= least
            case shape.All(nodes):
                return all(self.holds(one, unknown=unknown) for one in nodes)
            case shape.Best(nodes):
                return any(self.holds(one, unknown=unknown) for one in nodes)
            case shape.Nothing():
                return False
            case _:
                return unknown  # type: ignore[unreachable]  # unless somebody adds a node


class Sieve:
    """Kept searches by name, made ready once with one state of the taxonomy."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._entries: dict[Hashable, Entry] = {}
        self._filed: dict[Token, list[Hashable]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: Hashable) -> bool:
        return name in self._entries

    def __getitem__(self, name: Hashable) -> Entry:
        return self._entries[name]

    def add(self, name: Hashable, query: Query) -> None:
        """Take in a search.  One with text of which nothing can be searched by catches nothing."""
        plan = self._planner.plan(query, viewer=ANYONE, today=_ANY_DAY, facets=())
        entry = Entry(query, shape.words(plan), shape.excluded(plan))
        self._entries[name] = entry
        if plan.nothing:
            return
        for token in _file_under(entry):
            self._filed[token].append(name)

    def catches(self, fields: Fields, kind: str, *, today: dt.date) -> list[Hashable]:
        """The names of the searches that a document of this kind satisfies on a day."""
        held = Held(fields)
        names: dict[Hashable, None] = {}
        for token in held.all_tokens():
            if token in self._filed:
                names.update(dict.fromkeys(self._filed[token]))
        return [name for name in names if self._is_caught(self._entries[name], held, kind, today)]

    def _is_caught(self, entry: Entry, held: Held, kind: str, today: dt.date) -> bool:
        return (
            entry.query.kind == kind
            and all(held.satisfies(one) for one in conditions(entry.query, today=today))
            and all(held.holds(node) for node in entry.words)
            and not any(held.holds(node, unknown=False) for node in entry.excluded)
        )


def _file_under(entry: Entry) -> Iterable[Token]:
    """Tokens of which a document the search finds holds at least one: as few as there are."""
    choices = [found for node in entry.words if (found := _needed(node)) is not None]
    if choices:
        return min(choices, key=len)
    held = {one.field: one for one in conditions(entry.query, today=_ANY_DAY) if isinstance(one, Terms)}
    for field in (*_ORDER, *held):
        if field in held:
            return {(field, value) for value in held[field].values}
    return {_ALL}


def _needed(node: shape.Node) -> frozenset[Token] | None:
    """Tokens of which at least one is in every document that holds the node; None where none can be named."""
    match node:
        case shape.Term(field, token) | shape.Holds(field, token):
            return frozenset({(field, token)})
        case shape.Run(field, tokens):
            return frozenset({(field, tokens[0])})
        case shape.Const(inner) | shape.Boost(inner):
            return _needed(inner)
        case shape.Any(nodes) | shape.Best(nodes):
            parts = [_needed(one) for one in nodes]
            known = [part for part in parts if part is not None]
            return frozenset().union(*known) if len(known) == len(parts) else None
        case shape.All(nodes):
            known = [part for one in nodes if (part := _needed(one)) is not None]
            return min(known, key=len) if known else None
        case shape.Nothing():
            return frozenset()
        case _:
            return None
