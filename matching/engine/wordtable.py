"""The words of all pairs: inverted lists over the opportunities, added up firm by firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from matching.features.text import HALF
from matching.sides import FirmSide, OpportunitySide
from matching.text.corpus import Corpus


def _weights(bag: Mapping[str, int]) -> Iterable[int]:
    return bag.values()


class WordTable:
    """Whole-number sums, so that they equal the plain scorer's to the last unit."""

    def __init__(
        self, firms: Sequence[FirmSide], opportunities: Sequence[OpportunitySide], corpus: Corpus
    ) -> None:
        self.width = len(opportunities)
        vocabulary: dict[str, int] = {}
        for token in chain.from_iterable(side.bag.weights for side in firms):
            vocabulary.setdefault(token, len(vocabulary))
        rarity = np.array([corpus.weight(token) for token in vocabulary] or [0], dtype=np.int64)
        bags = [side.bag.weights for side in opportunities]
        every = chain.from_iterable(bags)
        token_of = np.fromiter(map(vocabulary.get, every, repeat(-1)), dtype=np.int32)
        weights = np.fromiter(chain.from_iterable(map(_weights, bags)), dtype=np.int64, count=len(token_of))
        owner = np.repeat(np.arange(len(bags), dtype=np.int32), [len(bag) for bag in bags])
        shared = token_of >= 0
        token_of, owner = token_of[shared], owner[shared]
        heavy = weights[shared] * rarity[token_of]
        keep = heavy > 0
        token_of, owner, heavy = token_of[keep], owner[keep], heavy[keep]
        order = np.argsort(token_of, kind="stable")
        self._owner = owner[order].astype(np.int64)
        self._heavy = heavy[order].astype(np.float64)  # whole numbers far below 2**53
        self._starts = np.searchsorted(token_of[order], np.arange(len(vocabulary) + 1))
        self._rows = [
            (
                np.fromiter(
                    (vocabulary[t] for t in side.bag.weights), dtype=np.int64, count=len(side.bag.weights)
                ),
                np.fromiter(side.bag.weights.values(), dtype=np.float64, count=len(side.bag.weights)),
            )
            for side in firms
        ]
        self._quiet_firms = np.array([not side.bag.weights for side in firms], dtype=bool)
        self._quiet = np.array([not side.bag.weights for side in opportunities], dtype=bool)

    def block(self, start: int, stop: int) -> NDArray[np.int16]:
        """Thousandths of firms start…stop against every opportunity; -1 where a side wrote nothing."""
        result = np.zeros((stop - start, self.width), dtype=np.int16)
        for row in range(start, stop):
            tokens, weights = self._rows[row]
            if not len(tokens):
                continue
            begins, ends = self._starts[tokens], self._starts[tokens + 1]
            lengths = ends - begins
            total = int(lengths.sum())
            if not total:
                continue
            offsets = np.repeat(begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
            places = offsets + np.arange(total)
            shared = np.bincount(
                self._owner[places], self._heavy[places] * np.repeat(weights, lengths), self.width
            )
            result[row - start] = np.floor(shared * 1000.0 / (shared + HALF)).astype(np.int16)
        result[:, self._quiet] = -1
        result[self._quiet_firms[start:stop], :] = -1
        return result
