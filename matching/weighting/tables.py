"""The numbers of a version as a page shows them, and what differs from one version to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.explaining import doc_of
from matching.weighting.forms import band_label, shown
from matching.weighting.models import WeightSet
from matching.weighting.values import Change, Values, differences, label
from matching.weights import DEFAULT


@dataclass(frozen=True, slots=True)
class Line:
    """`points` in points; `before` None where there is nothing to compare with, or nothing changed."""

    kind: str  # points, deduction, band
    feature: str
    name: str
    first: str
    points: float
    before: float | None
    is_known: bool  # the code still has this feature

    @property
    def difference(self) -> float | None:
        return None if self.before is None else self.points - self.before


def table_of(values: Values, *, before: Values | None = None, english: bool = False) -> list[Line]:
    """A line for each feature, deduction and band, the features in the order of the registry."""
    old = {(c.kind, c.feature): c.before for c in differences(before, values)} if before else {}

    def line(kind: str, feature: str, points: float) -> Line:
        if kind == "band":
            name, first = band_label(feature, english), ""
        else:
            name, first = label(feature, english=english), doc_of(feature, english=english).first
        was = old.get((kind, feature))
        is_known = kind != "points" or feature in DEFAULT.points
        return Line(kind, feature, name, first, points, was, is_known)

    order = [*DEFAULT.points, *(name for name in values.points if name not in DEFAULT.points)]
    return [
        *(line("points", name, values.points.get(name, 0) / 100) for name in order),
        *(line("deduction", name, worth / 100) for name, worth in values.deductions.items()),
        line("band", "introduce", values.introduce),
        line("band", "send", values.send),
    ]


def with_changes(rows: Sequence[WeightSet], *, english: bool = False) -> list[tuple[WeightSet, list[str]]]:
    """Versions, the latest first, each with what it changed against the one before it in this list."""
    found = []
    for at, row in enumerate(rows):
        earlier = rows[at + 1] if at + 1 < len(rows) else None
        changes = differences(earlier.values, row.values) if earlier else []
        found.append((row, [say(change, english=english) for change in changes]))
    return found


def say(change: Change, *, english: bool = False) -> str:
    """地区 18 → 21."""
    name = (
        band_label(change.feature, english)
        if change.kind == "band"
        else label(change.feature, english=english)
    )
    ends = ("–" if end is None else shown(end) for end in (change.before, change.after))
    return f"{name} {' → '.join(ends)}"
