"""What is to be allocated, and by which rules.  Plain arrays, free of Django."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scorer import GRAIN

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """How much each side can take in a week.

    `picks`         at most so many opportunities for a firm: what is read to the end
    `looks`         every opportunity should be seen by so many firms, when there are slots and fitting firms
    `most_looks`    at most so many firms for an opportunity: what an office can answer
    `office_looks`  every office should get so many looks over all its postings
    `worth`         points of score that may be given up for one missing look, the first look counting in
                    full and each further one less: worth, worth/2, worth/3 …; as much for a firm's first pick
    `office_worth`  the same for an office that is still below `office_looks`
    `least`         points below which a pair is no pick, however empty a list stays

    Raises ValueError, naming the rule, for a number that cannot be kept.
    """

    picks: int = 5
    looks: int = 3
    most_looks: int = 12
    office_looks: int = 5
    worth: float = 24.0
    office_worth: float = 12.0
    least: float = 45.0

    def __post_init__(self) -> None:
        for name in ("picks", "most_looks"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be 1 or more, not {getattr(self, name)}.")
        for name in ("looks", "office_looks", "worth", "office_worth", "least"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must be 0 or more, not {getattr(self, name)}.")
        if self.looks > self.most_looks:
            raise ValueError(f"looks ({self.looks}) must not be above most_looks ({self.most_looks}).")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that may become picks: pair i is firm `firms[i]` with opportunity `opportunities[i]`.

    `scores` are in 1/100,000 of a point; `office` tells whose each opportunity is.  `firm_ids` and
    `opportunity_ids` are the names behind the numbers.
    """

    firms: Ints
    opportunities: Ints
    scores: Ints
    office: Ints
    firm_ids: Sequence[Hashable] = field(repr=False)
    opportunity_ids: Sequence[Hashable] = field(repr=False)

    @classmethod
    def of(
        cls, pairs: Iterable[tuple[Hashable, Hashable, float]], *, office_of: Mapping[Any, Hashable]
    ) -> Candidates:
        """From (firm id, opportunity id, score in points); an opportunity without an office is its own.

        Ids are numbered in the order of their text, so that the order of `pairs` changes nothing.
        """
        held = {(firm, opportunity): score for firm, opportunity, score in pairs}
        firm_ids = sorted({firm for firm, _ in held}, key=str)
        opportunity_ids = sorted({opportunity for _, opportunity in held}, key=str)
        firm_at = {name: number for number, name in enumerate(firm_ids)}
        opportunity_at = {name: number for number, name in enumerate(opportunity_ids)}
        offices: dict[Hashable, int] = {}
        office = [offices.setdefault(office_of.get(o, ("none", o)), len(offices)) for o in opportunity_ids]
        order = sorted(held, key=lambda pair: (firm_at[pair[0]], opportunity_at[pair[1]]))
        return cls(
            np.array([firm_at[f] for f, _ in order], dtype=np.int64),
            np.array([opportunity_at[o] for _, o in order], dtype=np.int64),
            np.array([round(held[pair] * GRAIN) for pair in order], dtype=np.int64),
            np.array(office, dtype=np.int64),
            firm_ids,
            opportunity_ids,
        )

    def __len__(self) -> int:
        return len(self.firms)

    @property
    def offices(self) -> int:
        """How many offices there are."""
        return int(self.office.max()) + 1 if len(self.office) else 0

    def usable(self, rules: Rules) -> Ints:
        """Positions of the pairs that are good enough."""
        return np.flatnonzero(self.scores >= round(rules.least * GRAIN))

    def best_first(self, positions: Ints) -> Ints:
        """The same positions by falling score; equal ones by firm, then opportunity."""
        keys = (self.opportunities[positions], self.firms[positions], -self.scores[positions])
        return positions[np.lexsort(keys)]
