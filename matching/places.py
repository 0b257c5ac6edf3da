"""How near an opportunity's place is to a place the firm named, in thousandths.

Order of the values: wish contains the place > same city > same named group (川南) > near by road-free
distance >
same province > elsewhere.  A wish for a whole province counts in full everywhere inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.text.tokens import fold
from taxonomy.tables import Taxonomy

TARGET = {
    "inside": 1000,
    "covers_city": 800,
    "covers_province": 550,
    "same_city": 620,
    "group": 450,
    "near": 400,
    "nearish": 300,
    "wide_group": 240,
    "same_province": 220,
    "far": -400,
}
HOMETOWN = {
    "inside": 700,
    "inside_province": 250,
    "covers_city": 500,
    "covers_province": 200,
    "same_city": 560,
    "group": 300,
    "near": 250,
    "nearish": 180,
    "wide_group": 130,
    "same_province": 120,
}
BUSINESS = {
    "inside": 350,
    "inside_province": 80,
    "covers_city": 250,
    "covers_province": 70,
    "same_city": 300,
    "group": 130,
    "near": 150,
    "nearish": 100,
    "wide_group": 70,
    "same_province": 80,
}
KINDS = (
    "inside",
    "inside_province",
    "covers_city",
    "covers_province",
    "same_city",
    "group",
    "near",
    "nearish",
    "wide_group",
    "same_province",
    "far",
)
HOMETOWN_AGAINST_WISH = 700  # thousandths of its value when every wish is elsewhere
BUSINESS_AGAINST_WISH = 500
FROM_TEXT = 850  # thousandths: a wish read from the profile, not filled in
NEAR_KM, NEARISH_KM = 80.0, 150.0
_DEGREES = 2.0  # 150 km are 1.35 degrees of latitude, and less than 4 of longitude up to 69 degrees north
_ROWS_KEPT = 4_096
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
WIDE = 8  # a group with more members (长三角) says less


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is a key of TARGET; `group` the named group when that is the link;
    `km` the distance when that is.
    """

    kind: str
    group: str = ""
    km: float = 0.0


