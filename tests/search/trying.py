"""What the parts of the contract share: an engine to try, filled and asked in one line."""

import pytest

from search.document import Document
from search.filters import Filters
from search.query import Query
from search.visibility import ANYONE, Viewer


def ask(text: str = "", **filters) -> Query:
    plain = {name: filters.pop(name) for name in ("sort", "page", "page_size", "exact") if name in filters}
    return Query(text=text, filters=Filters(**filters), **plain)


class Trying:
    def make(self):
        """An engine over an empty index of its own, `today` being TODAY."""
        raise NotImplementedError

    @pytest.fixture
    def engine(self):
        engine = self.make()
        engine.rebuild([])
        return engine

    def fill(self, engine, *documents: Document):
        engine.put(documents)
        engine.refresh()
        return engine

    def ids(self, engine, query: Query, viewer: Viewer = ANYONE) -> list[str]:
        return [hit.id for hit in engine.search(query, viewer=viewer).hits]

    def found(self, engine, text: str, **filters) -> set[str]:
        return set(self.ids(engine, ask(text, **filters)))

    def counts(self, engine, name: str, query: Query) -> dict[str, int]:
        facet = engine.search(query, viewer=ANYONE).facets[name]
        return {value.value: value.count for value in facet if value.count}
