"""All pairs in one pass, for runs too small for bounds to pay.  Needs numba; see `fusing.py`.

It reads the tables of `Everything`.  What firms do not differ in is added up beforehand (`base`); features
of few kinds of opportunities are grouped, so that a group is one look-up a pair.  Each thread keeps lists of
its own for the opportunities; the best of all of them are the best, however many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import fusing
from matching.engine.columns import places
from matching.engine.declared import DERIVED
from matching.engine.everything import Everything
from matching.engine.kinds import SILENT, Ints, LeastValues, Shorts, Values
from matching.features.text import HALF
from matching.scorer import FEATURES

WORKERS = min(os.cpu_count() or 1, 8)
STEP = 32  # firms a task
_FEW = 8  # a group has at most one class for so many opportunities
Keys = NDArray[np.int64]


class Fused:
    """Both sides laid out for one pass."""

    def __init__(self, every: Everything) -> None:
        rows, width = len(every.firms), len(every.opportunities)
        self._firm_orders = places([side.firm.id for side in every.firms])
        self._orders = places([side.opportunity.id for side in every.opportunities])
        self._firm_at, self._at = np.argsort(self._firm_orders), np.argsort(self._orders)
        tables = {
            name: table.parts if isinstance(table, LeastValues) else [table]
            for name, table in every.tables.items()
            if name not in DERIVED.of
        }
        groups = _groups(tables, rows, width)
        self._names = [name for group in groups for name in group]
        parts = [part for name in self._names for part in tables[name]]
        self._columns = _stack([part.columns for part in parts], width)
        self._plan = _plan(every, groups, tables, parts, self._columns, rows)
        self._words = _words(every)
        self._said = _said(every)
        greatest = np.zeros(len(every.words._starts), dtype=np.float64)
        np.maximum.at(greatest, np.repeat(np.arange(len(greatest) - 1), np.diff(every.words._starts)),
                      every.words._heavy)  # fmt: skip
        most = max((float((greatest[t] * w).sum()) for t, w in every.words._rows), default=0.0)
        self._sum = np.int32 if most < 2**31 else np.int64

    def rank(self, every: Everything, top: int) -> tuple[Found, Found]:
        """The lists of the firms and of the opportunities, under the weights of `every`."""
        rows, width, weigh = len(every.firms), len(every.opportunities), every.scorer.weights.of
        points = every._points
        weights = np.array([weigh(name) for name in self._names], dtype=np.int32)
        base = np.where(every.rejections.closed, np.int32(fusing.OUT), np.int32(0))
        scalars = np.array([weigh("text"), weigh("reservation") * 1000, HALF], dtype=np.int64)
        classes = max([1, *self._plan.class_counts.tolist()])
        mine = np.zeros((rows, top), dtype=np.int64)
        starts = iter(range(0, rows, STEP))  # taken by one thread at a time: next() holds the lock

        def work(_number: int) -> Keys:
            theirs = np.zeros((width, top), dtype=np.int64)
            row, least = np.zeros(classes, dtype=np.int32), np.zeros(classes, dtype=np.int32)
            total = np.zeros(width, dtype=np.int32)
            shared, doubted = np.zeros(width, dtype=self._sum), np.full(width, -1, dtype=np.int32)
            worst = np.zeros(width, dtype=np.int32)
            for start in starts:
                fusing.run(
                    self._plan, self._words, self._said, start, min(start + STEP, rows), base, points,
                    len(every.joint.right_levels), weights, scalars, self._firm_orders, self._orders,
                    row, least, total, shared, doubted, worst, mine, theirs,
                )  # fmt: skip
            return theirs

        with ThreadPoolExecutor(WORKERS) as pool:
            several = list(pool.map(work, range(WORKERS)))
        theirs = several[0]
        if len(several) > 1:
            theirs = -np.sort(-np.concatenate(several, axis=1), axis=1)[:, :top]
        return self._found(every, mine, True), self._found(every, theirs, False)

    def _found(self, every: Everything, keys: Keys, forward: bool) -> Found:
        owner, rank = np.nonzero(keys)
        keys = keys[owner, rank]
        turn = fusing.ORDERS - 1 - ((keys >> fusing.ORDER_SHIFT) & (fusing.ORDERS - 1))
        other = (self._at if forward else self._firm_at)[turn]
        firms, posted = (owner, other) if forward else (other, owner)
        words = (((keys >> fusing.WORD_SHIFT) & 1023) - 1).astype(np.int16)
        told = np.empty((3 + len(self._names), len(keys)), dtype=np.int16)
        joint, step = every.joint, 8_192

        def tell(start: int) -> None:
            fusing.tell(
                self._plan, joint.values, joint.left_levels, joint.right_levels, self._columns, firms, posted,
                start, min(start + step, len(keys)), told,
            )  # fmt: skip

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(tell, range(0, len(keys), step)))
        names = [*DERIVED.of, DERIVED.name, *self._names]
        values = dict(zip(names, told, strict=True))
        values["text"] = np.where(words < 0, np.int16(SILENT), words)
        values["reservation"] = np.where(keys & 1, np.int16(-1000), np.int16(SILENT))
        return Found(
            owner.astype(np.int32), other.astype(np.int32), rank.astype(np.int32) + 1,
            (keys >> fusing.SCORE_SHIFT).astype(np.int32), words, {name: values[name] for name in FEATURES},
        )  # fmt: skip


class Found:
    """One direction, flat; the fields of `ranking.Lists`."""

    def __init__(
        self, owner: Ints, other: Ints, rank: Ints, score: Ints, words: Shorts, values: dict[str, Shorts]
    ) -> None:
        self.fields = owner, other, rank, score, words, values


def _stack(rows: Sequence[NDArray[Any]], width: int) -> Ints:
    return np.array(rows, dtype=np.int32).reshape(len(rows), width)


def _groups(tables: dict[str, list[Values]], rows: int, width: int) -> list[list[str]]:
    """Features of few kinds of opportunities together; those that speak for few firms stay alone."""
    groups: list[tuple[Keys, list[str]]] = []
    alone: list[list[str]] = []
    kinds = {}
    for name, parts in tables.items():
        heard = np.zeros(rows, dtype=bool)
        for part in parts:
            heard |= (part.values != SILENT).any(axis=1)[part.rows] if part.values.size else False
        kinds[name] = _kinds([part.columns for part in parts])
        if heard.sum() * 2 < rows:
            alone.append([name])
    for name in sorted(kinds, key=lambda name: int(kinds[name].max(initial=0))):
        if [name] in alone:
            continue
        if groups:
            together = _kinds([groups[-1][0], kinds[name]])
            if together.max(initial=0) < width // _FEW:
                groups[-1] = together, [*groups[-1][1], name]
                continue
        groups.append((kinds[name], [name]))
    return [names for _kinds, names in groups] + alone


def _kinds(columns: Iterable[NDArray[Any]]) -> Keys:
    """A number for each distinct combination."""
    found: Keys | None = None
    for column in columns:
        joined = column if found is None else found * (int(column.max(initial=0)) + 1) + column
        found = np.unique(joined, return_inverse=True)[1].astype(np.int64)
    if found is None:
        raise ValueError("no columns")
    return found


def _plan(
    every: Everything, groups: list[list[str]], tables: dict[str, list[Values]], parts: list[Values],
    columns: Ints, rows: int,
) -> fusing.Plan:  # fmt: skip
    joint, width = every.joint, len(every.opportunities)
    sizes = np.array([part.values.size for part in parts], dtype=np.int64)
    heard = np.zeros((len(parts), max([1, *(len(part.values) for part in parts)])), dtype=bool)
    for number, part in enumerate(parts):
        heard[number, : len(part.values)] = (part.values != SILENT).any(axis=1)
    counts, classes, keys, at = [], [], [], 0
    for group in groups:
        several = sum(len(tables[name]) for name in group)
        kinds = _kinds(list(columns[at : at + several]))
        _each, first = np.unique(kinds, return_index=True)
        counts.append(len(first))
        classes.append(kinds)
        keys += [columns[number][first] for number in range(at, at + several)]
        at += several
    lengths = np.array([len(key) for key in keys], dtype=np.int64)
    features = [len(tables[name]) for group in groups for name in group]
    flat = np.concatenate([part.values.ravel() for part in parts])
    left = joint._left_of[joint.left.values.view(np.uint16)].astype(np.int16)
    right = joint._right_of[joint.right.values.view(np.uint16)].astype(np.int16)
    return fusing.Plan(
        left, joint.left.rows, joint.left.columns, right, joint.right.rows, joint.right.columns,
        np.where(flat == SILENT, np.int16(fusing.UNSAID), flat), np.cumsum(sizes) - sizes,
        np.array([part.values.shape[1] for part in parts], dtype=np.int64),
        _stack([part.rows for part in parts], rows), heard,
        np.cumsum([0, *map(len, groups)]), np.cumsum([0, *features]),
        np.concatenate(keys).astype(np.int32), np.cumsum(lengths) - lengths,
        np.array(counts, dtype=np.int64), _stack(classes, width),
    )  # fmt: skip


def _words(every: Everything) -> fusing.Words:
    words = every.words
    tokens, weights = zip(*words._rows, strict=True)
    starts = words._starts.astype(np.int64)
    return fusing.Words(
        starts, words._owner.astype(np.int32), words._heavy.astype(np.int32),
        np.cumsum([0, *map(len, tokens)]), np.concatenate(tokens).astype(np.int32),
        np.concatenate(weights).astype(np.int32), words._quiet_firms, words._quiet,
    )  # fmt: skip


def _said(every: Everything) -> fusing.Said:
    known, rows = every.rejections, len(every.firms)
    asks = np.flatnonzero(known.least)
    said = _lists([known.said.get(row, ()) for row in range(rows)])
    out = _lists([verdict.out for verdict in known.verdicts])
    doubt = _lists([verdict.doubt for verdict in known.verdicts])
    dismissed = _lists([known.dismissed.get(row, ()) for row in range(rows)])
    return fusing.Said(
        known.opted_out, known.high, asks, known.least[asks], *said, *out, *doubt, *dismissed
    )


def _lists(lists: Sequence[Any]) -> tuple[Keys, Ints]:
    """Where each list starts, and all of them end to end."""
    starts = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return starts, np.concatenate([np.zeros(0, dtype=np.int32), *lists]).astype(np.int32)
