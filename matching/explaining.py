"""The features' docstrings as pages show them. The docstrings are the source; nothing is said twice.

A docstring is paragraphs between empty lines: Chinese first, beginning with “名：一句话。”, then English,
“Name: …”. Pages keep no copy of these words, so what the code does and what a page says agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from inspect import isfunction

from matching import constraints
from matching.features import DOCUMENTED, NAMES

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_END_EN = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Doc:
    """A feature in one language. `first`: its first sentence without the name; `rest`: what follows."""

    feature: str
    name: str
    first: str
    rest: tuple[str, ...]


def docs(*, english: bool = False) -> list[Doc]:
    """Every documented feature in the order of the registry."""
    return [doc_of(name, english=english) for name in DOCUMENTED]


@cache
def doc_of(feature: str, *, english: bool = False) -> Doc:
    """One feature; one without a docstring is named and says nothing."""
    name = NAMES.get(feature, (feature, feature))[english]
    text = (DOCUMENTED[feature].__doc__ or "") if feature in DOCUMENTED else ""
    first, rest = split(text, english=english)
    return Doc(feature, name, first, rest)


def constraints_doc(*, english: bool = False) -> tuple[str, tuple[str, ...]]:
    """The hard conditions: the first sentence, and what follows: one sentence a condition, if it has one."""
    first, rest = split(constraints.__doc__ or "", english=english)
    found = vars(constraints).values()
    own = [one for one in found if isfunction(one) and one.__module__ == constraints.__name__]
    each = [split(one.__doc__ or "", english=english)[0] for one in own]
    said = tuple(text for text in each if text and bool(_CHINESE.search(text)) != english)
    return first, rest if english else (*rest, *said)


def split(text: str, *, english: bool) -> tuple[str, tuple[str, ...]]:
    """First sentence (without “名：” or “Name: ”) and the remaining paragraphs of one language."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    mine = [_flat(part, english) for part in paragraphs if _is_english(part) == english]
    if not mine:
        return "", ()
    head = mine[0].split(": " if english else "：", 1)
    body = head[-1] if len(head) == 2 and len(head[0]) <= 60 else mine[0]
    if english:
        body = body[:1].upper() + body[1:]
        first, *more = _END_EN.split(body, maxsplit=1)
    else:
        cut = body.find("。") + 1 or len(body)
        first, more = body[:cut], [body[cut:]]
    return first, tuple(part for part in (*(one.strip() for one in more), *mine[1:]) if part)


def _is_english(paragraph: str) -> bool:
    return len(_LATIN.findall(paragraph)) > len(_CHINESE.findall(paragraph))


def _flat(paragraph: str, english: bool) -> str:
    """One line: English words stand apart, Chinese lines join without a gap."""
    lines = [line.strip() for line in paragraph.strip().splitlines()]
    return " ".join(lines) if english else "".join(lines)
