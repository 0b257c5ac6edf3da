"""行业与地区合看：两样都合才真有价值。

行业对口、地方也对，额外加分；地方对而行业不对，把地区加的分拿回来大半；行业对而地方不对，也扣一些。
哪一方没说行业或地区，这一项不加不减。

Industry and place together: whether both are right at once.  Both right is worth more than the sum; the right
place for the wrong trade is worth little, and so is the right trade in the wrong place.
"""

from __future__ import annotations

from matching.features import industry, region
from matching.knowledge import Knowledge
from matching.phrasing import Words
from matching.sides import FirmSide, OpportunitySide

TURNS = 300  # thousandths of industry at which the place begins to count in favour
AGAINST_PLACE = 400  # thousandths taken back for a right trade in an unwanted place


def value(trade: int | None, place: int | None) -> int | None:
    """Thousandths.  Rises with the industry; with a right industry it rises with the region too."""
    if trade is None or place is None:
        return None
    if trade >= TURNS:
        lean = (trade - TURNS) * 1000 // (1000 - TURNS)
    else:
        lean = max((trade - TURNS) * 2, -1000)
    if place >= 0:
        return place * lean // 1000
    return -(max(lean, 0) * AGAINST_PLACE // 1000)


def say(
    firm: FirmSide,
    opportunity: OpportunitySide,
    know: Knowledge,
    result: int,
    pair: industry.Pair | None,
    link: region.Link | None,
) -> Words:
    """The sentence; either side is its trade and its place.

    `pair`: what `industry.speaking` found; `link`: what `region.best_link` found.
    """
    zh, en = _sentence(result, region.value_of(link) or 0)
    trades = industry.briefly(firm, opportunity, know, pair)
    places = region.briefly(firm, opportunity, know, link)
    sides = (
        f"{trade} · {place}" if trade and place else trade or place
        for trade, place in zip(trades, places, strict=True)
    )
    return Words(zh, en, *sides)


def _sentence(result: int, place: int) -> tuple[str, str]:
    if place < 0:
        return (
            "行业对口，只是地方不是企业想去的，合起来打折扣",
            "Right trade, but not where the firm wants to go",
        )
    if result < 0 and place < 500:
        return (
            "地方只算相近，行业又对不上，合起来意义不大",
            "A place near by and another trade: of little use",
        )
    if result < 0:
        return "地方虽合适，行业对不上，合起来意义不大", "The place suits, the trade does not: of little use"
    if result >= 500:
        return "行业对口，地方也合意，两样都占", "Right trade in the right place"
    return "行业和地方都沾边", "Trade and place both fit in part"
