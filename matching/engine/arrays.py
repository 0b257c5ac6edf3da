"""The arrays the kernels are handed, by name."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

A = NDArray[Any]
SILENT = -32768
UNSAID = 1001  # a value's place in the table of industry and region: 0 for SILENT, value + 1001 else


class Side(NamedTuple):
    """One side.  What is asked of one record lies together in a row of `records` (places: below)."""

    records: A
    codes: A
    trusts: A
    words: A


SECTOR, FLAGS, PLACE, WORK, CODE, TOKEN, ORDER, NORM, WISH, SAID, KEYS = 0, 1, 2, 3, 4, 6, 8, 9, 10, 12, 14
"""Places in a record.  FLAGS: 1 names no industry, 2 wrote something, 4 is out of every list.  CODE, TOKEN,
WISH and SAID are followed by where the list ends.  PLACE is a firm's home town or an opportunity's place."""
TOKEN_BITS = 7
"""A word is its token and, in the last bits, its weight."""


class Pairwise(NamedTuple):
    """What firms and opportunities say of each other."""

    wishes: A
    said: A
    high: A
    least: A
    dismissed_starts: A
    dismissed: A
    pair_starts: A
    pairs: A
    pair_points: A


class Cross(NamedTuple):
    """What is known of both sides together; `near`, `sector` are turned so that the owner comes first."""

    near: A
    sector: A
    wish: A
    lowered: A
    levels: A
    joint: A
    bound: A
    flat: A
    offsets: A
    own_strides: A
    other_strides: A
    features: A
    feature_weights: A
    most: A
    rarity: A
    greatest: A
    out: A
    doubt: A
    pair_most: A
    scalars: A


class Index(NamedTuple):
    """Inverted lists of the others, `code_lists[c]` up to the next by code, then by sectors, then one of all.

    In list k those of place a are `entries[starts[k * places + a]:starts[k * places + a + 1]]`; the places of
    which it holds any are `segment_places[list_segments[k]:list_segments[k + 1]]`.
    """

    code_lists: A
    list_trusts: A
    starts: A
    entries: A
    list_segments: A
    segment_places: A
