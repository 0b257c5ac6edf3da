"""How near two industries are to each other, in hundredths: the same class 100, a neighbour in the chain
25–75.

One row of the table says how near every industry is to a given one.  The plain scorer and the fast engine
read
the same rows, so they cannot disagree.
"""

from __future__ import annotations

import csv
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.text.lexicon import DATA
from taxonomy.tables import Taxonomy

NEAREST = 100
CONTAINS = {1: 50, 2: 76, 3: 95, 4: 100}  # one code is the other, or holds it; by the depth of the upper one
SAME_GROUP = 78
SAME_DIVISION = 45
DIVISIONS = {
    "01": 35, "24": 22, "26": 30, "30": 30, "33": 28, "34": 28, "35": 20, "38": 28, "39": 38,
    "40": 30, "41": 15, "42": 60, "48": 50, "51": 25, "52": 30, "54": 50, "59": 65, "61": 62,
    "62": 60, "64": 55, "65": 55, "67": 55, "70": 55, "72": 22, "74": 25, "78": 30, "80": 28,
    "84": 50, "85": 65, "87": 60, "88": 58, "90": 58,
}  # fmt: skip
"""What two groups of one division have in common: 茶机 and 医疗器械 are both 专用设备, and worlds apart."""
WIDE_DIVISION = 62  # a division of the table below 35 that is named alone says less than others
SAME_LETTER = {
    "A": 30,
    "B": 35,
    "C": 6,
    "D": 45,
    "E": 45,
    "F": 35,
    "G": 40,
    "H": 45,
    "I": 40,
    "J": 50,
    "K": 60,
    "L": 20,
    "M": 20,
    "N": 35,
    "O": 25,
    "P": 50,
    "Q": 45,
    "R": 40,
    "S": 20,
    "T": 20,
}
CONTAINS_MANUFACTURING = 30  # "C" alone says little: 31 divisions
COARSE = 70  # per cent of a chain's strength when one side names only the class above

SECTOR = {
    "construction": 35,
    "manufacturing": 14,
    "finance": 44,
    "agriculture": 35,
    "energy": 40,
    "health": 40,
    "logistics": 42,
    "education": 43,
    "culture": 40,
    "hospitality": 42,
    "foreign_trade": 40,
    "services": 18,
}  # what it is worth to share one of the twelve, which are of very different width
SECTOR_ALONE = 125  # per cent, when a side says nothing finer; never above what a shared division gives
SECTOR_BESIDE = 40  # per cent, when both sides say something finer, and that does not agree
UNRELATED = -350  # thousandths


class Affinity:
    """Nearness of industries under one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        tree = taxonomy.industries
        self.codes: tuple[str, ...] = tuple(tree)
        self.index = {code: position for position, code in enumerate(self.codes)}
        paths = np.full((len(self.codes), 4), -1, dtype=np.int32)
        for position, code in enumerate(self.codes):
            for depth, above in enumerate(tree.ancestors(code)[:4]):
                paths[position, depth] = self.index[above]
        self._paths = paths
        self._depth = (paths >= 0).sum(axis=1).astype(np.int32)
        self._letter = np.array(
            [SAME_LETTER.get(tree.ancestors(code)[0], 20) for code in self.codes], dtype=np.int32
        )
        self._tree = tree
        self.chains: dict[str, list[tuple[str, int, str]]] = {}
        with (DATA / "chains.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                up, down, strength = line["upstream"], line["downstream"], int(line["strength"])
                if up in tree and down in tree:
                    self.chains.setdefault(up, []).append((down, strength, line["note"]))
                    self.chains.setdefault(down, []).append((up, strength, line["note"]))
        self._pairs: dict[tuple[str, str], int] = {}
        self.row = lru_cache(maxsize=4096)(self._row)

    def _row(self, code: str) -> NDArray[np.int32]:
        """Nearness (0–100) of every industry, in the order of `codes`, to this one."""
        here = self.index[code]
        mine, depth = self._paths[here], int(self._depth[here])
        same = (self._paths == mine) & (mine >= 0)
        common = np.logical_and.accumulate(same, axis=1).sum(axis=1)
        holds = (common == depth) | (common == self._depth)
        near = np.zeros(len(self.codes), dtype=np.int32)
        letter = self._letter[here]
        path = self._tree.ancestors(code)
        division = DIVISIONS.get(path[1], SAME_DIVISION) if len(path) > 1 else 0
        is_c = self._tree.ancestors(code)[0] == "C"
        for shared in (1, 2, 3, 4):
            at = common == shared
            sibling = (0, int(letter), division, SAME_GROUP, 0)[shared]
            inside = CONTAINS_MANUFACTURING if is_c and shared == 1 else max(CONTAINS[shared], sibling)
            if shared == 2 and division < 35:
                inside = WIDE_DIVISION
            near[at & holds] = inside
            near[at & ~holds] = sibling
        for chained, partner, strength in self._links(code):
            for other, percent in self._span(partner):
                value = strength * percent * chained // 10_000
                if near[other] < value:
                    near[other] = value
        near.flags.writeable = False
        return near

    def _links(self, code: str) -> list[tuple[int, str, int]]:
        """(per cent, partner, strength) of the chains of a code, of those above it,
        and of those just below it.
        """
        found = [
            (100, partner, strength)
            for above in self._tree.ancestors(code)
            for partner, strength, _note in self.chains.get(above, ())
        ]
        if len(self._tree.ancestors(code)) == 2:
            found += [
                (COARSE, partner, strength)
                for below in self._tree.children(code)
                for partner, strength, _note in self.chains.get(below, ())
            ]
        return found

    def _span(self, partner: str) -> list[tuple[int, int]]:
        """(position, per cent): everything below the partner in full, the division above it in part."""
        found = [(self.index[below], 100) for below in self._tree.descendants(partner)]
        path = self._tree.ancestors(partner)
        if len(path) > 2:
            found.append((self.index[path[1]], COARSE))
        return found

    def between(self, a: str, b: str) -> int:
        """0–100."""
        near = self._pairs.get((a, b))
        if near is None:
            near = self._pairs[a, b] = int(self.row(a)[self.index[b]])
        return near

    def chain_note(self, a: str, b: str) -> str:
        """种植供加工 and the like, of the strongest chain between two codes; "" when none joins them."""
        best, words = 0, ""
        theirs = set(self._tree.ancestors(b)) | set(self._tree.children(b))
        for mine in (*self._tree.ancestors(a), *self._tree.children(a)):
            for partner, strength, note in self.chains.get(mine, ()):
                if partner in theirs and strength > best:
                    best, words = strength, note
        return words
