"""Which column is which field, when every office words its headers in its own way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets.amounts import unit_of
from sheets.problems import Problem, problem

_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_NOISE = re.compile(r"[\s*＊:：/、·・_\-]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """`columns`: field -> position (0 = first); `units`: field -> the unit its header names."""

    columns: dict[str, int]
    units: dict[str, str]
    labels: dict[str, str]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]


def fold_header(text: object) -> str:
    """Width, case, brackets, space and marks gone: 投资总额（亿元）* -> 投资总额."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text)).lower()
    return _NOISE.sub("", _BRACKETS.sub("", folded))


def match_headers(cells: Sequence[object], synonyms: Mapping[str, Sequence[str]]) -> Headers:
    """Match a header row.  `synonyms`: field -> the words for it (the field's own name always counts).

    Problems: the same header twice, or two headers for one field.
    """
    known = {fold_header(word): field for field, words in synonyms.items() for word in (field, *words)}
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    labels: dict[str, str] = {}
    unknown: list[str] = []
    problems: list[Problem] = []
    for position, cell in enumerate(cells):
        label = "" if cell is None else " ".join(str(cell).split())
        if not label:
            continue
        field = known.get(fold_header(label))
        if field is None:
            unknown.append(label)
        elif field in columns:
            first = labels[field]
            same = fold_header(first) == fold_header(label)
            problems.append(
                problem(
                    label,
                    None,
                    "表头出现了两次" if same else f"和「{first}」是同一项",
                    "请只留一列",
                    "the header appears twice" if same else f"means the same as “{first}”",
                    "keep one of the two columns",
                )
            )
        else:
            columns[field] = position
            labels[field] = label
            if unit := unit_of(label):
                units[field] = unit
    return Headers(columns, units, labels, tuple(unknown), tuple(problems))
