"""The records the taxonomy is made of: plain, frozen, free of Django."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """One place: a division of GB/T 2260, or a development zone below one.

    `name` is the short form (自贡), `full_name` the official one (自贡市). `level` is "province", "city",
    "county" or "zone". `lon`/`lat` are degrees on the map datum of the source (GCJ-02), good to a few
    hundred metres. A `retired` place keeps its code; `successor` is the code that took its place.
    """

    code: str
    name: str
    full_name: str
    level: str
    parent: str | None
    pinyin: str
    lon: float | None
    lat: float | None
    aliases: tuple[str, ...]
    name_en: str
    retired: bool
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Industry:
    """One class of GB/T 4754-2017. `level` 1 门类 (letter), 2 大类, 3 中类, 4 小类 (two to four digits)."""

    code: str
    name: str
    name_en: str
    level: int
    parent: str | None
    aliases: tuple[str, ...]
    retired: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """One of the chamber's twelve sectors."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One line of the crosswalk: a sector, and a GB/T 4754 code or an everyday term or both.

    `number` never changes, so that a match can name the line it used.
    """

    number: int
    sector: str
    industry: str | None
    term: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text was understood as.

    `code` is None when the text is unknown (no candidates) or fits several places or classes (candidates).
    `exact` is False when something had to be ignored or loosened to find the code.
    """

    code: str | None
    exact: bool
    candidates: tuple[str, ...]


UNKNOWN = Resolution(None, False, ())
