"""The hand-written demonstration tables: one file a kind, columns split by "|", lists by ","."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.psv`, each a mapping of its header to text."""
    with (FOLDER / f"{name}.psv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def words(text: str) -> list[str]:
    return [word for word in text.split(",") if word]


def number(text: str) -> int | None:
    """The number, or None where the table says "-" or nothing."""
    return int(text) if text.strip("-") else None
