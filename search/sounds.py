"""What Latin letters of a query may mean: English names, pinyin of places and terms, initials."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from search.latin import splits
from search.names import Names, latin_key
from search.plan import Code, Sound

PINYIN, INITIALS, ENGLISH_WORD, TITLE = 0.9, 0.7, 0.8, 0.6
"""What each way of meaning something is worth."""
SHORTEST_INITIALS, LONGEST_INITIALS = 2, 6
SHORTEST_ALONE = 3
"""A single syllable below this many letters is no pinyin: led, ev and ai are words of their own."""
MOST_TERMS = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """Codes, everyday words and sounds of titles, each with its weight, the surest first."""

    codes: tuple[tuple[Code, float], ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    sounds: tuple[tuple[Sound, float], ...] = ()


class Sounds:
    """Looks letters up; the tables are made at the first such word."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.meaning = lru_cache(maxsize=5_000)(self._meaning)

    @cached_property
    def _terms(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Pinyin -> everyday words, initials -> everyday words."""
        from search.analysis import analyzer

        read = analyzer().syllables
        whole: dict[str, list[str]] = defaultdict(list)
        first: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self._names.terms):
            syllables = read(term)
            if len(syllables) == len(term):
                whole["".join(syllables)].append(term)
                first["".join(one[0] for one in syllables)].append(term)
        return whole, first

    def whole(self, words: list[str]) -> str:
        """The one key that several Latin words form: an English name, or pinyin written apart."""
        names, run = self._names, "".join(words)
        spaced = " ".join(words)
        if spaced in names.english:
            return spaced
        if run in names.pinyin or run in self._terms[0]:
            return run
        return ""

    def split(self, word: str) -> list[str]:
        """zigonglengku -> zigong, lengku, where the whole is no name and each part is one."""
        if self._is_known(word) or not splits(word):
            return [word]
        for at in range(len(word) - 3, 2, -1):
            if self._is_known(word[:at]):
                rest = self.split(word[at:])
                if all(self._is_known(one) for one in rest):
                    return [word[:at], *rest]
        return [word]

    def _is_known(self, word: str) -> bool:
        return word in self._names.pinyin or word in self._terms[0] or word in self._names.english

    def _meaning(self, word: str) -> Heard:
        """What the letters may mean; asked for as `meaning`."""
        names, key = self._names, latin_key(word)
        named = [(code, PINYIN) for code in (*names.english.get(key, ()), *names.pinyin.get(word, ()))]
        terms = [(term, PINYIN) for term in self._terms[0].get(word, ())[:MOST_TERMS]]
        sounds: list[tuple[Sound, float]] = [
            (Sound(syllables), TITLE)
            for syllables in splits(word)
            if len(syllables) > 1 or len(word) >= SHORTEST_ALONE
        ]
        if not named and not terms:
            codes = names.english_holding(key) if len(key) > SHORTEST_ALONE else ()
            named = [(code, ENGLISH_WORD) for code in (*codes, *names.sectors_holding(key))]
        if not named and not terms and not splits(word) and self._is_initials(word):
            named = [(code, INITIALS) for code in names.initials.get(word, ())]
            terms = [(term, INITIALS) for term in self._terms[1].get(word, ())[:MOST_TERMS]]
            sounds.append((Sound(initials=word), TITLE))
        return Heard(tuple(dict.fromkeys(named)), tuple(terms), tuple(sounds))

    @staticmethod
    def _is_initials(word: str) -> bool:
        return word.isalpha() and SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS
