"""The stored lists: written whole, or mended where one firm or one opportunity has changed.

Both ways end in the same rows. The caller holds the turn (`matching.services`), so nobody writes meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from matching.lists import Place, mend, ranked
from matching.models import Match
from matching.pairs import Lists, Pair, PairKey

BATCH = 500
CONTENT = ("intent_id", "score", "band", "findings", "scorer_version", "weights_id")


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction: whose list it is (`owner`), who stands on it (`guest`), and the field of the rank."""

    owner: str
    guest: str
    rank: str

    def owner_of(self, pair: Pair) -> int:
        return int(getattr(pair, self.owner))


OF_FIRM = Axis("firm_id", "opportunity_id", "firm_rank")
OF_OPPORTUNITY = Axis("opportunity_id", "firm_id", "opportunity_rank")


class Overtaken(Exception):  # noqa: N818  (nothing is wrong, there is only more to do)
    """Somebody else on a list has changed too, and that change is still waiting to be brought in.

    Ranks by his new score beside a row with his old one would mislead the next mending; a full run is needed.
    """


class Sheet:
    """The rows a change may touch. Ranks are set anew here, then `write` saves what differs."""

    def __init__(self, rows: Iterable[Match], version: str) -> None:
        self.rows: dict[PairKey, Match] = {(row.firm_id, row.opportunity_id): row for row in rows}
        self.version = version
        self.old = {key: (row.firm_rank, row.opportunity_rank) for key, row in self.rows.items()}
        self.refreshed: set[PairKey] = set()

    def listed(self, axis: Axis, owner: int) -> list[Place]:
        """The list of `owner` as it stood."""
        rows = [r for r in self.rows.values() if getattr(r, axis.owner) == owner and getattr(r, axis.rank)]
        rows.sort(key=lambda row: int(getattr(row, axis.rank)))
        return [Place(int(getattr(row, axis.guest)), row.score) for row in rows]

    def clear(self, axis: Axis, owners: Iterable[int]) -> None:
        """Nobody stands on these lists any more."""
        emptied = set(owners)
        for row in self.rows.values():
            if getattr(row, axis.owner) in emptied:
                setattr(row, axis.rank, None)

    def stand(self, axis: Axis, owner: int, guests: Iterable[int], pairs: dict[PairKey, Pair]) -> None:
        """Give the guests of `owner` their ranks from 1. A row that is not there yet needs its pair."""
        for rank, guest in enumerate(guests, 1):
            key = (owner, guest) if axis is OF_FIRM else (guest, owner)
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = Match(firm_id=key[0], opportunity_id=key[1])
            setattr(row, axis.rank, rank)
            if row._state.adding:
                self.refresh(pairs[key])

    def refresh(self, pair: Pair) -> None:
        """Write the pair's content anew, if it has a row: called for all of whoever changed."""
        row = self.rows.get(pair.key)
        if row is None or pair.key in self.refreshed:
            return
        self.refreshed.add(pair.key)
        new: dict[str, Any] = {"weights_id": None, "intent_id": pair.intent_id, "score": pair.score}
        new |= pair.explain()
        new["scorer_version"] = self.version
        if not row._state.adding and all(getattr(row, name) == new[name] for name in CONTENT):
            self.refreshed.discard(pair.key)
            return
        for name in CONTENT:
            setattr(row, name, new[name])
        row.computed_at = timezone.now()

    def write(self) -> int:
        """Save, in few statements, what has changed. How many rows were written or dropped."""
        gone, created, ranks, contents = [], [], [], []
        for key, row in self.rows.items():
            if row.firm_rank is None and row.opportunity_rank is None:
                if not row._state.adding:
                    gone.append(row.pk)
            elif row._state.adding:
                created.append(row)
            elif key in self.refreshed:
                contents.append(row)
            elif self.old[key] != (row.firm_rank, row.opportunity_rank):
                ranks.append(row)
        for start in range(0, len(gone), BATCH):
            Match.objects.filter(pk__in=gone[start : start + BATCH]).delete()
        _write_ranks(ranks)
        Match.objects.bulk_create(created, batch_size=BATCH)
        Match.objects.bulk_create(  # an update in the form of an insert: many times faster than bulk_update
            [_copy(row) for row in contents],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["firm", "opportunity"],
            update_fields=["firm_rank", "opportunity_rank", *CONTENT, "computed_at"],
        )
        return len(gone) + len(created) + len(ranks) + len(contents)


