"""A process that writes to an index, to be run beside others and killed: `python -m tests.search.writer`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from search.document import Document
from tests.search.small import doc
from tests.search.test_embedded import engine_in


def numbered(start: int, count: int) -> Iterator[Document]:
    for number in range(start, start + count):
        if number == start + 50:
            print("under way", flush=True)  # noqa: T201
        yield doc(number, f"产业园{number}")


def main(action: str, folder: str, start: int, count: int) -> None:
    engine = engine_in(Path(folder))
    if action == "rebuild":
        engine.rebuild(numbered(start, count))
        return
    if action == "bulk":
        for batch in range(start, start + count, 100):
            engine.put([doc(number, f"产业园{number}") for number in range(batch, batch + 100)])
            print(batch, flush=True)  # noqa: T201
        return
    for number in range(start, start + count):
        engine.put([doc(number, f"产业园{number}")])
        print(number, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
