"""One cell into a plain value: text without a stray .0, lists out of 、,;| or JSON, numbers out of text."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata

_SPLIT = re.compile(r"[、,，;；|｜/\n\r\t]+")


def is_blank(value: object) -> bool:
    """None, NaN, empty or only white space."""
    if value is None or isinstance(value, float) and value != value:
        return True
    return isinstance(value, str) and not value.strip()


def as_text(value: object) -> str:
    """510304.0 -> "510304"; a date -> its ISO form; None -> ""."""
    if value.__class__ is str:
        return value.strip()  # type: ignore[attr-defined]
    if is_blank(value):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time(0):
        return value.date().isoformat()
    return str(value).strip()


def as_list(value: object) -> list[str]:
    """A list however it is written: 食品、饮料 ; "C13,C14" ; ["13","14"] ; 13.0 -> ["13"]."""
    if is_blank(value):
        return []
    if isinstance(value, list | tuple):
        return [text for item in value if (text := as_text(item))]
    text = as_text(value)
    if text.startswith("[") and text.endswith("]"):
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        if isinstance(parsed, list):
            return [part for item in parsed if (part := as_text(item))]
        text = text[1:-1].replace('"', "").replace("'", "")
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def as_number(value: object) -> float | None:
    """A number out of a number or its text (1,200 亩 -> 1200.0); None when there is none in it."""
    if isinstance(value, bool) or is_blank(value):
        return None
    if isinstance(value, int | float):
        return float(value)
    text = unicodedata.normalize("NFKC", as_text(value)).replace(",", "").replace(" ", "")
    found = re.fullmatch(r"约?([+-]?\d+(?:\.\d+)?)(?:亩|平方米|㎡|公顷)?", text)
    return float(found.group(1)) if found else None
