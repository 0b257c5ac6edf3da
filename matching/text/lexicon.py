"""Everyday words -> industry codes: what a title or a profile tells of an industry nobody filled in.

Two sources: the crosswalk's rows with a term and an industry (edited by the secretariat, so they win), and
data/terms.csv, made for matching.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from matching.text.tokens import fold
from taxonomy.tables import Taxonomy

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Hint:
    """A word found in a text and the code it stands for;
    `row` is the crosswalk's row, when it came from there.
    """

    term: str
    code: str
    row: int | None


class Lexicon:
    """Finds terms in a text; where two overlap, the longer one that starts first wins."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        known: dict[str, Hint] = {}
        with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if line["code"] in taxonomy.industries:
                    for term in line["terms"].split("|"):
                        known[fold(term)] = Hint(term, line["code"], None)
        for row in sorted(taxonomy.crosswalk.rows, key=lambda row: -row.number):
            if row.term and row.industry and len(row.term) > 1:
                ours = known.get(fold(row.term))
                if (
                    ours is None
                    or ours.row is not None
                    or not taxonomy.industries.is_within(ours.code, row.industry)
                ):
                    known[fold(row.term)] = Hint(row.term, row.industry, row.number)
        self.terms = known
        by_start: dict[str, list[str]] = {}
        for term in sorted(known, key=lambda term: (-len(term), term)):
            by_start.setdefault(term[:2], []).append(term)
        self._by_start = by_start

    def find(self, text: str) -> list[Hint]:
        """Hints in reading order, each term once."""
        folded = fold(text)
        found: dict[str, Hint] = {}
        place, last = 0, len(folded) - 1
        starts = self._by_start
        while place < last:
            for term in starts.get(folded[place : place + 2], ()):
                if folded.startswith(term, place) and _alone(folded, place, term):
                    found.setdefault(term, self.terms[term])
                    place += len(term) - 1
                    break
            place += 1
        return list(found.values())


def _alone(text: str, place: int, term: str) -> bool:
    """A Latin term is not found inside a longer Latin word (ai in retail)."""
    if not term.isascii():
        return True
    before, after = text[place - 1 : place] if place else "", text[place + len(term) : place + len(term) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
