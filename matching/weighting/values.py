"""A set of weights as a row keeps it, and back. Plain Python; points in hundredths, as the core counts them.

Nothing here names a feature: what the core weighs is read from `Weights` itself, so that a new feature needs
no change of ours. Its `points` add up to 100; any other whole number is a deduction, named as its feature.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.features import NAMES
from matching.weights import DEFAULT, Weights

FULL = 100_00
MOST = 50_00  # a deduction larger than that would drown every reason
_NO_DEDUCTION = {"points", "introduce", "send"}
DEDUCTIONS = tuple(
    field.name
    for field in dataclasses.fields(Weights)
    if field.name not in _NO_DEDUCTION
    and field.name in NAMES
    and isinstance(getattr(DEFAULT, field.name), int)
)


def features() -> tuple[str, ...]:
    """The features whose points add up to 100, in the order in which they are shown."""
    return tuple(name for name in NAMES if name in DEFAULT.points)


def label(feature: str, *, english: bool = False) -> str:
    """行业, or Industry; one that the code has forgotten stands for itself."""
    return NAMES.get(feature, (feature, feature))[english]


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of one version. `points`, `deductions`: feature -> hundredths of a point."""

    points: Mapping[str, int]
    deductions: Mapping[str, int]
    introduce: float
    send: float

    @classmethod
    def of(cls, weights: Weights) -> Values:
        return cls(
            dict(weights.points),
            {name: int(getattr(weights, name)) for name in DEDUCTIONS},
            float(weights.introduce),
            float(weights.send),
        )

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Values:
        return cls(
            {str(name): int(value) for name, value in raw["points"].items()},
            {str(name): int(value) for name, value in raw["deductions"].items()},
            float(raw["introduce"]),
            float(raw["send"]),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "points": dict(self.points),
            "deductions": dict(self.deductions),
            "introduce": self.introduce,
            "send": self.send,
        }

    @property
    def stamp(self) -> str:
        """The same for the same numbers, in any order."""
        text = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def weights(self) -> Weights:
        """For the scorer. A feature the row does not know yet counts 0; the points of one that the code has
        dropped go to the others in proportion. Raises ValueError where the core refuses the result.
        """
        known = {name: self.points.get(name, 0) for name in DEFAULT.points}
        rest: dict[str, Any] = {n: self.deductions.get(n, getattr(DEFAULT, n)) for n in DEDUCTIONS}
        return Weights(points=to_sum(known), introduce=self.introduce, send=self.send, **rest)


def to_sum(points: Mapping[str, int], full: int = FULL) -> dict[str, int]:
    """Scaled so that they add up to `full`, whole numbers by largest remainder, ties in the order given."""
    total = sum(points.values())
    if total == full or total <= 0:
        return dict(points)
    exact = {name: value * full / total for name, value in points.items()}
    found = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(found, key=lambda name: found[name] - exact[name])
    for name in by_rest[: full - sum(found.values())]:
        found[name] += 1
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One number that differs; `kind`: points, deduction, or band (then `feature` is introduce or send)."""

    kind: str
    feature: str
    before: float | None
    after: float | None


def differences(before: Values, after: Values) -> list[Change]:
    """What differs between two versions, in points, in the order in which features are shown."""
    found = []
    for kind, mine, theirs in (
        ("points", before.points, after.points),
        ("deduction", before.deductions, after.deductions),
    ):
        names = [name for name in (*NAMES, *mine, *theirs) if name in mine or name in theirs]
        for name in dict.fromkeys(names):
            if mine.get(name) != theirs.get(name):
                found.append(Change(kind, name, _points(mine.get(name)), _points(theirs.get(name))))
    for name in ("introduce", "send"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Change("band", name, old, new))
    return found


def _points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
