"""The engine on Elasticsearch keeps the contract; what is its own: aliases, names, versions."""

import pytest

from tests.search.contract import EngineContract
from tests.search.elastic_server import engine_at, needs_elastic, new_prefix, wipe


@needs_elastic
@pytest.mark.services
class TestElastic(EngineContract):
    @pytest.fixture(autouse=True)
    def _prefix(self):
        self.prefix = new_prefix()
        yield
        wipe(self.prefix)

    def make(self):
        return engine_at(self.prefix)

    def another(self, engine):
        return engine_at(self.prefix)
