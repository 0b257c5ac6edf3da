"""The tile grid: a region's place among its neighbours and its count as a wash of ink. Not a map."""

from collections.abc import Mapping
from typing import NamedTuple

SICHUAN = "510000"

# code: (column, row); roughly north-west to south-east
SICHUAN_CITIES = {
    "513200": (2, 1), "510700": (4, 1), "510800": (5, 1), "511900": (6, 1), "511700": (7, 1),
    "513300": (1, 2), "510100": (3, 2), "510600": (4, 2), "511300": (5, 2), "511600": (6, 2),
    "511800": (2, 3), "511400": (3, 3), "512000": (4, 3), "510900": (5, 3),
    "513400": (2, 4), "511100": (3, 4), "510300": (4, 4), "511000": (5, 4),
    "510400": (2, 5), "511500": (4, 5), "510500": (5, 5),
}  # fmt: skip
PROVINCES = {
    "230000": (8, 1), "150000": (6, 2), "220000": (8, 2),
    "650000": (1, 3), "620000": (3, 3), "640000": (4, 3), "140000": (5, 3), "130000": (6, 3),
    "110000": (7, 3), "210000": (8, 3),
    "630000": (2, 4), "610000": (4, 4), "410000": (5, 4), "370000": (6, 4), "120000": (7, 4),
    "540000": (1, 5), "510000": (3, 5), "500000": (4, 5), "420000": (5, 5), "340000": (6, 5),
    "320000": (7, 5), "310000": (8, 5),
    "530000": (3, 6), "520000": (4, 6), "430000": (5, 6), "360000": (6, 6), "330000": (7, 6),
    "450000": (4, 7), "440000": (5, 7), "350000": (6, 7), "710000": (7, 7),
    "460000": (4, 8), "820000": (5, 8), "810000": (6, 8),
}  # fmt: skip

# where each of the five washes begins; the smallest ladder whose top fits the largest count is used
LADDERS = (
    (1, 2, 3, 4, 5),
    (1, 3, 5, 8, 12),
    (1, 5, 10, 15, 25),
    (1, 10, 20, 30, 50),
    (1, 20, 50, 100, 200),
    (1, 50, 100, 300, 1000),
)


class Tile(NamedTuple):
    code: str
    name: str
    column: int
    row: int
    count: int
    shade: int


class Step(NamedTuple):
    """One entry of the legend: `high` is None where the wash has no upper end."""

    shade: int
    low: int
    high: int | None


class Grid(NamedTuple):
    tiles: tuple[Tile, ...]
    steps: tuple[Step, ...]
    columns: int
    within: str  # the province whose cities are shown, "" for provinces


def ladder(most: int) -> tuple[int, ...]:
    return next((steps for steps in LADDERS if most < 2 * steps[-1]), LADDERS[-1])


def shade(count: int, steps: tuple[int, ...]) -> int:
    """0 for none, 1 … 5 for more."""
    return sum(count >= low for low in steps)


def legend(steps: tuple[int, ...]) -> tuple[Step, ...]:
    ends = [*(low - 1 for low in steps[1:]), None]
    return (
        Step(0, 0, 0),
        *(Step(at, low, end) for at, (low, end) in enumerate(zip(steps, ends, strict=True), 1)),
    )


def grid(counts: Mapping[str, int], regions, *, english: bool = False) -> Grid:
    """`counts`: postings by code of their region, any level. The cities of Sichuan where at least half of
    them lie there, otherwise the provinces. A posting counts for every region that contains it."""
    totals: dict[str, int] = {}
    for code, count in counts.items():
        for ancestor in regions.ancestors(code):
            totals[ancestor] = totals.get(ancestor, 0) + count
    at_home = 2 * totals.get(SICHUAN, 0) >= sum(counts.values())
    places = SICHUAN_CITIES if at_home else PROVINCES
    steps = ladder(max((totals.get(code, 0) for code in places), default=0))
    tiles = []
    for code, (column, row) in sorted(places.items(), key=lambda place: place[1][::-1]):
        region = regions.get(code)
        if region is None:
            continue
        name = region.name_en if english and region.name_en else region.name
        count = totals.get(code, 0)
        tiles.append(Tile(code, name, column, row, count, shade(count, steps)))
    return Grid(tuple(tiles), legend(steps), 7 if at_home else 8, SICHUAN if at_home else "")


def outside(counts: Mapping[str, int], regions, within: str) -> list[tuple[str, int]]:
    """[(province code, postings)] outside the province `within`, most first; none where `within` is ""."""
    found: dict[str, int] = {}
    for code, count in counts.items():
        chain = regions.ancestors(code)
        if within and chain and chain[0] != within:
            found[chain[0]] = found.get(chain[0], 0) + count
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))
