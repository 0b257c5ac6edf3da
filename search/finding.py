"""A page of results for the page and the API: one beyond the last becomes the last, and says so."""

from __future__ import annotations

from search import services
from search.query import Problem, Query
from search.results import Results
from search.visibility import Viewer


def find_page(
    query: Query, *, viewer: Viewer, facets: tuple[str, ...] | None = None
) -> tuple[Query, Results]:
    """The query as it was answered, and the results; without `facets` with all that its kind has."""
    if query.page > query.deepest_page:
        query = _at(query, query.deepest_page)
    found = services.find(query, viewer=viewer, facets=facets)
    if found.total and not found.hits:
        query = _at(query, last_page(query, found.total))
        found = services.find(query, viewer=viewer, facets=facets)
    return query, found


def last_page(query: Query, total: int) -> int:
    """The number of the last page that can be shown; 0 where there is none."""
    return min(-(-total // query.page_size), query.deepest_page)


def _at(query: Query, page: int) -> Query:
    return query.replace(page=page).with_problems(Problem("deep", "page", str(query.page)))
