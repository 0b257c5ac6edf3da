"""The inner loops of the fused engine, compiled by numba.  Only `fused.py` imports this, and late.

One pass over all opportunities for each firm, on rows that stay in the cache.  An entry of a list is a
whole number, so that to compare entries is to compare numbers: score, place of the other in the order of ids
(earlier is greater), the words' value + 1, and whether there is a doubt.  0 is an empty place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.engine.arrays import SILENT, A
from matching.engine.jit import compiled

OUT = -(2**30)  # what an excluded pair is given: no sum of points comes near it
WORD_SHIFT, ORDER_SHIFT, SCORE_SHIFT = 1, 11, 39
ORDERS = 2**28
UNSAID = 2**15 - 1  # in `flat`, for SILENT: the least of several is then that of those that spoke


class Plan(NamedTuple):
    """Tables as they are read.  A group adds up features, whose parts are tables; see `fused.py`."""

    left: A
    left_rows: A
    left_columns: A
    right: A
    right_rows: A
    right_columns: A
    flat: A
    part_starts: A
    part_widths: A
    part_rows: A
    part_heard: A
    group_starts: A
    feature_starts: A
    keys: A
    key_starts: A
    class_counts: A
    classes: A


class Words(NamedTuple):
    """Inverted lists over the opportunities, and the firms' tokens with their weights."""

    starts: A
    owners: A
    heavy: A
    firm_starts: A
    tokens: A
    weights: A
    quiet_firms: A
    quiet: A


class Said(NamedTuple):
    """Verdicts by firm, and the opportunities each takes out or doubts."""

    opted_out: A
    high: A
    asks: A
    least: A
    starts: A
    said: A
    out_starts: A
    out: A
    doubt_starts: A
    doubt: A
    dismissed_starts: A
    dismissed: A


@compiled
def insert(row: A, key: int) -> None:
    """Put an entry that beats the last of a list where it belongs."""
    at = len(row) - 1
    while at > 0 and row[at - 1] < key:
        row[at] = row[at - 1]
        at -= 1
    row[at] = key


@compiled
def lower(row: A, table: A, keys: A) -> None:
    """The least of what is there and of what a table says of each class."""
    for c in range(len(keys)):
        value = np.int32(table[keys[c]])
        row[c] = value if value < row[c] else row[c]


@compiled
def weigh(row: A, least: A, weight: int) -> None:
    """Add the points of a feature; UNSAID adds none."""
    for c in range(len(least)):
        row[c] += least[c] * weight if least[c] != UNSAID else 0


@compiled
def spread(total: A, row: A, classes: A) -> None:
    """Add to each opportunity what its class has."""
    for o in range(len(total)):
        total[o] += row[classes[o]]


@compiled
def add_group(plan: Plan, g: int, f: int, weights: A, row: A, least: A, total: A) -> None:
    """Add the points of a group of features to every opportunity."""
    heard = False
    n = plan.class_counts[g]
    points, value = row[:n], least[:n]
    for q in range(plan.group_starts[g], plan.group_starts[g + 1]):
        spoke = False
        for part in range(plan.feature_starts[q], plan.feature_starts[q + 1]):
            key = plan.part_rows[part, f]
            if not plan.part_heard[part, key]:
                continue
            if not spoke:
                value[:] = UNSAID
                spoke = True
            width, at = plan.part_widths[part], plan.key_starts[part]
            first = plan.part_starts[part] + key * width
            lower(value, plan.flat[first : first + width], plan.keys[at : at + n])
        if spoke:
            if not heard:
                points[:] = 0
                heard = True
            weigh(points, value, weights[q])
    if heard:
        spread(total, points, plan.classes[g])


@compiled
def overlap(words: Words, f: int, shared: A) -> bool:
    """Add up what the firm's words share with each opportunity's; whether there are any."""
    starts, owners, heavy = words.starts, words.owners, words.heavy
    found = False
    for i in range(words.firm_starts[f], words.firm_starts[f + 1]):
        token, weight = words.tokens[i], words.weights[i]
        for e in range(starts[token], starts[token + 1]):
            shared[owners[e]] += heavy[e] * weight
            found = True
    return found


