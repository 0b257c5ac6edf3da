"""A web process loads what its first search needs before anybody asks."""

import search
from docking import warm


def test_warming_up_asks_the_engine_and_takes_a_missing_index_quietly(monkeypatch) -> None:
    asked = []

    class Engine:
        def search(self, query, *, viewer):
            asked.append(query.text)
            raise OSError("there is no index")

    monkeypatch.setattr(search, "engine", Engine)
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)  # the test's own connection stays
    thread = warm.soon()
    thread.join(10)
    assert not thread.is_alive()
    assert len(asked) == 1
