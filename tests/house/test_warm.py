"""A web process loads what its first search needs before anybody asks."""

import gc

from docking import warm
from search import services


def test_warming_up_searches_once_and_takes_a_fault_quietly(monkeypatch) -> None:
    asked, frozen = [], []

    def find(query, *, viewer):
        asked.append(query.text)
        raise OSError("there is no index")

    monkeypatch.setattr(services, "find", find)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)  # the test's own connection stays
    thread = warm.soon()
    thread.join(10)
    assert not thread.is_alive()
    assert len(asked) == 1
    assert frozen