@compiled
def scored(
    plan: Plan, words: Words, said: Said, f: int, base: A, points: A, width: int, weights: A, text: int,
    cost: int, half: int, row: A, least: A, total: A, shared: A, doubted: A,
) -> None:  # fmt: skip
    """Points of a firm with every opportunity, about OUT where excluded; `doubted` holds f where doubted."""
    left, right = plan.left[plan.left_rows[f]], plan.right[plan.right_rows[f]]
    lefts, rights = plan.left_columns, plan.right_columns
    for o in range(len(total)):
        total[o] = base[o] + points[np.int32(left[lefts[o]]) * width + right[rights[o]]]
    for g in range(len(plan.class_counts)):
        add_group(plan, g, f, weights, row, least, total)
    if overlap(words, f, shared) and text:
        for o in range(len(total)):
            alike = np.float64(shared[o])
            total[o] += np.int32(alike * 1000.0 / (alike + half)) * np.int32(text)
    for i in range(said.starts[f], said.starts[f + 1]):
        v = said.said[i]
        for j in range(said.doubt_starts[v], said.doubt_starts[v + 1]):
            o = said.doubt[j]
            if doubted[o] != f:
                doubted[o] = f
                total[o] -= cost
        for j in range(said.out_starts[v], said.out_starts[v + 1]):
            total[said.out[j]] = OUT
    for j in range(said.dismissed_starts[f], said.dismissed_starts[f + 1]):
        total[said.dismissed[j]] = OUT
    for j in range(len(said.asks)):
        if said.high[f] < said.least[j]:
            total[said.asks[j]] = OUT


@compiled
def run(
    plan: Plan, words: Words, said: Said, start: int, stop: int, base: A, points: A, width: int, weights: A,
    scalars: A, firm_orders: A, orders: A, row: A, least: A, total: A, shared: A, doubted: A, worst: A,
    mine: A, theirs: A,
) -> None:  # fmt: skip
    """Firms start…stop: their lists into `mine[f]`, and what they give the lists of `theirs[o]`.

    `worst[o]` is the score of the last of a full list, else 0.  Rows besides `mine` belong to one thread.
    """
    text, cost, half = scalars[0], scalars[1], scalars[2]
    for f in range(start, stop):
        if said.opted_out[f]:
            continue
        scored(
            plan, words, said, f, base, points, width, weights, text, cost, half, row, least, total,
            shared, doubted,
        )
        own, last = mine[f], 0
        turn, silent = np.int64(ORDERS - 1 - firm_orders[f]) << ORDER_SHIFT, words.quiet_firms[f]
        for o in range(len(total)):
            score = max(total[o], np.int32(0))
            if (score < worst[o] and score < last) or total[o] < OUT // 2:
                continue
            alike = np.int64(shared[o])
            value = 0 if silent or words.quiet[o] else alike * 1000 // (alike + half) + 1
            rest = (np.int64(score) << SCORE_SHIFT) | (value << WORD_SHIFT) | (doubted[o] == f)
            if score >= worst[o] and rest | turn > theirs[o, -1]:
                insert(theirs[o], rest | turn)
                worst[o] = theirs[o, -1] >> SCORE_SHIFT
            if score >= last:
                key = rest | (np.int64(ORDERS - 1 - orders[o]) << ORDER_SHIFT)
                if key > own[-1]:
                    insert(own, key)
                    last = own[-1] >> SCORE_SHIFT
        shared[:] = 0


@compiled
def tell(
    plan: Plan, lookup: A, left_levels: A, right_levels: A, part_columns: A, firms: A, opportunities: A,
    start: int, stop: int, values: A,
) -> None:  # fmt: skip
    """Values by feature of single pairs: the joint tables, what is derived of them, then the features."""
    for i in range(start, stop):
        f, o = firms[i], opportunities[i]
        a = plan.left[plan.left_rows[f], plan.left_columns[o]]
        b = plan.right[plan.right_rows[f], plan.right_columns[o]]
        values[0, i], values[1, i], values[2, i] = left_levels[a], right_levels[b], lookup[a, b]
        for q in range(len(plan.feature_starts) - 1):
            least = np.int16(UNSAID)
            for part in range(plan.feature_starts[q], plan.feature_starts[q + 1]):
                base = plan.part_starts[part] + plan.part_rows[part, f] * plan.part_widths[part]
                least = min(least, plan.flat[base + part_columns[part, o]])
            values[3 + q, i] = SILENT if least == UNSAID else least
