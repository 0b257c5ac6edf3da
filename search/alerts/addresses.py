"""The search somebody keeps, as text and back; and what of it no longer exists."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from organisations.models import InvestmentOffice
from search.query import Problem, Query
from taxonomy.tables import Taxonomy

RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Reading:
    """A kept address read today.  `missing`: what it names that is not there any more: it must not run."""

    query: Query
    missing: tuple[Problem, ...] = ()


def canonical(query: Query) -> str:
    """The address of what a search catches: without order, page and "?", names in a fixed order."""
    return urlencode(query.replace(sort="relevance", page=1).to_querydict(), doseq=True)


def same(kind: str, address: str) -> str:
    """Equal for two searches that catch the same: a SHA-256 in hexadecimal."""
    return hashlib.sha256(f"{kind}?{address}".encode()).hexdigest()


def read(kind: str, address: str, *, taxonomy: Taxonomy, offices: Container[str]) -> Reading:
    """The search of a kept address, and every part of it that has vanished, been retired or been closed."""
    query = Query.from_querydict(QueryDict(address), taxonomy=taxonomy, offices=offices, kind=kind)
    return Reading(query, (*query.problems, *retired(query, taxonomy)))


def retired(query: Query, taxonomy: Taxonomy) -> tuple[Problem, ...]:
    """Regions and industries that are still known but are given to nothing new."""
    return tuple(
        Problem(RETIRED, name, code)
        for name, codes, tree in (
            ("region", query.filters.regions, taxonomy.regions),
            ("industry", query.filters.industries, taxonomy.industries),
        )
        for code in codes
        if tree[code].retired
    )


def offices_in(addresses: Iterable[str]) -> frozenset[str]:
    """Ids of the offices at work, where any address names one; otherwise no query is made."""
    if not any("office=" in address for address in addresses):
        return frozenset()
    active = InvestmentOffice.objects.filter(is_active=True).values_list("pk", flat=True)
    return frozenset(str(number) for number in active)
