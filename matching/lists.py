"""Ranked lists of bounded length that are mended where a change touches them. Plain Python.

A list holds the best `length` of all that could stand on it, highest score first, ties by id (as text, as
the core breaks them). Mending must
give exactly what sorting everything again would give, or say that it cannot (`None`): then the caller sorts
again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One place on a list: who stands there, with what score."""

    id: int
    score: float

    @property
    def order(self) -> tuple[float, str]:
        return (-self.score, str(self.id))


def ranked(places: Iterable[Place], length: int) -> list[Place]:
    """The best `length` of `places`, in order."""
    return sorted(places, key=lambda place: place.order)[:length]


def mend(listed: list[Place], id_: int, score: float | None, length: int) -> list[Place] | None:
    """The list after `id_` has come to have `score`; with None, it may not stand there at all any more.

    Those who are not listed stand behind the last of a full list, in unknown order. So when one of the listed
    leaves a full list, or falls behind its end, nobody knows from the list alone who moves up: the answer is
    None. A list that is not full holds everybody, and can always be mended.
    """
    others = [place for place in listed if place.id != id_]
    was_listed = len(others) < len(listed)
    new = None if score is None else Place(id_, score)
    if was_listed and len(listed) >= length and (new is None or new.order > listed[-1].order):
        return None
    return ranked(others if new is None else [*others, new], length)
