"""The tokens of many texts at once: what `Analyzer.tokens` gives for each, at a third of the cost.

A rebuild analyses every text there is. One by one, two thirds of that time goes into handling single
characters in Python; here some hundred texts are joined and handled as one array of code points, and only
the segmenter works as before. What is out of the ordinary (characters beyond the first plane, endless runs
of letters, names of firms) takes the plain way. `tests/search/test_bulk.py` holds the two
equal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.analysis import FIRM_MARKS, LONGEST_TOKEN, Analyzer, Tokens, is_chinese
from search.fold import fold

Codes = NDArray[np.uint32]
"""Text as code points."""
Mask = NDArray[np.bool_]

END = "\0"
"""Stands behind each of the joined texts; a text that holds it takes the plain way."""
_PLANE = 0x10000
_SPACE = ord(" ")


def tokens_of(analyzer: Analyzer, texts: Sequence[str]) -> list[Tokens]:
    """`[analyzer.tokens(text) for text in texts]`."""
    joined, plain = _joined(texts)
    kinds = zip(_words(analyzer, joined), _pairs(joined), _chars(joined), strict=True)
    made = [Tokens(*each) for each in kinds]
    for number in plain | _holding(FIRM_MARKS, joined):
        made[number] = analyzer.tokens(texts[number])
    return made


@dataclass(frozen=True, slots=True)
class _Joined:
    """Folded texts one after the other, and what each code point is."""

    text: str
    codes: Codes
    chinese: Mask
    letter: Mask
    """Letters and digits that are not Chinese."""
    ends: NDArray[np.intp]
    """Where the END of each text stands."""


def _joined(texts: Sequence[str]) -> tuple[_Joined, set[int]]:
    """The texts folded and joined, and the numbers of those that take the plain way (joined as empty)."""
    tables = _tables()
    plain = {number for number, text in enumerate(texts) if END in text}
    held = ["" if number in plain else text for number, text in enumerate(texts)]
    raw = _read(END.join([*held, ""]))
    near = np.minimum(raw, _PLANE - 1)
    folded = tables.folded[near]
    ends = np.flatnonzero(raw == 0)
    odd = np.searchsorted(ends, np.flatnonzero(tables.odd[near] | (raw >= _PLANE)))
    if odd.size:
        parts = _written(folded).split(END)
        for number in set(odd.tolist()):
            part = fold(held[number])
            if part and max(part) >= "\U00010000":
                plain.add(number)
                part = ""
            parts[number] = part
        folded = _read(END.join(parts))
        ends = np.flatnonzero(folded == 0)
    joined = _Joined(_written(folded), folded, tables.chinese[folded], tables.letter[folded], ends)
    return joined, plain | _with_endless_letters(joined)


def _with_endless_letters(joined: _Joined) -> set[int]:
    """The texts with a run of letters that would be cut."""
    edges = np.flatnonzero(np.diff(joined.letter, prepend=False, append=False))
    starts, stops = edges[::2], edges[1::2]
    long = starts[stops - starts > LONGEST_TOKEN]
    return set(np.searchsorted(joined.ends, long).tolist())


def _words(analyzer: Analyzer, joined: _Joined) -> list[str]:
    """The words of each text."""
    codes = _read(" ".join(analyzer.segments(joined.text)))
    chinese = _runs(codes, _tables().chinese[codes])
    if looked_at := _holding(analyzer.looked_at, joined):
        parts = joined.text.split(END)
        for number in looked_at:
            chinese[number] = "".join([f"{word} " for word in analyzer.chinese_words(parts[number])])
    letters = _runs(joined.codes, joined.letter)
    return [(some + more)[:-1] for some, more in zip(chinese, letters, strict=True)]


def _holding(pieces: tuple[str, ...], joined: _Joined) -> set[int]:
    """The texts that hold one of the pieces."""
    places: list[int] = []
    for piece in pieces:
        at = joined.text.find(piece)
        while at >= 0:
            places.append(at)
            at = joined.text.find(piece, at + 1)
    return set(np.searchsorted(joined.ends, places).tolist())


def _runs(codes: Codes, mask: Mask) -> list[str]:
    """The runs of a mask in each text, a space behind each run."""
    return _spelled((codes, mask | (codes == 0)), (_SPACE, mask & ~_next(mask)))


def _pairs(joined: _Joined) -> list[str]:
    """Overlapping pairs of Chinese characters and whole runs of letters, in order."""
    chinese, letter = joined.chinese, joined.letter
    paired = chinese & _next(chinese)
    alone = chinese & ~_next(chinese)
    alone[1:] &= ~chinese[:-1]
    second = np.zeros_like(joined.codes)
    second[:-1] = joined.codes[1:]
    pairs = _spelled(
        (joined.codes, paired | alone | letter | (joined.codes == 0)),
        (second, paired),
        (_SPACE, paired | alone | (letter & ~_next(letter))),
    )
    return [text[:-1] for text in pairs]


def _chars(joined: _Joined) -> list[str]:
    """Each Chinese character of a text once, in order of code point."""
    places = np.flatnonzero(joined.chinese)
    numbers = np.searchsorted(joined.ends, places).astype(np.uint32)
    held = np.sort((numbers << 16) | joined.codes[places])
    held = held[np.diff(held, prepend=1 << 31) != 0]
    spaced = np.full((held.size, 2), _SPACE, np.uint32)
    spaced[:, 0] = held & 0xFFFF
    text = _written(spaced)
    starts = np.searchsorted(held, np.arange(joined.ends.size + 1, dtype=np.uint32) << 16).tolist()
    return [text[2 * start : 2 * stop - 1] if stop > start else "" for start, stop in pairwise(starts)]


def _next(mask: Mask) -> Mask:
    """For each place, whether the next one is set."""
    moved = np.zeros_like(mask)
    moved[:-1] = mask[1:]
    return moved


def _spelled(*columns: tuple[Codes | int, Mask]) -> list[str]:
    """What each place gives, column after column where its mask is set; one string a text."""
    rows = np.empty((columns[0][1].size, len(columns)), np.uint32)
    kept = np.empty(rows.shape, np.bool_)
    for number, (codes, mask) in enumerate(columns):
        rows[:, number], kept[:, number] = codes, mask
    return _written(rows[kept]).split(END)[:-1]


def _read(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _written(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is known of each character of the first plane."""

    folded: Codes
    """What it becomes when it becomes one character of the first plane."""
    odd: Mask
    """It becomes several, or may change with its neighbours: the text is folded as a whole."""
    chinese: Mask
    letter: Mask


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    characters = [chr(code) for code in range(_PLANE)]
    folded = [fold(character) for character in characters]
    odd = [len(to) != 1 or to >= "\U00010000" or _joins(to) for to in folded]
    chinese = np.array([is_chinese(character) for character in characters])
    letter = np.array([character.isalnum() for character in characters])
    single = [ord(to) if not is_odd else 1 for to, is_odd in zip(folded, odd, strict=True)]
    return _Tables(np.array(single, np.uint32), np.array(odd), chinese, letter & ~chinese)


def _joins(character: str) -> bool:
    """A mark that may join the character before it when Unicode normalizes: accents, parts of Hangul."""
    return unicodedata.category(character)[0] == "M" or "\u1100" <= character <= "\u11ff"
