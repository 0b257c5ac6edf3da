"""A text as a bag of weighted tokens: frequency saturates, long texts are held back (BM25 on either side)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.text.tokens import GENERIC

UNIT = 32
_K1 = 1.2
_B = 0.6
_USUAL_LENGTH = {"firm": 90.0, "opportunity": 80.0}  # tokens, weighted by field


@dataclass(frozen=True, slots=True)
class Bag:
    """token -> weight in 1/32 (0–70)."""

    weights: Mapping[str, int]


def bag(fields: Iterable[tuple[Iterable[str], float]], side: str, dropped: frozenset[str]) -> Bag:
    """Weigh the tokens of a side's fields.  `fields`: (tokens, how much the field counts).

    tf' = tf (k1 + 1) / (tf + k1 (1 - b + b length / usual length)); k1 1.2, b 0.6.
    """
    counted: Counter[str] = Counter()
    length = 0.0
    for tokens, counts in fields:
        for token in tokens:
            if token in GENERIC or token in dropped or (len(token) == 1 and len(token.encode()) == 3):
                continue
            counted[token] += counts  # type: ignore[assignment]
            length += counts
    held = _K1 * (1 - _B + _B * length / _USUAL_LENGTH[side])
    return Bag({token: round(UNIT * tf * (_K1 + 1) / (tf + held)) for token, tf in counted.items()})
