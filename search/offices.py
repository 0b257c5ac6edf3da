"""The offices a search names: whether an id is one, what a written name may mean, what to call them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from organisations.models import InvestmentOffice
from search.query import MOST_VALUES

MOST_MEANT = 10
MOST_NAMES = 5
"""Names looked up for one search at most, a query each."""


class Offices:
    """Holds what was read; the ids of an address cost one query, those of the facet another."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._asked = 0

    @classmethod
    def of_address(cls, data: QueryDict) -> Offices:
        """Those that an address asks for, or excludes."""
        offices = cls()
        excluded = [one.removeprefix("office:") for one in data.getlist("without")]
        offices.learn([*data.getlist("office")[:MOST_VALUES], *excluded[:MOST_VALUES]])
        return offices

    def learn(self, ids: Iterable[str]) -> None:
        """Read the names of those not known yet."""
        wanted = {int(one) for one in ids if one.isdecimal() and len(one) < 15 and one not in self.names}
        if wanted:
            self._read(pk__in=wanted)

    def named(self, name: str) -> tuple[str, ...]:
        """Ids of the offices called so or whose name holds the words; an id is its own."""
        self._asked += 1
        if self._asked > MOST_NAMES:
            return ()
        if name.isdecimal():
            self.learn([name])
            return (name,) if name in self.names else ()
        return self._read(name__icontains=name) if len(name) > 1 else ()

    def __contains__(self, one: object) -> bool:
        return one in self.names

    def _read(self, **which: Any) -> tuple[str, ...]:
        found = InvestmentOffice.objects.filter(**which).only("name")[: 2 * MOST_VALUES]
        read = {str(office.pk): office.name for office in found}
        if len(read) > MOST_MEANT and "name__icontains" in which:
            return ()  # a word that half of them have in their name says nothing
        self.names |= read
        return tuple(sorted(read))
