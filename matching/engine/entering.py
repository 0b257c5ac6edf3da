"""One posting against all firms: whose list it enters, compiled by numba."""

from __future__ import annotations

import numpy as np

from matching.engine import pairs as pair
from matching.engine.arrays import FLAGS, NORM, PLACE, SECTOR, SILENT, UNSAID, A, Cross, Pairwise, Side
from matching.engine.jit import compiled
from matching.engine.kernels import forget, most_words, read


@compiled
def enter(
    posting: Side, firms: Side, pairwise: Pairwise, cross: Cross, start: int, stop: int, last: A, scores: A
) -> None:
    """Score the one posting for firms start…stop; -1 where it is less than `last[f]`, or excluded."""
    text_weight, doubt_cost, half, spoken = cross.scalars
    mine, records = posting.records, firms.records
    best = np.zeros(cross.near.shape[1], dtype=np.int32)
    heavy = np.zeros(len(cross.rarity), dtype=np.int32)
    read(posting, 0, cross.near, best, cross.rarity, heavy)
    quiet = mine[0, FLAGS] & 1 != 0
    norm = np.int64(mine[0, NORM])
    words_most = most_words(posting, 0, heavy, cross.greatest, half) * text_weight
    wish, lowered, joint, sector = cross.wish, cross.lowered, cross.joint, cross.sector
    flat, offsets, own_strides = cross.flat, cross.offsets, cross.own_strides
    other_strides, features, weights = cross.other_strides, cross.features, cross.feature_weights
    for f in range(start, stop):
        scores[f] = -1
        if records[f, FLAGS] & 4 or mine[0, FLAGS] & 4:
            continue
        shared = sector[mine[0, SECTOR], records[f, SECTOR]]
        trade = pair.industry(best, records, firms.codes, firms.trusts, f, shared, quiet)
        place = pair.region(records, pairwise.wishes, f, wish, lowered, spoken, mine[0, PLACE])
        total = np.int64(joint[0 if trade == SILENT else trade + UNSAID, place])
        total += pair.tables(
            flat, offsets, own_strides, other_strides, features, weights, mine, 0, records, f
        )
        alike = norm * records[f, NORM]
        if (
            max(total + min(words_most, (alike * 1000 // (alike + half)) * text_weight), np.int64(0))
            < last[f]
        ):
            continue
        if pairwise.high[f] < pairwise.least[0] or pair.said(records, pairwise.said, cross.out, f, 0):
            continue
        if pair.listed(pairwise.dismissed_starts, pairwise.dismissed, f, 0):
            continue
        total += pair.words(records, firms.words, f, heavy, half) * text_weight
        if pair.said(records, pairwise.said, cross.doubt, f, 0):
            total -= doubt_cost
        total = max(total, np.int64(0))
        if total >= last[f]:
            scores[f] = total
    forget(posting, 0, heavy)
