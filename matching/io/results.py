"""The lists into a workbook or JSON Lines.  Equal lists give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from matching.engine import Ranking
from matching.features import NAMES
from matching.types import Finding, Match
from matching.weights import band_name
from sheets.writing import Book

SHEET_ROWS = 1_000_000  # Excel holds 1,048,576
_PARTS = tuple(NAMES)


def write_jsonl(stream: IO[str], ranking: Ranking, *, excluded: bool = False) -> int:
    """One line a listed pair; returns the number of lines."""
    count = 0
    for direction in ("firm", "opportunity"):
        for place, match in ranking.matches(direction):
            stream.write(
                _dump(
                    {
                        "list": direction,
                        "firm_id": match.firm_id,
                        "opportunity_id": match.opportunity_id,
                        "rank": place,
                        "score": _exact(match.score),
                        "band": match.band,
                        "findings": [_finding(finding) for finding in match.findings],
                    }
                )
            )
            count += 1
    if excluded:
        for match in ranking.excluded():
            why = match.excluded
            stream.write(
                _dump(
                    {
                        "list": "excluded",
                        "firm_id": match.firm_id,
                        "opportunity_id": match.opportunity_id,
                        "constraint": why.constraint if why else "",
                        "sentence": why.sentence if why else "",
                        "sentence_en": why.sentence_en if why else "",
                    }
                )
            )
            count += 1
    return count


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "feature": finding.feature,
        "points": _exact(finding.points),
        "sentence": finding.sentence,
        "sentence_en": finding.sentence_en,
    }


def _exact(number: float) -> float:
    """Points are whole hundred-thousandths; this takes off the float's tail."""
    return round(number, 5) + 0.0


def _dump(line: Mapping[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def write_workbook(path: Path, ranking: Ranking, *, excluded: bool = False) -> int:
    """A sheet per direction, and one of excluded pairs on request; returns the number of rows."""
    firms = {side.firm.id: side.firm for side in ranking.compiled.firms}
    postings = {side.opportunity.id: side.opportunity for side in ranking.compiled.opportunities}

    def rows(direction: str) -> Iterator[list[Any]]:
        for place, match in ranking.matches(direction):
            mine = [match.firm_id, firms[match.firm_id].name]
            theirs = [match.opportunity_id, postings[match.opportunity_id].title]
            points = {finding.feature: _exact(finding.points) for finding in match.findings}
            yield [
                *(mine if direction == "firm" else theirs),
                place,
                *(theirs if direction == "firm" else mine),
                _exact(match.score),
                band_name(match.band),
                *(points.get(name) for name in _PARTS),
                _sentence(match),
            ]

    mine, theirs = ["企业编号", "企业名称"], ["项目编号", "项目名称"]
    parts = [NAMES[name][0] for name in _PARTS]
    tail = ["得分", "档次", *parts, "理由"]
    tail_widths = [8.0, 12.0, *([8.0] * len(parts)), 90.0]
    count = 0
    with Book(path, title="对接结果") as book:
        for direction, name, left, right in (
            ("firm", "按企业", mine, theirs),
            ("opportunity", "按项目", theirs, mine),
        ):
            header = [*left, "名次", *right, *tail]
            count += book.sheet(
                name,
                header,
                [12, 30, 6, 12, 36, *tail_widths],
                rows(direction),
                wrapped=[len(header) - 1],
                frozen_columns=3,
            )
        if excluded:
            count += book.sheet(
                "不配的",
                [*mine, *theirs, "硬条件", "理由"],
                [12, 30, 12, 36, 16, 70],
                (
                    [
                        match.firm_id,
                        firms[match.firm_id].name,
                        match.opportunity_id,
                        postings[match.opportunity_id].title,
                        why.constraint,
                        why.sentence,
                    ]
                    for match in ranking.excluded()
                    if (why := match.excluded)
                ),
                wrapped=[5],
                frozen_columns=2,
            )
    return count


def _sentence(match: Match) -> str:
    return (
        "；".join(finding.sentence for finding in match.findings if finding.points) + "。"
        if match.findings
        else "双方都没有写明，无从比较。"
    )
