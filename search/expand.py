"""What a word of a query may stand for besides itself: places by code, other names, synonyms.

Only queries are widened, never documents, so an alias or a synonym added in the admin works at once. Every
widening that brings in a word the person did not write is reported, and a query that asks for `exact` gets
none of them. A place's or a sector's own name is no widening: its code *is* that name, and the row on the
page shows it.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis import phrase
from search.fold import fold
from search.lexicon import hidden_stems
from search.plan import Alternative, Clause, Code, Text
from taxonomy.modes import MODES
from taxonomy.tables import Taxonomy

ALIAS_WEIGHT = 0.9
LONGEST_JOIN = 8
TOO_BROAD = frozenset(("新能源", "园区", "总投资", "亩", "合资", "独资", "PPP", "招商引资"))
"""Heads that say much less than their terms: a search for 水电 is not one for all of 新能源, though 新能源
covers 水电.
"""
_LEVELS = {"province": 0, "city": 1, "county": 2, "zone": 3}


@dataclass(frozen=True, slots=True)
class Meaning:
    """All a word may stand for, and the names to tell the reader (empty when nothing was added)."""

    clause: Clause
    added: tuple[str, ...] = ()


class Expander:
    """Looks words up in one state of the taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._as_word = {fold(stem) for stem in hidden_stems(taxonomy).values()}
        self._own: dict[str, list[Code]] = defaultdict(list)
        self._other: dict[str, list[Code]] = defaultdict(list)
        self._words: dict[str, list[str]] = defaultdict(list)
        self._read_places()
        self._read_industries()
        self._read_synonyms()
        self._known = self._own.keys() | self._other.keys() | self._words.keys()

    def join(self, words: Iterable[str]) -> list[str]:
        """Put together neighbours that form a name or a term: 农副 食品 加工业 -> 农副食品加工业."""
        rest = list(words)
        joined: list[str] = []
        while rest:
            size = next(
                (n for n in range(min(LONGEST_JOIN, len(rest)), 1, -1) if "".join(rest[:n]) in self._known), 1
            )
            joined.append("".join(rest[:size]))
            del rest[:size]
        return joined

    def split(self, word: str) -> list[str]:
        """Single characters that stayed together but are names each: 蓉甬 -> 蓉 甬."""
        if word not in self._known and 1 < len(word) <= 3 and all(mark in self._other for mark in word):
            return list(word)
        return [word]

    def meaning(self, word: str, *, exact: bool) -> Meaning:
        """What a folded word may stand for."""
        alternatives = [Alternative(self.text(word))]
        alternatives += [Alternative(code) for code in self._own.get(word, ())]
        added: list[str] = []
        if not exact:
            for code in self._other.get(word, ()):
                alternatives.append(Alternative(code, ALIAS_WEIGHT))
                name = self._name(code)
                if fold(name) != word:
                    added.append(name)
                    # the place is the same place; an industry's name is only a word for much the same
                    near = code.field != "regions"
                    alternatives.append(Alternative(self.text(self._short(code)), ALIAS_WEIGHT, is_near=near))
            for other in self._words.get(word, ()):
                alternatives.append(Alternative(self._other_word(other), is_near=True))
                if word not in fold(other):
                    added.append(other)
        return Meaning(Clause(word, tuple(dict.fromkeys(alternatives))), tuple(dict.fromkeys(added)))

    def text(self, word: str) -> Text:
        """A word as text to look for."""
        folded = fold(word)
        return Text(folded, tuple(phrase(folded)), folded in self._as_word)

    def _other_word(self, word: str) -> Text:
        """A word the person did not write.  A short one must stand on its own: 康养 is not in 健康养老."""
        text = self.text(word)
        return text if len(text.text) > 2 else dataclasses.replace(text, as_word=True)

    def _read_places(self) -> None:
        regions = self._taxonomy.regions
        own: dict[str, set[str]] = defaultdict(set)
        for code in regions:
            region = regions[code]
            if region.retired:
                if region.successor is not None and region.successor in regions:
                    self._other[fold(region.full_name)].append(Code("regions", region.successor))
                continue
            for name in (region.name, region.full_name):
                if len(name) > 1:
                    own[fold(name)].add(code)
            latin = region.pinyin.replace(" ", "")
            if region.level in ("province", "city") or len(latin) > 5:
                self._other[latin].append(Code("regions", code))
            for alias in region.aliases:
                self._other[fold(alias)].append(Code("regions", code))
        for name, codes in own.items():
            # 中山 means the city; a name borne only by counties means all of them
            top = min(_LEVELS[regions[code].level] for code in codes)
            self._own[name] = [
                Code("regions", code) for code in sorted(codes) if _LEVELS[regions[code].level] == top
            ]
        for group, members in regions.groups.items():
            self._other[fold(group)] += [Code("regions", code) for code in members]

    def _read_industries(self) -> None:
        industries = self._taxonomy.industries
        for code in industries:
            industry = industries[code]
            self._own[fold(industry.name)].append(Code("industries", code))
            for alias in industry.aliases:
                self._other[fold(alias)].append(Code("industries", code))
        for sector in self._taxonomy.crosswalk.sectors.values():
            self._own[fold(sector.name)].append(Code("sectors", sector.code))
        for mode in MODES.values():
            self._own[fold(mode.name)].append(Code("modes", mode.code))

    def _read_synonyms(self) -> None:
        for head, terms in self._taxonomy.synonyms.items():
            self._words[fold(head)] += terms
            for term in terms:
                if head not in TOO_BROAD:
                    self._words[fold(term)].append(head)

    def _name(self, code: Code) -> str:
        if code.field == "regions":
            return self._taxonomy.regions[code.value].full_name
        return self._taxonomy.industries[code.value].name

    def _short(self, code: Code) -> str:
        return self._taxonomy.regions[code.value].name if code.field == "regions" else self._name(code)
