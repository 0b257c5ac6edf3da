"""Any number of firms as arrays: real records, read once, and recombined.

A firm of the result has the trade, the words and the dislikes of one record, the places of a second, the
budget of a third and the modes of a fourth, so that some ten thousand records give a million different firms,
spread over industry, region and text as the records are.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import Common, FirmColumns, Lists
from matching.engine.declared import PLAIN
from matching.sides import FirmSide

_FROM_MONEY = {"money", "land", "intensity", "size"}
_FROM_TRADE = {"role"}


@dataclasses.dataclass
class Recombined:
    """`of[n]`: the records firm n has its trade, its places, its budget and its modes from."""

    columns: FirmColumns
    of: NDArray[np.int64]

    def side(self, number: int, records: list[FirmSide]) -> FirmSide:
        """The firm as the plain scorer reads it."""
        trade, place, money, mode = (records[i] for i in self.of[number].tolist())
        firm = dataclasses.replace(
            trade.firm, id=f"F{number:07d}", budget_min_wan=money.firm.budget_min_wan,
            budget_max_wan=money.firm.budget_max_wan, land_min_mu=money.firm.land_min_mu,
            land_max_mu=money.firm.land_max_mu, opted_out=False, dismissed=(), modes=mode.firm.modes,
        )  # fmt: skip
        return dataclasses.replace(
            trade, firm=firm, wishes=place.wishes, hometown=place.hometown, business=place.business,
            modes=mode.modes,
        )  # fmt: skip


def recombine(columns: FirmColumns, count: int, seed: int = 11) -> Recombined:
    """`count` firms.  Equal arguments give equal firms."""
    of = np.random.default_rng(seed).integers(0, len(columns), size=(count, 4))
    trade, place, money, mode = of.T
    old = columns.common
    keys = np.empty((count, old.keys.shape[1]), dtype=np.int32)
    for part, spec in enumerate(PLAIN):
        source = money if spec.name in _FROM_MONEY else trade if spec.name in _FROM_TRADE else mode
        keys[:, part] = old.keys[source, part]
    common = Common(
        old.codes.take(trade), Lists(old.codes.starts, old.trusts).take(trade).items, old.sectors[trade],
        old.sector_keys, old.silent[trade], keys, old.key_lists, old.tokens.take(trade),
        Lists(old.tokens.starts, old.weights).take(trade).items, old.wrote[trade],
        np.arange(count, dtype=np.int32),
    )  # fmt: skip
    made = FirmColumns(
        common, columns.atoms, columns.wishes.take(place), columns.home[place], columns.work[place],
        columns.high[money], np.zeros(count, dtype=np.uint8), columns.said.take(trade), columns.sayings, {},
    )  # fmt: skip
    return Recombined(made, of)
