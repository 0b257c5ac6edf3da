"""The inner loops of the bounded engine, compiled by numba.  Only `bounded.py` imports this, and late.

An owner's list is the best of all others.  The others stand in inverted lists by industry (a code with its
trust, or a set of sectors) and, within these, in segments by place.  What industry and place give an owner is
exact for a segment; what the tables and the words can add at most is known for the owner.  Segments are
visited in falling bands of that bound, until the last of the list beats all that is left.
"""

from __future__ import annotations

import numpy as np

from matching.engine import pairs as pair
from matching.engine.arrays import (
    CODE,
    FLAGS,
    KEYS,
    NORM,
    ORDER,
    PLACE,
    SECTOR,
    SILENT,
    TOKEN,
    TOKEN_BITS,
    UNSAID,
    A,
    Cross,
    Index,
    Pairwise,
    Side,
)  # fmt: skip
from matching.engine.jit import compiled

BANDS = (200_000, 500_000, 1_000_000, 1_800_000, 3_000_000, 100_000_000)
"""How far below the best that industry and place can give the segments of one pass lie, 1/100,000 point."""


@compiled
def read(own: Side, n: int, near: A, best: A, rarity: A, heavy: A) -> None:
    """The owner's nearness to every code, and its words by token."""
    best[:] = 0
    records, codes, trusts, words = own.records, own.codes, own.trusts, own.words
    for i in range(records[n, CODE], records[n, CODE + 1]):
        code, trust = codes[i], trusts[i]
        for c in range(len(best)):
            best[c] = max(best[c], near[code, c] * trust)
    for i in range(records[n, TOKEN], records[n, TOKEN + 1]):
        token = words[i] >> TOKEN_BITS
        heavy[token] = (words[i] & 127) * rarity[token]


@compiled
def forget(own: Side, n: int, heavy: A) -> None:
    for i in range(own.records[n, TOKEN], own.records[n, TOKEN + 1]):
        heavy[own.words[i] >> TOKEN_BITS] = 0


@compiled
def most_words(own: Side, n: int, heavy: A, greatest: A, half: int) -> int:
    """What the words can be worth at most with any other."""
    shared = 0
    for j in range(own.records[n, TOKEN], own.records[n, TOKEN + 1]):
        token = own.words[j] >> TOKEN_BITS
        shared += np.int64(heavy[token]) * greatest[token]
    return shared * 1000 // (shared + half)


@compiled
def _by_level(level: A, by_level: A, sizes: A, steps: A, step_starts: A) -> int:
    """Places by falling level; returns how many levels occur.

    `steps` are those levels, `step_starts` where the places of each begin.
    """
    sizes[:] = 0
    for a in range(len(level)):
        sizes[level[a]] += 1
    at = count = 0
    for step in range(len(sizes) - 1, -1, -1):
        size = sizes[step]
        if size:
            steps[count], step_starts[count] = step, at
            count += 1
        sizes[step] = at
        at += size
    step_starts[count] = at
    for a in range(len(level)):
        by_level[sizes[level[a]]] = a
        sizes[level[a]] += 1
    return count


