"""The taxonomy as plain tables: the front door for everything that must not load Django.

`load_tables()` reads the CSV files under `data/`; `build()` makes the same object from rows of any origin
(the Django side hands it rows of the database, see `taxonomy.tree`).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from taxonomy.crosswalk import Crosswalk
from taxonomy.industries import Industries
from taxonomy.nodes import CrosswalkRow, Industry, Region, Resolution, Sector
from taxonomy.regions import Regions
from taxonomy.trees import Tree

__all__ = [
    "Crosswalk",
    "CrosswalkRow",
    "Industries",
    "Industry",
    "Region",
    "Regions",
    "Resolution",
    "Sector",
    "Taxonomy",
    "Tree",
    "build",
    "load_tables",
    "read",
]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Taxonomy:
    """Places, industries, the crosswalk and the synonym groups (head → terms)."""

    regions: Regions
    industries: Industries
    crosswalk: Crosswalk
    synonyms: Mapping[str, tuple[str, ...]]


def read(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `data/<name>.csv`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Gather (key, value) pairs into key → values, in order."""
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def term_codes(rows: Iterable[CrosswalkRow]) -> dict[str, tuple[str, ...]]:
    """Return industry code → everyday terms; the row with the lowest number speaks for a term."""
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.number):
        if row.term and row.industry:
            first.setdefault(row.term, row.industry)
    return grouped((code, term) for term, code in first.items())


def build(
    *,
    regions: Iterable[Region],
    groups: Mapping[str, tuple[str, ...]],
    industries: Iterable[Industry],
    sectors: Iterable[Sector],
    rows: Iterable[CrosswalkRow],
    synonyms: Mapping[str, tuple[str, ...]],
) -> Taxonomy:
    """Make the taxonomy; the industries come with their everyday terms already among their aliases."""
    tree = Industries(industries)
    named = {name: tuple(sorted(groups[name])) for name in sorted(groups)}
    return Taxonomy(
        Regions(regions, named), tree, Crosswalk(sectors, rows, tree), dict(sorted(synonyms.items()))
    )


def read_sectors() -> list[Sector]:
    """Return the twelve sectors of the file."""
    return [Sector(row["code"], row["name"], row["name_en"]) for row in read("sectors")]


def read_crosswalk() -> list[CrosswalkRow]:
    """Return the crosswalk rows of the file."""
    return [
        CrosswalkRow(int(r["number"]), r["sector"], r["industry"] or None, r["term"] or None, r["note"])
        for r in read("crosswalk")
    ]


def read_regions() -> list[Region]:
    """Return the places of the file, with their aliases."""
    aliases = grouped((row["region"], row["alias"]) for row in read("region_aliases"))
    return [
        Region(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            level=row["level"],
            parent=row["parent"] or None,
            pinyin=row["pinyin"],
            lon=float(row["lon"]) if row["lon"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
            aliases=tuple(sorted(aliases.get(row["code"], ()))),
            name_en=row["name_en"],
            retired=row["retired"] == "1",
            successor=row["successor"] or None,
        )
        for row in read("regions")
    ]


def read_industries(terms: Mapping[str, tuple[str, ...]]) -> list[Industry]:
    """Return the industries of the file; `terms` are the everyday terms by code."""
    return [
        Industry(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            level=int(row["level"]),
            parent=row["parent"] or None,
            aliases=terms.get(row["code"], ()),
            retired=False,
        )
        for row in read("industries")
    ]


@lru_cache(maxsize=1)
def load_tables() -> Taxonomy:
    """Return the taxonomy of the files; the same object for the life of the process."""
    rows = read_crosswalk()
    return build(
        regions=read_regions(),
        groups=grouped((row["group"], row["region"]) for row in read("region_groups")),
        industries=read_industries(term_codes(rows)),
        sectors=read_sectors(),
        rows=rows,
        synonyms=grouped((row["head"], row["term"]) for row in read("synonyms")),
    )
