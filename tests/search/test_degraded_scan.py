"""The scan finds, counts and orders as the engines do: the same contract, but for keeping an index."""

from search.degraded_scan import Row, ScanEngine
from search.fields import fields
from tests.search.contract_filters import FilterContract
from tests.search.contract_text import TextContract
from tests.search.small import ANALYZER, PLANNER, TODAY


class InMemory(ScanEngine):
    """The scan with a list to fill."""

    def __init__(self):
        super().__init__(self.of_kind, planner=lambda: PLANNER, today=lambda: TODAY)
        self.held = {}

    def of_kind(self, kind):
        return [row for row in self.held.values() if row.document.kind == kind]

    def rebuild(self, documents):
        self.held = {}
        self.put(documents)

    def put(self, documents):
        self.held |= {one.key: Row(one, fields(one, ANALYZER)) for one in documents}

    def remove(self, keys):
        for key in keys:
            self.held.pop(key, None)

    def refresh(self):
        pass


class TestScan(TextContract, FilterContract):
    def make(self):
        return InMemory()
