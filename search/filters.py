"""What a search can be narrowed by, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from taxonomy.modes import MODES


@dataclass(frozen=True, slots=True)
class Band:
    """A step of the investment amount: low ≤ 万元 < high.  The last band is for amounts not published."""

    code: str
    low_wan: float | None = None
    high_wan: float | None = None


UNSTATED = "unstated"
BANDS = {
    band.code: band
    for band in (
        Band("under-1000", None, 1_000),
        Band("1000-5000", 1_000, 5_000),
        Band("5000-10000", 5_000, 10_000),
        Band("10000-50000", 10_000, 50_000),
        Band("over-50000", 50_000, None),
        Band(UNSTATED),
    )
}
VERIFIED_DAYS = (30, 60, 90)
FRESH_DAYS = 60
"""A posting not verified for this long sinks, and says so."""
MODE_CODES = tuple(MODES)
COLUMNS = {
    "sector": "sectors", "region": "regions", "industry": "industries", "amount": "band", "mode": "modes",
    "office": "office", "mark": "marks",
}  # fmt: skip
"""A name in the address -> the column of the index that holds its codes."""
DEADLINE_DAYS = (7, 30, 90)


def band_of(amount_wan: float | None) -> str:
    """The band's code for an amount in 万元."""
    if amount_wan is None:
        return UNSTATED
    for band in BANDS.values():
        if (band.high_wan is None or amount_wan < band.high_wan) and band.code != UNSTATED:
            return band.code
    raise AssertionError("the last band with a limit is open")


def group_of(facet: str) -> str:
    """The group of marks that a facet counts ("certificate" of "marks:certificate"), "" for the others."""
    name, _colon, group = facet.partition(":")
    return group if name == "marks" else ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Each empty or None unless set.  Several values of one field widen (or), fields narrow (and).

    Codes sit in order and once.  Amounts in 万元, land in 亩, limits included.  `deadline_days` asks for
    postings that end within so many days, `deadline_none` for those that are open for ever; one of the two.
    `without` are codes a posting must not have, each as "region:510300". `marks` are "group:code"
    of the kind looked for: those of one group widen, groups narrow.
    """

    sectors: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    amount_min_wan: float | None = None
    amount_max_wan: float | None = None
    land_min_mu: float | None = None
    land_max_mu: float | None = None
    land_none: bool = False
    modes: tuple[str, ...] = ()
    maturity_min: int = 0
    verified_days: int | None = None
    offices: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    deadline_days: int | None = None
    deadline_none: bool = False
    without: tuple[str, ...] = ()

    @property
    def excluded_codes(self) -> tuple[tuple[str, str], ...]:
        """`without` taken apart: name in the address and code."""
        return tuple((name, code) for name, _colon, code in (one.partition(":") for one in self.without))

    @property
    def marks_by_group(self) -> dict[str, tuple[str, ...]]:
        """`marks` apart by group, each still whole: {"certificate": ("certificate:organic",)}."""
        groups = dict.fromkeys(mark.partition(":")[0] for mark in self.marks)
        return {group: tuple(mark for mark in self.marks if mark.startswith(f"{group}:")) for group in groups}

    def __bool__(self) -> bool:
        return self != NO_FILTERS


NO_FILTERS = Filters()
