"""What a person typed -> parts: words, "phrases", -exclusions. Never an error: every text means something.

Quotation marks of any script open and close a phrase; a mark left open reaches to the end of the text. A
hyphen right before a word or a phrase, at the start or after a space, excludes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = "\"“”「『＂«"
_CLOSE = "\"“”」』＂»"
_HYPHENS = "-－−–—"
_PART = re.compile(
    f"(?P<minus>(?<![^\\s])[{_HYPHENS}])?"
    f"(?:[{_OPEN}](?P<phrase>[^{_CLOSE}]*)(?P<end>[{_CLOSE}]|$)|(?P<word>[^\\s、，,；;{_OPEN}{_CLOSE}]+))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text between spaces, commas or quotation marks."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parts in order, and whether a quotation mark was left open."""

    parts: tuple[Part, ...]
    is_open: bool = False


def parse(text: str) -> Parsed:
    """Take a text apart."""
    parts: list[Part] = []
    is_open = False
    for match in _PART.finditer(text):
        phrase = match["phrase"]
        written = (match["word"] if phrase is None else phrase).strip()
        if phrase is not None and not match["end"]:
            is_open = True
        if written.strip(_HYPHENS):
            parts.append(Part(written, phrase is not None, match["minus"] is not None))
    return Parsed(tuple(parts), is_open)
