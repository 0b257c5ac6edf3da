"""A handler of the test's own, and a way to see what it was asked."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jobs import registry


@pytest.fixture
def on_kind() -> Iterator[Callable[..., list[Any]]]:
    """`seen = on_kind("test.kind", lambda job: …, **options)` registers a handler until the test ends."""
    kinds: list[str] = []

    def register(
        kind: str = "test.work", act: Callable[[Any], Any] = lambda job: None, **options: Any
    ) -> list[Any]:
        seen: list[Any] = []

        def handle(job: Any) -> None:
            seen.append(job)
            act(job)

        registry.handler(kind, title=kind, **options)(handle)
        kinds.append(kind)
        return seen

    yield register
    for kind in kinds:
        registry.forget(kind)
