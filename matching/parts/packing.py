"""What a part has found, as bytes: pairs without sentences, which are written when the lists are stored."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import chain

import numpy as np

from matching.pairs import Lists, Pair, lists_of
from matching.scorer import GRAIN

FIELDS = ("firm_id", "opportunity_id", "grains", "intent_id")  # intent_id 0: none


def pack(lists: Lists) -> bytes:
    """Every pair of the part's lists once."""
    listed = chain.from_iterable((*lists.firms.values(), *lists.opportunities.values()))
    pairs = {pair.key: pair for pair in listed}
    rows = [
        (*key, round(pair.score * GRAIN), pair.intent_id or 0) for key, pair in sorted(pairs.items())
    ]
    out = io.BytesIO()
    np.savez_compressed(out, pairs=np.array(rows, dtype=np.int64).reshape(len(rows), len(FIELDS)))
    return out.getvalue()


def unpack(found: bytes) -> list[Pair]:
    """The pairs again, without their explanation."""
    with np.load(io.BytesIO(found), allow_pickle=False) as file:
        rows = file["pairs"].tolist()
    return [Pair(firm, posting, grains / GRAIN, intent or None) for firm, posting, grains, intent in rows]


def merge(parts: Iterable[list[Pair]], length: int) -> Lists:
    """The lists of all parts together.

    Exact: a firm's list lies whole in its part; whoever stands on an opportunity's list among all firms
    stands on it among those of the own part.
    """
    return lists_of((pair for part in parts for pair in part), length)
