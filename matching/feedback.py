"""What an answer keeps of its pair, so that it can still be understood when the pair has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.models import Match

KEPT = ("feature", "value", "points", "weight")


def snapshot(match: Match) -> dict[str, Any]:
    """The parts of the score without anybody's words, and the version, as `Reaction` keeps them."""
    return {
        "findings": [{name: finding.get(name) for name in KEPT} for finding in match.findings],
        "weights_id": match.weights_id,
    }