class Places:
    """Relations between places under one taxonomy; each pair is worked out once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.tree = taxonomy.regions
        self._known: dict[tuple[str, str], Relation] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], NDArray[np.int8]] = {}
        self._drawn: tuple[tuple[str, ...], NDArray[Any], NDArray[Any], NDArray[Any]] | None = None
        names: dict[str, list[str]] = {}
        for code in self.tree:
            node = self.tree[code]
            if node.retired or node.level == "zone":
                continue
            forms = {node.full_name} if node.level == "county" else {node.full_name, node.name}
            for form in forms:
                if len(form) > 1:
                    names.setdefault(fold(form), []).append(code)
        self.names = {name: tuple(codes) for name, codes in names.items() if len(codes) == 1}
        groups = {fold(name): members for name, members in self.tree.groups.items() if len(name) > 1}
        self.names.update({name: members for name, members in groups.items() if name not in self.names})
        starts: dict[str, list[str]] = {}
        for name in sorted(self.names, key=lambda name: (-len(name), name)):
            starts.setdefault(name[:2], []).append(name)
        self._starts = starts
        self.short_names = frozenset(
            fold(node.name) for code in self.tree if len((node := self.tree[code]).name) == 2
        )

    def relation(self, wish: str, place: str) -> Relation:
        """How `place` lies to `wish`.  Both must be known codes."""
        key = (wish, place)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._relation(wish, place)
        return found

    def _relation(self, wish: str, place: str) -> Relation:
        there, here = self.tree.ancestors(wish), self.tree.ancestors(place)
        if wish in here:
            return Relation("inside_province" if len(there) == 1 else "inside")
        if place in there:
            return Relation("covers_province" if len(here) == 1 else "covers_city")
        if len(there) > 2 and len(here) > 2 and there[1] == here[1]:
            return Relation("same_city")
        theirs = self._groups_of(place)
        shared = [name for name in self._groups_of(wish) if name in theirs and self._of_cities(name)]
        narrow = [name for name in shared if len(self.tree.groups[name]) <= WIDE]
        if narrow:
            return Relation("group", min(narrow, key=lambda name: (len(self.tree.groups[name]), name)))
        if len(there) > 1 and len(here) > 1:
            km = self.tree.distance_km(wish, place)
            if km is not None and km <= NEARISH_KM:
                return Relation("near" if km <= NEAR_KM else "nearish", km=km)
        if shared:
            return Relation("wide_group", min(shared, key=lambda name: (len(self.tree.groups[name]), name)))
        return Relation("same_province" if there[:1] == here[:1] else "far")

    def kinds(self, wish: str, places: tuple[str, ...]) -> NDArray[np.int8]:
        """For each place, the position in KINDS of its relation to the wish.

        Places far away in another province are told at a glance; only the others are worked out one by one.
        """
        key = (wish, places)
        known = self._rows.get(key)
        if known is None:
            known = self._rows[key] = self._kinds(wish, places)
            if len(self._rows) > _ROWS_KEPT:
                self._rows.pop(next(iter(self._rows)))
        return known

    def _kinds(self, wish: str, places: tuple[str, ...]) -> NDArray[np.int8]:
        if self._drawn is None or self._drawn[0] != places:
            self._drawn = (places, *self._draw(places))
        _places, provinces, lon, lat = self._drawn
        here = self.tree[wish]
        province = self.tree.ancestors(wish)[0]
        sure = provinces != province
        if here.lon is not None and here.lat is not None:
            away = (np.abs(lat - here.lat) > _DEGREES) | (np.abs(lon - here.lon) > 2 * _DEGREES)
            sure &= away  # a place without coordinates is NaN, which is never away
        else:
            sure &= False
        for name in self._groups_of(wish):
            if self._of_cities(name) and any(
                self.tree.ancestors(code)[0] != province for code in self.tree.groups[name]
            ):
                sure &= False  # a group of cities across provinces
        result = np.full(len(places), _NUMBER["far"], dtype=np.int8)
        for position in np.flatnonzero(~sure).tolist():
            result[position] = _NUMBER[self.relation(wish, places[position]).kind]
        result.flags.writeable = False
        return result

    def _draw(self, places: tuple[str, ...]) -> tuple[NDArray[Any], NDArray[np.float64], NDArray[np.float64]]:
        nodes = [self.tree[code] for code in places]
        return (
            np.array([self.tree.ancestors(code)[0] for code in places]),
            np.array([np.nan if node.lon is None else node.lon for node in nodes]),
            np.array([np.nan if node.lat is None else node.lat for node in nodes]),
        )

    def _of_cities(self, name: str) -> bool:
        """A group of cities (川南) says that places are near; one of provinces (西部) does not."""
        return all(len(self.tree.ancestors(code)) > 1 for code in self.tree.groups[name])

    def _groups_of(self, code: str) -> tuple[str, ...]:
        if code not in self._groups:
            self._groups[code] = self.tree.groups_of(code)
        return self._groups[code]

    def find(self, text: str) -> list[str]:
        """Codes of the places and groups named in a text, in reading order."""
        folded, found, place = fold(text), dict[str, None](), 0
        while place < len(folded) - 1:
            for name in self._starts.get(folded[place : place + 2], ()):
                if folded.startswith(name, place):
                    found.update(dict.fromkeys(self.names[name]))
                    place += len(name) - 1
                    break
            place += 1
        return list(found)


_WISH = re.compile(
    r"(?:拟|计划|希望|想|有意|意向|准备|考虑|欲|打算|期待|优先|愿|看好|布局|落地|返乡|回乡|回)[^。；;!！]{0,24}"
)
_NOT = re.compile(r"不(?:考虑|去|想|愿|到|在|投)")


def wishes_in(text: str, places: Places) -> list[str]:
    """Places a profile says the firm wants to go to: 拟在宜宾、泸州布局 -> 511500, 510500."""
    found: dict[str, None] = {}
    for span in _WISH.findall(text):
        if not _NOT.search(span):
            found.update(dict.fromkeys(places.find(span)))
    return list(found)
