"""What of a saved search no longer exists, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from search import wording
from search.alerts.addresses import RETIRED
from search.models import SavedSearch
from search.query import Problem
from taxonomy.tables import Taxonomy
from taxonomy.tree import current as current_taxonomy


def reasons(search: SavedSearch) -> list[str]:
    """One sentence for each condition that made the search stop, in the language of the moment."""
    return sentences(Problem(*said) for said in search.suspended_for)


def sentences(problems: Iterable[Problem]) -> list[str]:
    """The same for what `addresses.read` found missing."""
    taxonomy = current_taxonomy()
    return [_sentence(one, taxonomy) for one in problems]


def _sentence(said: Problem, taxonomy: Taxonomy) -> str:
    name = _name(said, taxonomy)
    if said.code == RETIRED:
        if said.field == "region" and (successor := taxonomy.regions[said.value].successor):
            new = wording.region(taxonomy.regions[successor]) if successor in taxonomy.regions else successor
            return gettext("“%(name)s” is no longer in use; it is %(new)s now.") % {"name": name, "new": new}
        return gettext("“%(name)s” is no longer in use.") % {"name": name}
    if said.field == "office":
        return gettext("An office this search is about is no longer at work here.")
    if said.code == "unknown":
        return gettext("“%(name)s” is no longer there to be searched by.") % {"name": name}
    return wording.problem(said)


def _name(said: Problem, taxonomy: Taxonomy) -> str:
    if said.field == "region" and said.value in taxonomy.regions:
        return wording.region(taxonomy.regions[said.value])
    if said.field == "industry" and said.value in taxonomy.industries:
        return wording.industry(taxonomy.industries[said.value])
    return said.value
