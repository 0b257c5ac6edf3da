"""Figures and names as a secretary writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages and what each side said."""

    zh: str
    en: str
    left: str = ""
    right: str = ""
    left_en: str = ""
    right_en: str = ""


def said(finding: Mapping[str, Any], side: str, *, english: bool = False) -> str:
    """What a side said, of a finding as a stored match keeps it.  `side`: left, right.

    In English a quotation stands as it was written; so does what was stored before there was English.
    """
    return str(english and finding.get(f"{side}_en") or finding.get(side) or "")


def _trim(number: float, places: int) -> str:
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4_096)
def money(wan: float) -> str:
    """万元 in words: 12000 -> 1.2 亿元; 8000 -> 8,000 万元."""
    return f"{_trim(wan / 10_000, 2)} 亿元" if wan >= 10_000 else f"{_trim(wan, 2)} 万元"


@lru_cache(maxsize=4_096)
def money_en(wan: float) -> str:
    """万元 in English words: 12000 -> CNY 120 million."""
    if wan >= 100_000:
        return f"CNY {_trim(wan / 100_000, 2)} billion"
    return f"CNY {_trim(wan / 100, 2)} million"


@lru_cache(maxsize=4_096)
def budget(low: float | None, high: float | None, *, english: bool = False) -> str:
    """A range: 3,000 万元—1.2 亿元; only one end: 不超过 / 不低于."""
    say = money_en if english else money
    if low is not None and high is not None:
        return f"{say(low)}–{say(high)}" if low != high else say(low)
    if high is not None:
        return f"up to {say(high)}" if english else f"不超过 {say(high)}"
    if low is not None:
        return f"{say(low)} or more" if english else f"不低于 {say(low)}"
    return ""


def quote(text: str, limit: int = 24) -> str:
    """「…」, cut to a readable length."""
    flat = " ".join(text.split())
    return f"「{flat if len(flat) <= limit else flat[: limit - 1] + '…'}」"
