"""The features, declared once.  A new feature that is of one of the kinds is one more line here.

Text (an inverted list of its own, `wordtable.py`) and reservation (clauses, `rejections.py`) are not listed.
"""

from __future__ import annotations

from matching.engine.kinds import Derived, Least, Sparse, Table, parts
from matching.engine.tables import industry_values, place_key, region_values, size_values, trade_key
from matching.features import fit
from matching.features.mode import mode_value
from matching.features.past import past_key, past_values
from matching.features.ready import ready_value
from matching.features.role import ask_key, role_key, role_value
from matching.features.size import ask, intensity_value, land, land_value
from matching.sides import FirmSide, OpportunitySide


def _budget(side: FirmSide) -> tuple[float | None, float | None]:
    return side.firm.budget_min_wan, side.firm.budget_max_wan


def _amount(side: OpportunitySide) -> tuple[float, str] | None:
    asked = ask(side)
    return (asked.wan, asked.kind) if asked else None


TABLES: tuple[Table | Least, ...] = (
    Table("industry", trade_key, trade_key, build=industry_values),
    Table("region", place_key, lambda side: side.place, build=region_values),
    Least(
        "size",
        (
            Table("money", _budget, _amount, build=size_values),
            Table(
                "land",
                lambda side: (side.firm.land_min_mu, side.firm.land_max_mu),
                land,
                lambda mine, theirs, _: land_value(mine[0], mine[1], theirs),
            ),
            Table(
                "intensity",
                lambda side: (
                    side.firm.budget_max_wan if side.firm.land_min_mu else None,
                    side.firm.land_min_mu,
                ),
                lambda side: side.demands.intensity_wan,
                lambda mine, theirs, _: intensity_value(mine[0], mine[1], theirs),
            ),
        ),
    ),
    Table(
        "mode",
        lambda side: side.modes,
        lambda side: side.modes,
        lambda mine, theirs, _: mode_value(mine, theirs),
    ),
    Table("role", role_key, ask_key, lambda mine, theirs, _: role_value(mine, theirs)),
    Table(
        "ready",
        lambda _side: None,
        lambda side: (side.opportunity.maturity, side.opportunity.verified),
        lambda _mine, theirs, scorer: ready_value(theirs[0], theirs[1], scorer.today),
    ),
    Table("past", lambda side: side.firm.past, past_key, build=past_values),
)
DERIVED = Derived("fit", ("industry", "region"), fit.value)
SPARSE: tuple[Sparse, ...] = ()
PLAIN = tuple(part for spec in TABLES if spec.name not in DERIVED.of for part in parts(spec))
"""The tables besides industry and region, by which the bounded engine orders what it looks at."""