def _copy(row: Match) -> Match:
    """The same row without its key, which an insert must not bring along."""
    values = {field.attname: getattr(row, field.attname) for field in Match._meta.concrete_fields}
    return Match(**{**values, "id": None})


def _write_ranks(rows: list[Match]) -> None:
    """One prepared statement run many times: one new rank moves up to fifty others on each list."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE matching_match SET firm_rank = %s, opportunity_rank = %s WHERE id = %s",
            [(row.firm_rank, row.opportunity_rank, row.pk) for row in rows],
        )


def write_all(lists: Lists, *, version: str) -> int:
    """Make the stored rows exactly these lists. How many rows there are."""
    sheet = Sheet(Match.objects.all(), version)
    pairs = {
        pair.key: pair for part in (lists.firms, lists.opportunities) for li in part.values() for pair in li
    }
    for row in sheet.rows.values():
        row.firm_rank = row.opportunity_rank = None
    for firm_id, listed in lists.firms.items():
        sheet.stand(OF_FIRM, firm_id, (pair.opportunity_id for pair in listed), pairs)
    for opportunity_id, listed in lists.opportunities.items():
        sheet.stand(OF_OPPORTUNITY, opportunity_id, (pair.firm_id for pair in listed), pairs)
    for pair in pairs.values():
        sheet.refresh(pair)
    sheet.write()
    return len(pairs)


def mend_one(
    axis: Axis,
    owner: int,
    pairs: Iterable[Pair],
    *,
    refill: Callable[[list[int]], Iterable[Pair]],
    version: str,
    length: int,
) -> int:
    """`owner` (a firm on OF_FIRM, an opportunity on OF_OPPORTUNITY) has changed; `pairs` are all it has now.

    Its own list is sorted anew. On every other list it may come, go or move; where somebody unknown moves
    up, `refill(ids of those lists)` gives all their pairs. How many rows were written or dropped. Raises
    Overtaken.
    """
    across = OF_OPPORTUNITY if axis is OF_FIRM else OF_FIRM
    mine = {int(getattr(pair, axis.guest)): pair for pair in pairs}
    touched = _touched(across, owner, mine, length)
    rows = {row.pk: row for row in Match.objects.filter(**{axis.owner: owner})}
    for start in range(0, len(touched), BATCH):
        lists = Match.objects.filter(**{f"{across.owner}__in": touched[start : start + BATCH]})
        for row in lists.defer("findings"):
            rows.setdefault(row.pk, row)
    sheet = Sheet(rows.values(), version)
    known = {pair.key: pair for pair in mine.values()}

    mended: dict[int, list[Place]] = {}
    unknown: list[int] = []
    for other in touched:
        listed = mend(
            sheet.listed(across, other), owner, mine[other].score if other in mine else None, length
        )
        if listed is None:
            unknown.append(other)
        else:
            mended[other] = listed
    if unknown:
        found: dict[int, list[Place]] = {other: [] for other in unknown}
        for pair in refill(unknown):
            stored = sheet.rows.get(pair.key)
            if stored is not None and stored.score != pair.score and axis.owner_of(pair) != owner:
                raise Overtaken
            known.setdefault(pair.key, pair)
            found[across.owner_of(pair)].append(Place(int(getattr(pair, across.guest)), pair.score))
        mended.update({other: ranked(places, length) for other, places in found.items()})

    own = ranked((Place(guest, pair.score) for guest, pair in mine.items()), length)
    sheet.clear(axis, [owner])
    sheet.clear(across, touched)
    sheet.stand(axis, owner, (place.id for place in own), known)
    for other, listed in mended.items():
        sheet.stand(across, other, (place.id for place in listed), known)
    for pair in mine.values():
        sheet.refresh(pair)
    return sheet.write()


def _touched(across: Axis, guest: int, mine: dict[int, Pair], length: int) -> list[int]:
    """Ids of the other lists on which `guest` stands, or would stand now."""
    on_lists: QuerySet[Match] = Match.objects.order_by().exclude(**{across.rank: None})
    there = set(on_lists.filter(**{across.guest: guest}).values_list(across.owner, flat=True))
    sizes = dict(on_lists.values_list(across.owner).annotate(Count("pk")))
    ends = {
        owner: Place(last, score)
        for owner, last, score in on_lists.filter(**{across.rank: length}).values_list(
            across.owner, across.guest, "score"
        )
    }
    for other, pair in mine.items():
        is_full = sizes.get(other, 0) >= length and other in ends
        if not is_full or Place(guest, pair.score).order < ends[other].order:
            there.add(other)
    return sorted(there)
