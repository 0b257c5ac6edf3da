"""Records, renumbering and inverted lists for the kernels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import arrays as k
from matching.engine.columns import Common, FirmColumns, Lists, OpportunityColumns
from matching.engine.kinds import Ints

Numbers = NDArray[np.int64]


def neighbours(common: Common, place: Ints) -> Numbers:
    """An order of a side in which those of one trade, and within it of one place, lie together."""
    starts = common.codes.starts
    main = np.full(len(common), -1, dtype=np.int64)
    some = np.diff(starts) > 0
    main[some] = common.codes.items[starts[:-1][some]]
    return np.lexsort((place, common.sectors, main))


def main_places(firms: FirmColumns) -> Ints:
    """Where a firm would be looked for first."""
    found = np.where(firms.home >= 0, firms.home, firms.work).astype(np.int32)
    starts = firms.wishes.starts
    some = np.diff(starts) > 0
    found[some] = firms.wishes.items[starts[:-1][some]]
    return found


def side(
    common: Common, order: Numbers, used: Ints, rarity: Ints, shut: NDArray[np.uint8],
    place: Ints, work: Ints | None = None, wishes: Lists | None = None, said: Lists | None = None,
) -> k.Side:  # fmt: skip
    """The records of a side in that order.  `used`: this side's codes; `shut`: who is out of every list."""
    codes = common.codes.take(order)
    trusts = Lists(common.codes.starts, common.trusts).take(order)
    heard = rarity[common.tokens.items] > 0
    kept = np.concatenate([[0], np.cumsum(heard)])[common.tokens.starts]
    words = (common.tokens.items[heard] << k.TOKEN_BITS) | common.weights[heard].astype(np.int32)
    spoken = Lists(kept, words.astype(np.int32)).take(order)
    squares = (spoken.items & 127).astype(np.int64) ** 2 * rarity[spoken.items >> k.TOKEN_BITS]
    sums = np.concatenate([[0], np.cumsum(squares)])
    norms = np.ceil(
        np.sqrt((sums[spoken.starts[1:]] - sums[spoken.starts[:-1]]).astype(np.float64)) * (1 + 1e-12)
    )
    records = np.zeros((len(common), k.KEYS + common.keys.shape[1]), dtype=np.int32)
    records[:, k.SECTOR] = common.sectors[order]
    records[:, k.FLAGS] = common.silent[order] + 2 * common.wrote[order] + 4 * shut[order]
    records[:, k.PLACE] = place[order]
    records[:, k.WORK] = work[order] if work is not None else -1
    records[:, k.ORDER] = common.order[order]
    records[:, k.NORM] = norms
    for at, lists in ((k.CODE, codes), (k.TOKEN, spoken), (k.WISH, wishes), (k.SAID, said)):
        if lists is not None:
            records[:, at], records[:, at + 1] = lists.starts[:-1], lists.starts[1:]
    records[:, k.KEYS :] = common.keys[order]
    return k.Side(records, np.searchsorted(used, codes.items).astype(np.int32), trusts.items, spoken.items)


def index(
    common: Common, order: Numbers, used: Ints, atoms: Lists, shut: NDArray[np.uint8], nowhere: int
) -> k.Index:
    """Every other under each of its (industry, place); `atoms` are its places, `nowhere` their number."""
    n = len(common)
    codes = common.codes.take(order)
    trusts = Lists(common.codes.starts, common.trusts).take(order).items
    everyone = np.arange(n, dtype=np.int64)
    evidence, which = np.unique(codes.items.astype(np.int64) * 128 + trusts, return_inverse=True)
    n_codes, n_sectors = len(evidence), len(common.sector_keys)
    owners = np.concatenate([np.repeat(everyone, np.diff(codes.starts)), everyone, everyone])
    lists = np.concatenate([which, n_codes + common.sectors[order], np.full(n, n_codes + n_sectors)])
    keep = shut[order][owners] == 0
    owners, lists = owners[keep], lists[keep]
    each = atoms.take(order[owners])
    key = np.repeat(lists, np.diff(each.starts)) * (nowhere + 1) + each.items
    owners = np.repeat(owners, np.diff(each.starts))
    entries = owners[np.argsort(key, kind="stable")].astype(np.int32)
    sizes = np.bincount(key, minlength=(n_codes + n_sectors + 1) * (nowhere + 1))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    bounds = np.append(used.astype(np.int64), used[-1] + 1 if len(used) else 0)
    held = np.flatnonzero(sizes)
    return k.Index(
        np.searchsorted(evidence >> 7, bounds).astype(np.int32), (evidence & 127).astype(np.int32),
        starts, entries,
        np.searchsorted(held, np.arange(n_codes + n_sectors + 2) * (nowhere + 1)).astype(np.int32),
        (held % (nowhere + 1)).astype(np.int32),
    )  # fmt: skip


def opportunity_atoms(posted: OpportunityColumns) -> Lists:
    """Each opportunity's one place."""
    nowhere = len(posted.places)
    return Lists(
        np.arange(len(posted) + 1), np.where(posted.place < 0, nowhere, posted.place).astype(np.int32)
    )


def firm_atoms(firms: FirmColumns) -> Lists:
    """Each firm's places, and `nowhere` where it made no wish: a wish has a value, a tie may have none."""
    n, nowhere = len(firms), len(firms.atoms)
    wished = np.diff(firms.wishes.starts)
    everyone = np.arange(n)
    owners = np.concatenate([np.repeat(everyone, wished), everyone, everyone, everyone])
    silent = np.where(wished > 0, -1, nowhere)
    atoms: NDArray[Any] = np.concatenate([firms.wishes.items, firms.home, firms.work, silent])
    owners, atoms = owners[atoms >= 0], atoms[atoms >= 0]
    order = np.argsort(owners, kind="stable")
    return Lists(np.searchsorted(owners[order], np.arange(n + 1)), atoms[order].astype(np.int32))
