"""Parts of the firms ranked apart, by whatever process, and brought together exactly."""

from __future__ import annotations

from collections.abc import Sequence

from matching.engine.ranking import Ranking


def merged(parts: Sequence[Ranking], top: int | None) -> list[tuple[str, str, int]]:
    """The opportunities' lists of the whole: (opportunity id, firm id, score in 1/100,000 point), in order.

    Every part holds other firms against the same opportunities, under one scorer with one corpus.  Whoever is
    among the best `top` of all is among the best `top` of its part, so nothing is lost.  The firms' own lists
    need no merging.
    """
    if not parts:
        return []
    found: list[tuple[int, int, str]] = []
    for part in parts:
        ids, lists = [side.firm.id for side in part.compiled.firms], part.by_opportunity
        rows = zip(lists.owner.tolist(), lists.score.tolist(), lists.other.tolist(), strict=True)
        found += [(owner, -score, ids[other]) for owner, score, other in rows]
    found.sort()
    names = [side.opportunity.id for side in parts[0].compiled.opportunities]
    listed: list[tuple[str, str, int]] = []
    owner_now, place = -1, 0
    for owner, score, id_ in found:
        place = place + 1 if owner == owner_now else 1
        owner_now = owner
        if top is None or place <= top:
            listed.append((names[owner], id_, -score))
    return listed
