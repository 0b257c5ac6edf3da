"""Where a line of a long Chinese title may break: between words, never inside 仓储."""

from functools import lru_cache

import rjieba

_OPENING = "（(《〈「『【〔“‘["


@lru_cache(maxsize=2048)
def pieces(text: str) -> tuple[str, ...]:
    """The parts of `text` that stay together; joined they are `text` again.

    A single character or a closing mark stays with the word before it, an opening mark with the one after.
    """
    parts: list[str] = []
    opened = ""
    for word in rjieba.cut(text):
        if word in _OPENING or opened and len(word) < 2:
            opened += word
            continue
        word, opened = opened + word, ""
        alone = len(word) == 1 or not word[0].isalnum() and word[0] not in _OPENING
        if parts and (alone or _latin(parts[-1][-1]) and _latin(word[0])):
            parts[-1] += word
        else:
            parts.append(word)
    if opened:
        parts.append(opened)
    return tuple(parts)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
