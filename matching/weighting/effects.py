"""What a change of the weights would do to the lists: both sets of lists are computed in full and compared.

Everything is in the ids of firms and postings; a page writes the names. The answer is bounded: it counts all,
and names the most affected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from matching.pairs import Lists, Pair
from matching.weights import BANDS

TOP = 10  # what a firm sees without turning the page
SHOWN = 20  # rows of each kind that are named


@dataclass(frozen=True, slots=True)
class Move:
    """A pair with its place (None: beyond the top) and its score before and after. Scores of lists only."""

    firm_id: int
    opportunity_id: int
    before: int | None
    after: int | None
    score_before: float | None
    score_after: float | None


@dataclass(frozen=True, slots=True)
class FirmChange:
    """What changes among a firm's first ten."""

    firm_id: int
    enters: list[Move]
    leaves: list[Move]
    moves: int  # how many stay among the ten, in another place

    @property
    def weight(self) -> tuple[int, int]:
        return (len(self.enters), self.moves)


@dataclass(frozen=True, slots=True)
class Effect:
    """`bands`: (code, pairs before, after); `unseen`, `seen`: postings that leave or reach any firm's top."""

    firms: int
    opportunities: int
    firms_with_others: int  # other postings among the first ten
    firms_reordered: int  # the same ten in another order
    bands: list[tuple[str, int, int]] = field(default_factory=list)
    changes: list[FirmChange] = field(default_factory=list)
    biggest: list[Move] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    unseen_count: int = 0
    seen_count: int = 0
    judged: list[tuple[str, float, float]] = field(default_factory=list)  # (measure, before, after)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Band = Callable[[float], str]


def compare(
    before: Lists,
    after: Lists,
    bands: tuple[Band, Band],
    *,
    counts: tuple[int, int] | None = None,
    judged: Iterable[tuple[str, float, float]] = (),
) -> Effect:
    """`bands`: score → code, before and after. `counts`: firms and postings, those on no list too."""
    firms = sorted({*before.firms, *after.firms})
    changes, moves = [], []
    reordered = 0
    for firm_id in firms:
        old, new = _places(before.firms.get(firm_id, [])), _places(after.firms.get(firm_id, []))
        all_moves = _moves(firm_id, old, new)
        enters = [m for m in all_moves if _within(m.after) and not _within(m.before)]
        leaves = [m for m in all_moves if _within(m.before) and not _within(m.after)]
        moved = [m for m in all_moves if _within(m.before) and _within(m.after) and m.before != m.after]
        if enters or leaves:
            changes.append(FirmChange(firm_id, enters, leaves, len(moved)))
        elif moved:
            reordered += 1
        moves += [*enters, *leaves, *moved]
    changes.sort(key=lambda c: (-c.weight[0], -c.weight[1], c.firm_id))
    moves.sort(key=lambda m: (-_distance(m), m.firm_id, m.opportunity_id))
    old_looks, new_looks = _looked_at(before), _looked_at(after)
    gone, come = sorted(old_looks - new_looks), sorted(new_looks - old_looks)
    firm_count, posting_count = counts or (len(firms), len({*before.opportunities, *after.opportunities}))
    return Effect(
        firms=firm_count,
        opportunities=posting_count,
        firms_with_others=len(changes),
        firms_reordered=reordered,
        bands=_bands(before, after, bands),
        changes=changes[:SHOWN],
        biggest=moves[:SHOWN],
        unseen=gone[:SHOWN],
        seen=come[:SHOWN],
        unseen_count=len(gone),
        seen_count=len(come),
        judged=list(judged),
    )


def _within(place: int | None) -> bool:
    return place is not None and place <= TOP


def _places(listed: list[Pair]) -> dict[int, tuple[int, float]]:
    return {pair.opportunity_id: (place, pair.score) for place, pair in enumerate(listed, 1)}


def _moves(firm_id: int, old: dict[int, tuple[int, float]], new: dict[int, tuple[int, float]]) -> list[Move]:
    nowhere: tuple[int | None, float | None] = (None, None)
    found = []
    for opportunity_id in dict.fromkeys([*new, *old]):
        was, is_now = old.get(opportunity_id, nowhere), new.get(opportunity_id, nowhere)
        found.append(Move(firm_id, opportunity_id, was[0], is_now[0], was[1], is_now[1]))
    return found


def _distance(move: Move) -> int:
    """Places moved; who comes from or goes beyond the list counts as from its end."""
    far = 51
    return abs((move.before or far) - (move.after or far))


def _looked_at(lists: Lists) -> set[int]:
    """Postings that stand among some firm's first ten: what anybody sees without looking for it."""
    return {pair.opportunity_id for listed in lists.firms.values() for pair in listed[:TOP]}


def _bands(before: Lists, after: Lists, bands: tuple[Band, Band]) -> list[tuple[str, int, int]]:
    old, new = _band_counts(before, bands[0]), _band_counts(after, bands[1])
    return [(code, old[code], new[code]) for code, *_names in BANDS]


def _band_counts(lists: Lists, band: Band) -> Counter[str]:
    sides = (lists.firms, lists.opportunities)
    pairs = {pair.key: pair.score for side in sides for listed in side.values() for pair in listed}
    return Counter(band(score) for score in pairs.values())
