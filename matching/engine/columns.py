"""One side as arrays: what the bounded engine reads instead of objects.

A side is compiled by itself, so a change of one side leaves the other alone.  Keys of the declared tables are
numbered in order of appearance; `keys[p]` lists them.  Texts share one vocabulary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.constraints import closed
from matching.engine.declared import PLAIN
from matching.engine.kinds import Ints
from matching.engine.rejections import Finder
from matching.engine.rejections import sayings as sayings_of
from matching.scorer import Scorer
from matching.sides import FirmSide, OpportunitySide
from matching.text.corpus import Corpus

Wide = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Reals = NDArray[np.float64]


class Vocabulary:
    """Tokens by number, and how rare each is in a corpus that stays as it is."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.numbers: dict[str, int] = {}
        self._rarity: list[int] = []

    def number(self, token: str) -> int:
        """The token's number; a new token gets the next one."""
        found = self.numbers.get(token)
        if found is None:
            found = self.numbers[token] = len(self._rarity)
            self._rarity.append(self.corpus.weight(token))
        return found

    @property
    def rarity(self) -> Ints:
        """By number: 0–32."""
        return np.array(self._rarity or [0], dtype=np.int32)


@dataclass
class Lists:
    """Lists of unequal length, end to end: the list of n is `items[starts[n]:starts[n + 1]]`."""

    starts: Wide
    items: Ints

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Lists:
        """Lay lists end to end."""
        found = list(lists)
        starts = np.zeros(len(found) + 1, dtype=np.int64)
        np.cumsum([len(items) for items in found], out=starts[1:])
        flat = [item for items in found for item in items]
        return cls(starts, np.array(flat, dtype=np.int32))

    def take(self, picks: Wide) -> Lists:
        """The lists of these numbers, in this order."""
        lengths = np.diff(self.starts)[picks]
        starts = np.zeros(len(picks) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        places = np.repeat(self.starts[picks] - starts[:-1], lengths) + np.arange(starts[-1])
        return Lists(starts, self.items[places])


class Numbering:
    """Numbers for keys, in order of appearance."""

    def __init__(self) -> None:
        self.keys: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int:
        """The key's number."""
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return found


@dataclass
class Common:
    """What both sides have.  `codes` and `trusts` are the evidence, `sectors` the number of (mask, finer)."""

    codes: Lists
    trusts: Ints
    sectors: Ints
    sector_keys: list[tuple[int, bool]]
    silent: Bytes
    keys: Ints
    key_lists: list[list[Any]]
    tokens: Lists
    weights: Bytes
    wrote: Bytes
    order: Ints

    def __len__(self) -> int:
        return len(self.sectors)


@dataclass
class FirmColumns:
    """Firms.  `wishes`, `home`, `work` are numbers in `atoms`, (role, code, trust); -1: not said.

    `said` numbers `sayings`: what firms exclude, each with one firm that says so.  `dismissed` are ids.
    """

    common: Common
    atoms: list[tuple[str, str, int]]
    wishes: Lists
    home: Ints
    work: Ints
    high: Reals
    out: Bytes
    said: Lists
    sayings: list[tuple[Any, FirmSide]]
    dismissed: dict[int, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.common)


@dataclass
class OpportunityColumns:
    """Opportunities.  `place` is a number in `places`; -1: not said."""

    common: Common
    places: list[str]
    place: Ints
    least: Reals
    closed: Bytes
    numbers: dict[str, int]

    def __len__(self) -> int:
        return len(self.common)


def places(ids: Sequence[str]) -> Ints:
    """Where each id stands in the order of ids."""
    order = sorted(range(len(ids)), key=lambda i: (ids[i], i))
    found = np.empty(len(ids), dtype=np.int32)
    found[order] = np.arange(len(ids), dtype=np.int32)
    return found


def _common(
    sides: Sequence[FirmSide] | Sequence[OpportunitySide],
    ids: list[str],
    firm: bool,
    scorer: Scorer,
    words: Vocabulary,
) -> Common:
    index = scorer.know.affinity.index
    sectors = Numbering()
    tables = [Numbering() for _spec in PLAIN]
    readers = [spec.firm if firm else spec.opportunity for spec in PLAIN]
    keys = np.empty((len(sides), len(PLAIN)), dtype=np.int32)
    codes, trusts, masks, tokens, weights = [], [], [], [], []
    each: Sequence[Any] = sides
    for row, side in enumerate(each):
        codes.append([index[item.code] for item in side.evidence])
        trusts += [item.trust for item in side.evidence]
        masks.append(sectors.number((side.sectors, side.finer)))
        for part, (table, read) in enumerate(zip(tables, readers, strict=True)):
            keys[row, part] = table.number(read(side))
        tokens.append([words.number(token) for token in side.bag.weights])
        weights += side.bag.weights.values()
    return Common(
        Lists.of(codes),
        np.array(trusts, dtype=np.int32),
        np.array(masks, dtype=np.int32),
        sectors.keys,
        np.array([not (side.evidence or side.sectors) for side in each], dtype=np.uint8),
        keys,
        [table.keys for table in tables],
        Lists.of(tokens),
        np.array(weights, dtype=np.uint8),
        np.array([bool(side.bag.weights) for side in each], dtype=np.uint8),
        places(ids),
    )  # fmt: skip


def firm_columns(sides: Sequence[FirmSide], scorer: Scorer, words: Vocabulary) -> FirmColumns:
    """Compile firms."""
    atoms = Numbering()

    def tie(role: str, code: str | None) -> int:
        return -1 if code is None else atoms.number((role, code, 1000))

    sayings, finder = Numbering(), Finder([], scorer)
    speakers: list[FirmSide] = []
    said: list[list[int]] = []
    for side in sides:
        said.append([sayings.number(key) for key, _ask in sayings_of(side, finder)])
        speakers += [side] * (len(sayings.keys) - len(speakers))
    wishes = [[atoms.number(("target", code, trust)) for code, trust in side.wishes] for side in sides]
    return FirmColumns(
        _common(sides, [side.firm.id for side in sides], True, scorer, words),
        atoms.keys,
        Lists.of(wishes),
        np.array([tie("hometown", side.hometown) for side in sides], dtype=np.int32),
        np.array([tie("business", side.business) for side in sides], dtype=np.int32),
        np.array([np.inf if (h := s.firm.budget_max_wan) is None else h for s in sides], dtype=np.float64),
        np.array([side.firm.opted_out for side in sides], dtype=np.uint8),
        Lists.of(said),
        list(zip(sayings.keys, speakers, strict=True)),
        {n: tuple(id_ for id_, _why in s.firm.dismissed) for n, s in enumerate(sides) if s.firm.dismissed},
    )


def opportunity_columns(
    sides: Sequence[OpportunitySide], scorer: Scorer, words: Vocabulary
) -> OpportunityColumns:
    """Compile opportunities."""
    where = Numbering()
    return OpportunityColumns(
        _common(sides, [side.opportunity.id for side in sides], False, scorer, words),
        where.keys,
        np.array([-1 if side.place is None else where.number(side.place) for side in sides], dtype=np.int32),
        np.array([side.demands.least_wan or 0.0 for side in sides], dtype=np.float64),
        np.array([closed(side, scorer.today) is not None for side in sides], dtype=np.uint8),
        {side.opportunity.id: number for number, side in enumerate(sides)},
    )
