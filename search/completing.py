"""Names by their beginnings: Chinese, pinyin, initials, English.  Plain Python, one sorted list of keys.

Three thousand places and two thousand industries are about sixty thousand keys; a look-up is two bisections
and a walk over what lies between, at most MOST_WALKED keys.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.analysis import is_chinese
from search.fold import fold
from search.names import latin_key
from taxonomy.nodes import Industry, Region
from taxonomy.tables import Taxonomy

MOST_WALKED = 4_000
_LEVELS = {"province": 0, "city": 1, "county": 2, "zone": 3}
WHOLE, BEGINNING, OTHER, INSIDE = range(4)
"""How a name fits what is typed, the best first; OTHER is another name for it, by its beginning."""

Syllables = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Name:
    """One thing with a code: `kind` is its name in the address (region, industry, sector, mode, office).

    `depth` orders names that fit equally: a province before its counties.
    """

    kind: str
    code: str
    name: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """Beginnings of a name itself, of its other names, and of words inside it."""

    own: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()


class Completions:
    """Finds names by what is typed of them."""

    def __init__(self, entries: Iterable[tuple[Name, Iterable[Keys]]]) -> None:
        """Each entry: a name, and the keys by whose beginning it is found."""
        rows: set[tuple[str, int, int]] = set()
        self._names: list[Name] = []
        for number, (name, several) in enumerate(entries):
            self._names.append(name)
            for keys in several:
                rows.update((key, BEGINNING, number) for key in keys.own if key)
                rows.update((key, OTHER, number) for key in keys.other if key)
                rows.update((key, INSIDE, number) for key in keys.inside if key)
        held = sorted(rows)
        self._keys = [key for key, _where, _number in held]
        self._held = [(where, number) for _key, where, number in held]

    def __len__(self) -> int:
        return len(self._names)

    def find(
        self, typed: str, *, most: int, counts: Mapping[tuple[str, str], int] | None = None
    ) -> list[Name]:
        """The best names for what is typed. With `counts` those nothing would be found with come last."""
        key = key_of(typed)
        if not key:
            return []
        best: dict[int, int] = {}
        for where, number in self._walk(key):
            best[number] = min(where, best.get(number, INSIDE))

        def order(number: int) -> tuple[int, int, int, int, int, str]:
            name = self._names[number]
            count = counts.get((name.kind, name.code), 0) if counts is not None else 1
            return best[number], count == 0, name.depth, -count, len(name.name), name.code

        return [self._names[number] for number in heapq.nsmallest(most, best, key=order)]

    def _walk(self, key: str) -> Iterator[tuple[int, int]]:
        at = bisect_left(self._keys, key)
        for place in range(at, min(at + MOST_WALKED, len(self._keys))):
            held = self._keys[place]
            if not held.startswith(key):
                return
            where, number = self._held[place]
            yield (WHOLE if held == key and where != INSIDE else where), number


def key_of(text: str) -> str:
    """What is typed, as keys are written: folded, letters without what stands between them."""
    folded = fold(text).strip()
    return folded if any(map(is_chinese, folded)) else _letters(folded)


def keys_of(name: str, syllables: Syllables) -> Keys:
    """A Chinese name: itself, its pinyin and its initials; and where it can be entered inside."""
    folded = fold(name)
    read = syllables(folded)
    initials = "".join(one[0] for one in read) if len(read) > 1 else ""
    inside = frozenset(folded[at:] for at in range(1, len(folded) - 1))
    return Keys(own=frozenset((key_of(folded), "".join(read), initials)), inside=inside)


def english_keys(name_en: str) -> Keys:
    """An English name: found by the beginning of each of its words."""
    words = latin_key(name_en).split()
    inside = frozenset("".join(words[at:]) for at in range(1, len(words)) if len(words[at]) > 2)
    return Keys(own=frozenset(("".join(words),)), inside=inside)


def of_taxonomy(taxonomy: Taxonomy, syllables: Syllables) -> tuple[Completions, Completions]:
    """Places, and industries with sectors."""
    regions, industries = taxonomy.regions, taxonomy.industries
    old: dict[str, set[str]] = {}
    for one in regions.values():
        if one.retired and one.successor in regions:
            old.setdefault(str(one.successor), set()).update((fold(one.name), fold(one.full_name)))
    places = [_place(one, old.get(one.code, set())) for one in regions.values() if not one.retired]
    trades = [_industry(one, syllables) for one in industries.values() if not one.retired]
    for sector in taxonomy.crosswalk.sectors.values():
        keys = (keys_of(sector.name, syllables), english_keys(sector.name_en))
        trades.append((Name("sector", sector.code, sector.name), keys))
    return Completions(places), Completions(trades)


def _place(one: Region, old: set[str]) -> tuple[Name, tuple[Keys, ...]]:
    read = one.pinyin.lower().replace("ü", "v").split()
    initials = "".join(word[0] for word in read) if len(read) > 1 else ""
    keys = Keys(
        own=frozenset((fold(one.name), fold(one.full_name), "".join(read), initials)),
        other=frozenset((*map(key_of, one.aliases), *old)),
        inside=frozenset((fold(one.full_name)[2:],) if one.level == "zone" else ()),
    )
    return Name("region", one.code, one.full_name, _LEVELS[one.level]), (keys, english_keys(one.name_en))


def _industry(one: Industry, syllables: Syllables) -> tuple[Name, tuple[Keys, ...]]:
    aliases = [Keys(other=keys_of(alias, syllables).own) for alias in one.aliases]
    code = Keys(own=frozenset((one.code.lower(),)))
    keys = (keys_of(one.name, syllables), english_keys(one.name_en), code, *aliases)
    return Name("industry", one.code, one.name, one.level), keys


def _letters(text: str) -> str:
    return "".join(mark for mark in text if mark.isalnum())
