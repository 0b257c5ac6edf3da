"""The yardstick: a plain sum of sector, code prefix, region and words, without knowledge of what they mean.

Each part is in 0–1 and counts the same: one of the twelve sectors in common; the digits two codes begin
with in common, of four; the place inside a wished-for place (or the home town) 1, in the same city 0.5, in
the same province 0.25; BM25 (k1 1.2, b 0.75) over pairs of characters, s / (s + 10).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from matching.evaluation.judged import Judged
from matching.evaluation.measure import Pair
from matching.text.tokens import bigrams
from matching.types import Firm, Opportunity

_K1, _B, _HALF = 1.2, 0.75, 10.0


def plain_sum(judged: Judged) -> dict[Pair, float]:
    """The yardstick's scores of the judged pairs; nothing is excluded."""
    firms = {firm.id: firm for firm in judged.firms}
    postings = {posting.id: posting for posting in judged.opportunities}
    words = _Bm25({id_: bigrams(each.title + "\n" + each.summary) for id_, each in postings.items()})
    return {
        pair: _sum(firms[pair[0]], postings[pair[1]], words)
        for pair in judged.grades
        if pair[0] in firms and pair[1] in postings
    }


def _sum(firm: Firm, posting: Opportunity, words: _Bm25) -> float:
    said = words.score(bigrams(firm.name + "\n" + firm.profile), posting.id)
    return (
        float(bool(set(firm.sectors) & set(posting.sectors)))
        + max((_prefix(a, b) for a in firm.gb4754 for b in posting.gb4754), default=0.0)
        + _region(firm, posting.region_code)
        + said / (said + _HALF)
    )


def _prefix(a: str, b: str) -> float:
    common = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common / 4


def _region(firm: Firm, place: str | None) -> float:
    if not place:
        return 0.0
    wishes = [*firm.target_region_codes, *([firm.hometown_region_code] if firm.hometown_region_code else [])]
    best = 0.0
    for wish in wishes:
        if place.startswith(wish.removesuffix("00").removesuffix("00")):
            best = max(best, 1.0)
        elif place[:4] == wish[:4]:
            best = max(best, 0.5)
        elif place[:2] == wish[:2]:
            best = max(best, 0.25)
    return best


class _Bm25:
    def __init__(self, texts: Mapping[str, list[str]]) -> None:
        self._texts = {id_: Counter(tokens) for id_, tokens in texts.items()}
        self._mean = sum(map(len, texts.values())) / max(len(texts), 1) or 1.0
        self._seen = Counter(token for tokens in self._texts.values() for token in tokens)

    def score(self, query: Iterable[str], id_: str) -> float:
        held = self._texts[id_]
        length = _K1 * (1 - _B + _B * held.total() / self._mean)
        return sum(
            self._idf(token) * held[token] * (_K1 + 1) / (held[token] + length)
            for token in set(query)
            if token in held
        )

    def _idf(self, token: str) -> float:
        seen = self._seen[token]
        return math.log(1 + (len(self._texts) - seen + 0.5) / (seen + 0.5))
