"""How written names are made comparable before they are looked up."""

import re
import unicodedata

_NOISE = re.compile(r"[\s\u3000]+")
_SEPARATORS = re.compile(r"[\s\u3000/\\›>»→·•|_\-—–‑~、,，;；:：()（）\[\]【】\"'“”‘’《》.。]+")
_LISTS = re.compile(r"[、,，;；\n]+")


def fold(text: str) -> str:
    """Return the text in NFKC form, lower case, without spaces at the ends."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def squeeze(text: str) -> str:
    """Return the folded text without spaces, separators and punctuation."""
    return _SEPARATORS.sub("", fold(text))


def without_spaces(text: str) -> str:
    """Return the folded text without any white space."""
    return _NOISE.sub("", fold(text))


def list_items(text: str) -> list[str]:
    """Split a text at list marks (、 , ; and line ends), leaving empty items out."""
    return [item for item in (part.strip() for part in _LISTS.split(fold(text))) if item]
