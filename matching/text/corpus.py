"""How rare a token is among all the texts of a run,
as whole numbers so that sums never depend on their order.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNIT = 32  # one fully rare token weighs 32
_POWER = 1.6  # how fast common tokens fade


@dataclass(frozen=True)
class Corpus:
    """`frequency`: token -> number of texts that hold it; `size`: number of texts.

    An empty corpus gives every token the same weight.
    """

    frequency: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    _known: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> Corpus:
        """Count a corpus; each text is the set of its tokens."""
        counted: Counter[str] = Counter()
        size = 0
        for tokens in texts:
            counted.update(set(tokens))
            size += 1
        return cls(counted, size)

    def weight(self, token: str) -> int:
        """0–32: BM25's idf over the largest possible one, to the power of 1.6.

        Source: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), 3.1; scaling is ours, so
        that a score does not grow with the number of postings.
        """
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = self._weight(token)
        return known

    def _weight(self, token: str) -> int:
        if self.size < 2:
            return UNIT * 3 // 4
        df = self.frequency.get(token, 0)
        idf = math.log(1 + (self.size - df + 0.5) / (df + 0.5))
        top = math.log(1 + (self.size - 0.5) / 1.5)
        return round(UNIT * math.pow(min(idf / top, 1.0), _POWER))

    def worth(self, mine: Mapping[str, int], theirs: Mapping[str, int]) -> dict[str, int]:
        """Shared token -> weight x weight x rarity.  `mine`, `theirs`: token -> weight of a text."""
        known, weight = self._known, self.weight
        return {
            token: mine[token] * theirs[token] * (known[token] if token in known else weight(token))
            for token in mine.keys() & theirs.keys()
        }

    @property
    def version(self) -> str:
        """Eight hexadecimal digits that change with any count."""
        stamp = hashlib.blake2b(digest_size=4)
        stamp.update(str(self.size).encode())
        for token, count in sorted(self.frequency.items()):
            stamp.update(f"{token}\x1f{count}\x1e".encode())
        return stamp.hexdigest()