@compiled
def _gather(
    own: Side,
    n: int,
    cross: Cross,
    index: Index,
    best: A,
    high: int,
    cut: int,
    places: int,
    lists: A,
    rows: A,
) -> int:
    """The lists whose industry can give at least `cut` (with the best place), and how many they are."""
    count = 0
    bound, code_lists, list_trusts = cross.bound, index.code_lists, index.list_trusts
    n_codes = len(code_lists) - 1
    everyone = (len(index.starts) - 1) // places - 1
    if own.records[n, FLAGS] & 1:
        lists[0], rows[0] = everyone, 0
        return 1
    for c in range(n_codes):
        near = best[c]
        if near == 0 or bound[near // 10 + UNSAID, high] < cut:
            continue
        for k in range(code_lists[c], code_lists[c + 1]):
            value = near * list_trusts[k] // 1000
            if value > 0 and bound[value + UNSAID, high] >= cut:
                lists[count], rows[count] = k, value + UNSAID
                count += 1
    first = code_lists[n_codes]
    shared = cross.sector[own.records[n, SECTOR]]
    for k in range(len(shared)):
        if shared[k] > 0 and bound[shared[k] + UNSAID, high] >= cut:
            lists[count], rows[count] = first + k, shared[k] + UNSAID
            count += 1
    if bound[UNSAID - 350, high] >= cut:
        lists[count], rows[count] = everyone, UNSAID - 350
        count += 1
    return count


@compiled
def rank(
    own: Side, other: Side, pairwise: Pairwise, cross: Cross, index: Index, forward: bool,
    numbers: A, top: int, found: A, scores: A, counts: A, values: A, stats: A,
) -> None:  # fmt: skip
    """The best `top` others of the owners `numbers`, into row i of `found`, `scores`, `values`, `counts`.

    `values` (owner, place, feature): industry, region, the tables, the words, the doubt; SILENT where silent.
    """
    text_weight, doubt_cost, half, spoken = cross.scalars
    # arrays are taken out of the tuples once: each look into a tuple counts a reference
    near, sector, wish, lowered = cross.near, cross.sector, cross.wish, cross.lowered
    joint, bound, levels = cross.joint, cross.bound, cross.levels
    flat, offsets, own_strides, other_strides = (
        cross.flat,
        cross.offsets,
        cross.own_strides,
        cross.other_strides,
    )
    features, weights, most, rarity = cross.features, cross.feature_weights, cross.most, cross.rarity
    out_bits, doubt_bits = cross.out, cross.doubt
    mine, records, codes, trusts, words = own.records, other.records, other.codes, other.trusts, other.words
    firms, posted = (mine, records) if forward else (records, mine)
    wishes, said, high_wan, least_wan = pairwise.wishes, pairwise.said, pairwise.high, pairwise.least
    dismissed_starts, dismissed = pairwise.dismissed_starts, pairwise.dismissed
    pair_starts, pairs, pair_points = pairwise.pair_starts, pairwise.pairs, pairwise.pair_points
    starts, entries = index.starts, index.entries
    list_segments, segment_places = index.list_segments, index.segment_places
    best = np.zeros(near.shape[1], dtype=np.int32)
    heavy = np.zeros(len(rarity), dtype=np.int32)
    stamps = np.full(len(records), -1, dtype=np.int32)
    n_places = wish.shape[1] + 1
    level = np.zeros(n_places, dtype=np.int16)
    by_level = np.zeros(n_places, dtype=np.int32)
    sizes = np.zeros(len(levels), dtype=np.int32)
    steps, step_starts = np.zeros(len(levels), dtype=np.int32), np.zeros(len(levels) + 1, dtype=np.int32)
    lists = np.zeros(len(starts) // n_places + 1, dtype=np.int32)
    rows = lists.copy()
    n_tables = len(weights)
    for i in range(len(numbers)):
        n = numbers[i]
        counts[i] = 0
        if mine[n, FLAGS] & 4:
            continue
        read(own, n, near, best, rarity, heavy)
        quiet = mine[n, FLAGS] & 1 != 0
        own_sector, own_norm = mine[n, SECTOR], np.int64(mine[n, NORM])
        reserve = np.int64(cross.pair_most[n])  # what tables, words and few pairs can add at most
        for part in range(most.shape[0]):
            reserve += most[part, mine[n, KEYS + part]]
        words_most = most_words(own, n, heavy, cross.greatest, half) * text_weight
        reserve += words_most
        if forward:
            pair.regions(firms, wishes, n, wish, lowered, spoken, level)
        elif posted[n, PLACE] >= 0:
            level[:-1] = wish[posted[n, PLACE]]
        else:
            level[:] = 0
        n_steps = _by_level(level, by_level, sizes, steps, step_starts)
        high = level[by_level[0]]
        peak = bound[0, high]
        if not quiet:
            peak = bound[max(best.max(), sector[own_sector].max() * 10) // 10 + UNSAID, high]
        count = 0
        worst, worst_order = -1, 2**31 - 1  # what has to be beaten once the list is full
        above = 2**31 - 1
        for band in BANDS:
            floor = peak - band
            least = max(floor, worst - reserve)
            for q in range(_gather(own, n, cross, index, best, high, least, n_places, lists, rows)):
                row, first = rows[q], lists[q] * n_places
                stats[0] += 1
                # the levels of place whose bound lies in this band, and the places that have them
                upper = 0
                while upper < n_steps and bound[row, steps[upper]] >= above:
                    upper += 1
                lower = upper
                while lower < n_steps and bound[row, steps[lower]] >= least:
                    lower += 1
                if lower == upper:
                    continue
                from_segment, segments = list_segments[lists[q]], list_segments[lists[q] + 1]
                by_place = step_starts[lower] - step_starts[upper] <= segments - from_segment
                start, stop = (
                    (step_starts[upper], step_starts[lower]) if by_place else (from_segment, segments)
                )
                for at in range(start, stop):
                    place_at = by_level[at] if by_place else segment_places[at]
                    stats[3] += 1
                    step = level[place_at]
                    if not by_place and (step > steps[upper] or step < steps[lower - 1]):
                        continue
                    if bound[row, step] + reserve < worst:
                        continue
                    for e in range(starts[first + place_at], starts[first + place_at + 1]):
                        o = entries[e]
                        if stamps[o] == i:
                            continue
                        stamps[o] = i
                        if records[o, FLAGS] & 4:
                            continue
                        stats[1] += 1
                        f, g = (n, o) if forward else (o, n)
                        shared = sector[own_sector, records[o, SECTOR]]
                        trade = pair.industry(best, records, codes, trusts, o, shared, quiet)
                        if forward:
                            place = level[posted[g, PLACE]]
                        else:
                            place = pair.region(firms, wishes, f, wish, lowered, spoken, posted[g, PLACE])
                        total = np.int64(joint[0 if trade == SILENT else trade + UNSAID, place])
                        total += pair.tables(
                            flat, offsets, own_strides, other_strides, features, weights, mine, n, records, o
                        )
                        total += pair.paired(pair_starts, pairs, pair_points, f, g)
                        alike = own_norm * records[o, NORM]
                        could = min(words_most, (alike * 1000 // (alike + half)) * text_weight)
                        if max(total + could, 0) < worst:
                            continue
                        if high_wan[f] < least_wan[g] or pair.said(firms, said, out_bits, f, g):
                            continue
                        if pair.listed(dismissed_starts, dismissed, f, g):
                            continue
                        stats[2] += 1
                        total += pair.words(records, words, o, heavy, half) * text_weight
                        if pair.said(firms, said, doubt_bits, f, g):
                            total -= doubt_cost
                        total = max(total, np.int64(0))
                        order = records[o, ORDER]
                        if count == top and (total < worst or (total == worst and order > worst_order)):
                            continue
                        put = count if count < top else top - 1
                        while put > 0 and (
                            scores[i, put - 1] < total
                            or (scores[i, put - 1] == total and records[found[i, put - 1], ORDER] > order)
                        ):
                            scores[i, put], found[i, put] = scores[i, put - 1], found[i, put - 1]
                            put -= 1
                        scores[i, put], found[i, put] = total, o
                        if count < top:
                            count += 1
                        if count == top:
                            worst = scores[i, top - 1]
                            worst_order = records[found[i, top - 1], ORDER]
            above = floor
            if count == top and floor + reserve < worst:
                break
        counts[i] = count
        for at in range(count):
            o = found[i, at]
            f, g = (n, o) if forward else (o, n)
            told = values[i, at]
            shared = sector[own_sector, records[o, SECTOR]]
            told[0] = pair.industry(best, records, codes, trusts, o, shared, quiet)
            if forward:
                told[1] = levels[level[posted[g, PLACE]]]
            else:
                told[1] = levels[pair.region(firms, wishes, f, wish, lowered, spoken, posted[g, PLACE])]
            pair.fill(
                flat,
                offsets,
                own_strides,
                other_strides,
                features,
                mine,
                n,
                records,
                o,
                told[2 : 2 + n_tables],
            )
            wrote = mine[n, FLAGS] & records[o, FLAGS] & 2
            told[2 + n_tables] = pair.words(records, words, o, heavy, half) if wrote else SILENT
            told[3 + n_tables] = -1000 if pair.said(firms, said, doubt_bits, f, g) else SILENT
        forget(own, n, heavy)
