"""One spelling for what readers take as the same: width, case, traditional script.

Chinese written 繁體 is folded to simplified characters one by one (OpenCC's tables for Hong Kong and Taiwan
come first where the mainland's leaves a character alone), never by phrase: document and query then always
agree, and no character changes its place.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import opencc

FOLD_VERSION = 2
_RANGES = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0))


@lru_cache(maxsize=1)
def simplified() -> dict[int, str]:
    """Code point of a traditional character -> its simplified one; characters that stay are absent.

    Half a character (a lone surrogate), which no engine and no database takes, becomes a replacement mark.
    """
    characters = [chr(code) for low, high in _RANGES for code in range(low, high)]
    table: dict[int, str] = {}
    for config in ("t2s", "hk2s", "tw2s"):
        converted = opencc.OpenCC(config).convert("\n".join(characters)).split("\n")
        for before, after in zip(characters, converted, strict=True):
            if before != after and len(after) == 1:
                table.setdefault(ord(before), after)
    table |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
    return table


def fold(text: str) -> str:
    """For the index and for queries: NFKC, simplified, lower case. The length may change (㈱ becomes
    (株)).
    """
    return unicodedata.normalize("NFKC", text).translate(simplified()).casefold()


def fold_in_place(text: str) -> str:
    """The same as far as the length allows: character i of the answer stands for character i of `text`.

    For highlighting only: a hit at [i:j] is then a hit at [i:j] of the raw text.
    """
    return text.translate(_one_for_one)


class _OneForOne(dict[int, str]):
    """Code point -> its folded character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_one_for_one = _OneForOne()
