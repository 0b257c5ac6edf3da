"""Numbers as people type them: 1,000, １２００, 1.5亿, 800 亩, >5000, 1-5亿."""

from __future__ import annotations

import re
import unicodedata

LARGEST_NUMBER = 1e9
# in 万元
_UNITS = {"": 1, "万": 1, "亿": 10_000, "m": 100, "million": 100, "bn": 100_000, "billion": 100_000}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(亿|万|million|billion|bn|m)?(?:元|亩|mu|yuan)?")
_LESS = ("<=", "≤", "<", "≦", "不超过", "至多")
_MORE = (">=", "≥", ">", "≧", "不少于", "至少")
_MORE_AFTER = ("+", "以上")
_LESS_AFTER = ("以下", "以内")
_TO = re.compile(r"(?<=.)(?:-|~|\.\.|—|–|−|至|到)(?=.)")


def read_number(value: str) -> float | None:
    """A number from 0 to 10⁹: "1,000", "１２００", "1.5亿" (15,000, in 万元), "800 亩"; else None."""
    read = _read(_plain(value))
    return read[0] if read else None


def read_span(value: str) -> tuple[float | None, float | None] | None:
    """(least, most) out of ">5000", "<=100", "1亿-5亿", "1-5亿", "80..200亩", "5000+", "5000" (both); None
    for anything else.  An open side is None, limits are included.
    """
    plain = _plain(value)
    for signs, is_least in ((_LESS, False), (_MORE, True)):
        for sign in signs:
            if plain.startswith(sign):
                return _one_side(plain[len(sign) :], is_least=is_least)
    for ends, is_least in ((_LESS_AFTER, False), (_MORE_AFTER, True)):
        for end in ends:
            if plain.endswith(end):
                return _one_side(plain[: -len(end)], is_least=is_least)
    sides = _TO.split(plain)
    if len(sides) == 2:
        low, high = map(_read, sides)
        if low is None or high is None:
            return None
        # the unit is written once and meant twice: 1-5亿
        least = read_number(sides[0] + high[1]) if high[1] and not low[1] else low[0]
        return None if least is None else (least, high[0])
    number = _read(plain)
    return (number[0], number[0]) if number else None


def written(number: float) -> str:
    """As it stands in an address: at most two digits behind the point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _one_side(text: str, *, is_least: bool) -> tuple[float | None, float | None] | None:
    number = _read(text)
    if number is None:
        return None
    return (number[0], None) if is_least else (None, number[0])


def _plain(value: str) -> str:
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", value[:60])).lower()


def _read(plain: str) -> tuple[float, str] | None:
    """The number and the unit written with it."""
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    unit = match[2] or ""
    number = round(float(match[1]) * _UNITS[unit], 2)
    return (number, unit) if number <= LARGEST_NUMBER else None
