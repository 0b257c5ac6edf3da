"""The judged collection of the project: the demonstration's postings and 291 known projects, by their facts.

`python -m tests.search.quality.collection postings.jsonl` writes it for the command evaluate_search.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from demo import tables

DATA = Path(__file__).parent / "data"
QUERIES, QRELS = DATA / "queries.tsv", DATA / "qrels.tsv"


def rows() -> Iterator[dict]:
    """The fields of the match command, one posting each."""
    regions = {office["key"]: office["region"] for office in tables.rows("offices")}
    for number, posting in enumerate(tables.rows("postings"), 1):
        yield {
            "id": f"d{number:03}",
            "title": posting["title"],
            "summary": posting["summary"],
            "requirements": posting["content"] + posting["requirements"],
            "region_code": regions[posting["office"]],
            "sectors": tables.words(posting["sectors"]),
            "gb4754": tables.words(posting["industries"]),
        }
    with (DATA / "facts.jsonl").open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def write(path: Path) -> Path:
    """All postings as JSON Lines."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows())
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]))
