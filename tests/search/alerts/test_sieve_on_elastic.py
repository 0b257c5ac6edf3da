"""The same equality on Elasticsearch."""

import pytest

from tests.search.alerts.test_sieve import SieveEqualsEngine
from tests.search.elastic_server import engine_at, needs_elastic, new_prefix, wipe


@needs_elastic
@pytest.mark.services
class TestElastic(SieveEqualsEngine):
    @pytest.fixture
    def engine(self):
        prefix = new_prefix()
        yield engine_at(prefix)
        wipe(prefix)
