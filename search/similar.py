"""Words like one that nothing holds: the same sound in other characters, a slip of the pen.

The vocabulary is what the taxonomy calls things and the words of titles. Plain Python; asked only when a
search found nothing, so a walk over some ten thousand words is cheap enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from search.analysis import is_chinese
from search.fold import fold
from taxonomy.tables import Taxonomy

MOST = 3
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("h", "f"))
"""Sounds that many speakers of Sichuan do not tell apart, the second standing for both."""

Syllables = Callable[[str], tuple[str, ...]]


class Similar:
    """Finds words of a vocabulary that are nearly a word."""

    def __init__(self, words: Iterable[str], syllables: Syllables) -> None:
        self._syllables = syllables
        self._sounds: dict[str, str] = {}
        for word in words:
            folded = fold(word)
            if len(folded) > 1 and is_chinese(folded):
                self._sounds.setdefault(folded, "".join(syllables(folded)))

    def __len__(self) -> int:
        return len(self._sounds)

    def to(self, word: str) -> list[str]:
        """At most three words, the nearest first; the word itself is not among them."""
        written = fold(word)
        if len(written) < 2:
            return []
        far = self._far_chinese(written) if is_chinese(written) else _far_letters(written)
        found = [
            (distance, abs(len(other) - len(written)), other)
            for other, sound in self._sounds.items()
            if other != written and (distance := far(other, sound)) is not None
        ]
        return [other for _distance, _length, other in sorted(found)[:MOST]]

    def _far_chinese(self, written: str) -> Callable[[str, str], float | None]:
        sound = "".join(self._syllables(written))
        blurred = _blurred(sound)

        def far(other: str, other_sound: str) -> float | None:
            if len(other) == len(written) and sound:
                if other_sound == sound:
                    return 0
                if _blurred(other_sound) == blurred:
                    return 0.5
            # of two characters one other makes another word
            return 1 if min(len(written), len(other)) > 2 and within(written, other, 1) else None

        return far


def _far_letters(written: str) -> Callable[[str, str], float | None]:
    letters = "".join(mark for mark in written if mark.isalnum())
    most = 0 if len(letters) < 4 else 1 if len(letters) < 8 else 2

    def far(_other: str, sound: str) -> float | None:
        return next((float(step) for step in range(most + 1) if within(letters, sound, step)), None)

    return far


def _blurred(sound: str) -> str:
    for one, other in _ALIKE:
        sound = sound.replace(one, other)
    return sound


def within(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters are added, lost, changed or swapped with their neighbour."""
    if one == other:
        return True
    if most == 0 or abs(len(one) - len(other)) > most:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        within(left[1:], right[1:], most - 1)
        or within(left[1:], right, most - 1)
        or within(left, right[1:], most - 1)
        or (left[:2] == right[1::-1] and within(left[2:], right[2:], most - 1))
    )


def names(taxonomy: Taxonomy) -> Iterable[str]:
    """What the taxonomy calls places, industries and sectors."""
    for region in taxonomy.regions.values():
        if not region.retired:
            yield from (region.name, region.full_name)
    for industry in taxonomy.industries.values():
        yield from (industry.name, *industry.aliases)
    yield from (sector.name for sector in taxonomy.crosswalk.sectors.values())
    for head, terms in taxonomy.synonyms.items():
        yield from (head, *terms)
