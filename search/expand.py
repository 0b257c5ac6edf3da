"""What a word of a query may stand for besides itself: places by code, other names, synonyms, sounds.

Only queries are widened, never documents, so an alias or a synonym added in the admin works at once. Every
widening that brings in a word the person did not write is reported, and a query that asks for `exact` gets
none of them. A place's or a sector's own name is no widening: its code *is* that name, and the row on the
page shows it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from search.analysis import phrase
from search.fold import fold
from search.names import Names
from search.plan import Alternative, Clause, Code, Each, Sound, Text
from search.sounds import Sounds
from taxonomy.tables import Taxonomy

ALIAS_WEIGHT = 0.9
DEPTH_WEIGHT = {1: 0.4, 2: 0.7, 3: 0.85, 4: 1.0}
"""What an industry's code is worth by its level: 制造业 says less than 豆制品制造."""
HOLDING_WEIGHT = 0.8
PARTLY_CLASSES = {3: 0.8, 2: 0.5}
PARTLY_PLACES = {"city": 1.0, "province": 0.4}
"""What the class above an industry and the place around a place are worth beside it, by level."""
PARTLY_SECTOR = 0.4
KIN_WEIGHT = 1.0
TERM_SECTOR = 0.5
STEM_WEIGHT = 0.8
PART_WEIGHT = 1.6
"""What a part of a compound is worth among what matches in part."""
LONGEST_JOIN = 8
_ENDINGS = """
产业园区 产业园 产业链 产业 行业 园区 种植业 养殖业 加工业 制造业 服务业 种植 养殖 加工 制造 生产
批发 零售 销售 业 园 类
"""
ENDINGS = tuple(_ENDINGS.split())
"""What may be added to a trade without naming another: 竹产业 is about 竹, 茶叶种植 about 茶叶."""
GENERAL_WEIGHT = 0.6
"""What the word for a whole group is worth to someone who wrote one of its members: 白酒 for 酱酒."""
SECTOR_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Meaning:
    """All a word may stand for, and the names to tell the reader (empty when nothing was added)."""

    clause: Clause
    added: tuple[str, ...] = ()


@dataclass
class _Found:
    """What was gathered for one word so far."""

    alternatives: list[Alternative]
    partly: list[Alternative] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def meaning(self, word: str) -> Meaning:
        clause = Clause(word, tuple(dict.fromkeys(self.alternatives)), tuple(dict.fromkeys(self.partly)))
        return Meaning(clause, tuple(dict.fromkeys(self.added)))


