"""What one pair is worth, feature by feature, compiled by numba.  Every sum is of whole numbers."""

from __future__ import annotations

import numpy as np

from matching.engine.arrays import CODE, FLAGS, KEYS, PLACE, SAID, SILENT, TOKEN, TOKEN_BITS, WISH, WORK, A
from matching.engine.jit import compiled


@compiled
def region(records: A, wishes: A, f: int, wish: A, lowered: A, spoken: int, p: int) -> int:
    """The level (0: silent; `spoken`: the first that is not against) of a firm's best place for one place."""
    if p < 0:
        return 0
    best = 0
    first, last = records[f, WISH], records[f, WISH + 1]
    for i in range(first, last):
        best = max(best, wish[p, wishes[i]])
    table = lowered if best < spoken and last > first else wish
    for tie in (records[f, PLACE], records[f, WORK]):
        if tie >= 0:
            best = max(best, table[p, tie])
    return best


@compiled
def regions(records: A, wishes: A, f: int, wish: A, lowered: A, spoken: int, level: A) -> None:
    """The same for every place, row by row; the last of `level` stands for no place."""
    level[:] = 0
    n = wish.shape[1]
    first_wish, last_wish, home, work = (
        records[f, WISH],
        records[f, WISH + 1],
        records[f, PLACE],
        records[f, WORK],
    )
    for i in range(first_wish, last_wish):
        row = wish[wishes[i]]
        for p in range(n):
            level[p] = row[p] if row[p] > level[p] else level[p]
    if home < 0 and work < 0:
        return
    first, second = home if home >= 0 else work, work if work >= 0 else home
    if first_wish == last_wish:
        spoken = 0  # no wish is against
    a, b, c, d = wish[first], wish[second], lowered[first], lowered[second]
    for p in range(n):
        own = level[p]
        plain = a[p] if a[p] > b[p] else b[p]
        less = c[p] if c[p] > d[p] else d[p]
        tie_level = less if own < spoken else plain
        level[p] = tie_level if tie_level > own else own


@compiled
def industry(best: A, records: A, codes: A, trusts: A, o: int, sector: int, quiet: bool) -> int:
    """Thousandths of the owner's `best` (code -> nearness x trust) against one other."""
    if quiet or records[o, FLAGS] & 1:
        return SILENT
    near = 0
    for i in range(records[o, CODE], records[o, CODE + 1]):
        near = max(near, best[codes[i]] * trusts[i])
    return max(near // 1000, sector) or -350


@compiled
def tables(
    flat: A, offsets: A, own_strides: A, other_strides: A, features: A, weights: A,
    own_records: A, n: int, other_records: A, o: int,
) -> int:  # fmt: skip
    """Points of the tables for a pair: for each feature the least of its parts that spoke."""
    total, feature, least = 0, -1, SILENT
    for part in range(len(offsets)):
        if features[part] != feature:
            if least != SILENT:
                total += least * weights[feature]
            feature, least = features[part], SILENT
        value = flat[
            offsets[part]
            + own_records[n, KEYS + part] * own_strides[part]
            + other_records[o, KEYS + part] * other_strides[part]
        ]
        if value != SILENT and (least == SILENT or value < least):
            least = value
    return total + least * weights[feature] if least != SILENT else total


@compiled
def fill(
    flat: A, offsets: A, own_strides: A, other_strides: A, features: A,
    own_records: A, n: int, other_records: A, o: int, values: A,
) -> None:  # fmt: skip
    """The same as values by feature."""
    values[:] = SILENT
    for part in range(len(offsets)):
        value = flat[
            offsets[part]
            + own_records[n, KEYS + part] * own_strides[part]
            + other_records[o, KEYS + part] * other_strides[part]
        ]
        least = values[features[part]]
        if value != SILENT and (least == SILENT or value < least):
            values[features[part]] = value


@compiled
def said(records: A, said: A, rows: A, f: int, o: int) -> bool:
    """One of the firm's sayings holds for the opportunity."""
    for i in range(records[f, SAID], records[f, SAID + 1]):  # noqa: SIM110 - numba knows no any()
        if (rows[said[i], o >> 3] >> (o & 7)) & 1:
            return True
    return False


@compiled
def listed(starts: A, items: A, f: int, o: int) -> bool:
    for i in range(starts[f], starts[f + 1]):  # noqa: SIM110 - numba knows no any()
        if items[i] == o:
            return True
    return False


@compiled
def paired(starts: A, pairs: A, points: A, f: int, o: int) -> int:
    total = 0
    for i in range(starts[f], starts[f + 1]):
        if pairs[i] == o:
            total += points[i]
    return total


@compiled
def words(records: A, words: A, o: int, heavy: A, half: int) -> int:
    """Thousandths of the owner's `heavy` (token -> weight x rarity) against one other."""
    shared = 0
    for i in range(records[o, TOKEN], records[o, TOKEN + 1]):
        word = words[i]
        shared += np.int64(heavy[word >> TOKEN_BITS]) * (word & 127)
    return shared * 1000 // (shared + half)