class Expander:
    """Looks words up in one state of the taxonomy."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        is_word: Callable[[str], bool] = lambda _word: True,
        pairs: Callable[[str], list[str]] = phrase,
    ) -> None:
        """`is_word`: whether the segmenter knows a word; one it does not know is looked for as characters.
        `pairs`: the bigram tokens of a folded text.
        """
        self._taxonomy = taxonomy
        self._names = Names(taxonomy)
        self._is_word = is_word
        self._pairs = pairs
        self._sounds = Sounds(self._names)

    def join(self, words: Iterable[str]) -> list[str]:
        """Put together neighbours that form a name or a term: 农副 食品 加工业 -> 农副食品加工业, zi gong ->
        zigong, medicine health -> its English name.
        """
        rest = list(words)
        joined: list[str] = []
        while rest:
            longest = min(LONGEST_JOIN, len(rest))
            size, whole = next(
                ((n, name) for n in range(longest, 1, -1) if (name := self._whole(rest[:n]))), (1, rest[0])
            )
            joined.append(whole)
            del rest[:size]
        return joined

    def _whole(self, words: list[str]) -> str:
        """The name that the words form side by side, "" for none."""
        run = "".join(words)
        if run.isascii():
            return self._sounds.whole(words)
        return run if run in self._names.own or run in self._names.other or run in self._names.words else ""

    def split(self, word: str) -> list[str]:
        """Names that stuck together: 蓉甬 -> 蓉 甬, zigonglengku -> zigong lengku."""
        names = self._names
        if word.isascii():
            return self._sounds.split(word)
        known = word in names.own or word in names.other or word in names.words
        if not known and 1 < len(word) <= 3 and all(mark in names.other for mark in word):
            return list(word)
        return [word]

    def meaning(
        self, word: str, *, exact: bool, parts: tuple[str, ...] = (), inside: tuple[str, ...] = ()
    ) -> Meaning:
        """What a folded word may stand for. `parts` are the words it is made of (冷链仓储: 冷链, 仓储),
        `inside` those that stand in it (摩托车: 摩托).
        """
        names = self._names
        found = _Found([Alternative(self.text(word))])
        for code in names.own.get(word, ()):
            self._add_code(found, code, 1.0)
        if exact:
            return found.meaning(word)
        if parts and word not in names.places:
            found.alternatives.append(Alternative(Each(tuple(self.text(part) for part in parts))))
        self._add_others(found, word)
        for other in names.words.get(word, ()):
            weight = GENERAL_WEIGHT if word in names.members.get(fold(other), ()) else 1.0
            found.alternatives.append(Alternative(self._other_word(other), weight, is_near=True))
            if word not in fold(other):
                found.added.append(other)
        if word not in names.places:
            self._add_holding(found, word)
            self._add_parts(found, word, parts or inside)
        if word.isascii():
            self._add_sounds(found, word)
        if found.alternatives[0] != Alternative(plain := dataclasses.replace(self.text(word), as_word=False)):
            found.partly.append(Alternative(plain))
        return found.meaning(word)

    def sounds(self, word: str) -> tuple[Sound, ...]:
        """The sounds of a title that letters may stand for."""
        if not word.isascii():
            return ()
        return tuple(sound for sound, _weight in self._sounds.meaning(word).sounds)

    def text(self, word: str) -> Text:
        """A word as text to look for."""
        folded = fold(word)
        as_word = len(folded) > 1 and folded in self._names.places and self._is_word(folded)
        return Text(folded, tuple(self._pairs(folded)), as_word)

    def _other_word(self, word: str) -> Text:
        """A word the person did not write.  A short one must stand on its own: 康养 is not in 健康养老."""
        text = self.text(word)
        return text if len(text.text) > 2 else dataclasses.replace(text, as_word=True)

    def _add_code(self, found: _Found, code: Code, weight: float, *, is_near: bool = False) -> None:
        """A code, and in part what lies around it."""
        share = 1.0
        if code.field == "industries":
            share = DEPTH_WEIGHT[self._taxonomy.industries[code.value].level]
        found.alternatives.append(Alternative(code, weight * share, is_near))
        found.partly += self._around(code)

    def _around(self, code: Code) -> list[Alternative]:
        """The city and the province of a place, the classes above an industry."""
        held: dict[str, float] = {}
        if code.field == "regions":
            regions = self._taxonomy.regions
            held = {one: PARTLY_PLACES.get(regions[one].level, 0.0) for one in regions.ancestors(code.value)}
        elif code.field == "industries":
            industries = self._taxonomy.industries
            above = industries.ancestors(code.value)
            held = {one: PARTLY_CLASSES.get(industries[one].level, 0.0) for one in above}
        held.pop(code.value, None)
        return [Alternative(Code(code.field, one), weight) for one, weight in held.items() if weight]

    def _add_others(self, found: _Found, word: str) -> None:
        """Other names of places, everyday words for industries."""
        for code in self._names.other.get(word, ()):
            self._add_code(found, code, ALIAS_WEIGHT)
            name = self._name(code)
            if fold(name) != word:
                found.added.append(name)
                # the place is the same place; an industry's name is only a word for much the same
                near = code.field != "regions"
                text = self.text(self._short(code))
                found.alternatives.append(Alternative(text, ALIAS_WEIGHT, is_near=near))

    def _add_holding(self, found: _Found, word: str) -> None:
        """Industries and sectors whose names hold the word."""
        held = {one.what for one in found.alternatives}
        for code in self._names.holding(word):
            if code not in held:
                self._add_code(found, code, HOLDING_WEIGHT, is_near=True)
                found.added.append(self._name(code))
        if (sector := self._names.sector_of.get(word)) and sector not in held:
            self._add_code(found, sector, SECTOR_WEIGHT, is_near=True)
            found.added.append(self._name(sector))
        found.partly += [Alternative(code, PARTLY_SECTOR) for code in self._names.sectors_holding(word)]

    def _add_parts(self, found: _Found, word: str, parts: tuple[str, ...]) -> None:
        """What the word is made of, and in part what else is said of the same trade."""
        ending = next((one for one in ENDINGS if word.endswith(one)), "")
        stem = word.removesuffix(ending)
        if ending and stem and (stem in self._names.trades or stem in self._names.other):
            found.alternatives.append(Alternative(self.text(stem), STEM_WEIGHT, is_near=True))
        for part in parts:
            whole = self.meaning(part, exact=False).clause.alternatives
            texts = [one for one in whole if isinstance(one.what, Text)]
            found.partly += [Alternative(one.what, PART_WEIGHT / len(parts)) for one in texts]
        found.partly += [Alternative(self._other_word(other), KIN_WEIGHT) for other in self._names.kin(word)]
        found.partly += [Alternative(code, TERM_SECTOR) for code in self._names.term_sectors.get(word, ())]

    def _add_sounds(self, found: _Found, word: str) -> None:
        """What Latin letters may mean: places by pinyin, initials or English name, words by their sound."""
        heard = self._sounds.meaning(word)
        for code, weight in heard.codes:
            self._add_code(found, code, weight, is_near=code.field == "industries")
            found.added.append(self._name(code))
            if code.field == "regions":
                found.alternatives.append(Alternative(self.text(self._short(code)), weight))
        for term, weight in heard.terms:
            inner = self.meaning(term, exact=False).clause
            found.alternatives += [
                dataclasses.replace(one, weight=one.weight * weight) for one in inner.alternatives
            ]
            found.partly += inner.partly
            found.added.append(term)
        for sound, weight in heard.sounds:
            found.alternatives.append(Alternative(sound, weight, is_near=True))
            if not heard.codes and not heard.terms:
                found.added.append(spoken(sound))

    def _name(self, code: Code) -> str:
        if code.field == "regions":
            return self._taxonomy.regions[code.value].full_name
        if code.field == "sectors":
            return self._taxonomy.crosswalk.sectors[code.value].name
        if code.field == "modes":
            from taxonomy.modes import MODES

            return MODES[code.value].name
        return self._taxonomy.industries[code.value].name

    def _short(self, code: Code) -> str:
        return self._taxonomy.regions[code.value].name if code.field == "regions" else self._name(code)


def spoken(sound: Sound) -> str:
    """How a sound is told: "leng ku", "l-k-"."""
    return " ".join(sound.syllables) or "".join(f"{letter}-" for letter in sound.initials)
