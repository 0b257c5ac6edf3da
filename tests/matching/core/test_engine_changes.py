"""What changes alone comes to the same as ranking everything again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Firm, Opportunity, Scorer
from matching.engine.compiled import Compiled
from matching.engine.partition import merged
from matching.engine.ranking import Ranking, rank_compiled
from matching.scorer import corpus_of
from tests.matching.core.test_engine import FIRMS, POSTINGS
from tests.matching.core.tiny import taxonomy

pytest.importorskip("numba")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Listed = list[tuple[int, int, int]]


def compiled(firms: list[Firm], postings: list[Opportunity], scorer: Scorer) -> Compiled:
    return Compiled(scorer, [scorer.firm(f) for f in firms], [scorer.opportunity(o) for o in postings])


def scorer_of(firms: list[Firm], postings: list[Opportunity]) -> Scorer:
    base = Scorer(taxonomy())
    return Scorer(taxonomy(), corpus_of(map(base.firm, firms), map(base.opportunity, postings)))


def listed(ranking: Ranking, direction: str) -> list[tuple[str, str, int]]:
    lists = ranking.by_firm if direction == "firm" else ranking.by_opportunity
    firms = [side.firm.id for side in ranking.compiled.firms]
    postings = [side.opportunity.id for side in ranking.compiled.opportunities]
    owners, others = (firms, postings) if direction == "firm" else (postings, firms)
    rows = zip(lists.owner.tolist(), lists.other.tolist(), lists.score.tolist(), strict=True)
    return [(owners[owner], others[other], score) for owner, other, score in rows]


@FEW
@given(FIRMS.filter(bool), POSTINGS.filter(lambda found: len(found) > 1), st.sampled_from([1, 2]))
def test_a_new_posting_enters_just_the_lists_it_belongs_to(
    firms: list[Firm], postings: list[Opportunity], top: int
) -> None:
    scorer = scorer_of(firms, postings)
    *old, new = postings
    before = compiled(firms, old, scorer)
    was = rank_compiled(before, top, "bounded").by_firm
    last = np.full(len(firms), -1, dtype=np.int32)
    full = was.rank == top
    last[was.owner[full]] = was.score[full]
    meeting = before.bounded.facing([scorer.opportunity(new)])
    scores = meeting.entering(last)
    lists: dict[int, list[tuple[int, str]]] = {n: [] for n in range(len(firms))}
    for owner, other, score in zip(was.owner.tolist(), was.other.tolist(), was.score.tolist(), strict=True):
        lists[owner].append((-score, old[other].id))
    for owner in np.flatnonzero(scores >= 0).tolist():
        lists[owner].append((-int(scores[owner]), new.id))
    mended = [(firms[n].id, id_, -score) for n in lists for score, id_ in sorted(lists[n])[:top]]
    after = rank_compiled(compiled(firms, postings, scorer), top, "everything")
    assert mended == listed(after, "firm")
    own = meeting.rank(False, top)
    ids = [(new.id, firms[n].id, int(s)) for n, s in zip(own.others[0], own.scores[0], strict=True)]
    assert ids[: int(own.counts[0])] == [row for row in listed(after, "opportunity") if row[0] == new.id]


@FEW
@given(FIRMS.filter(bool), POSTINGS.filter(bool), st.data())
def test_a_closed_posting_leaves_the_lists_as_if_it_had_never_been(
    firms: list[Firm], postings: list[Opportunity], data: st.DataObject
) -> None:
    scorer = scorer_of(firms, postings)
    gone = data.draw(st.integers(0, len(postings) - 1))
    kept = compiled(firms, postings, scorer)
    kept.bounded.close(gone)
    rest = [posting for n, posting in enumerate(postings) if n != gone]
    again = rank_compiled(compiled(firms, rest, scorer), 2, "everything")
    assert listed(rank_compiled(kept, 2, "bounded"), "firm") == listed(again, "firm")


@FEW
@given(FIRMS, POSTINGS.filter(bool), st.integers(1, 4), st.sampled_from(["everything", "fused", "bounded"]))
def test_parts_of_the_firms_merge_into_the_lists_of_the_whole(
    firms: list[Firm], postings: list[Opportunity], parts: int, engine: str
) -> None:
    scorer = scorer_of(firms, postings)
    whole = rank_compiled(compiled(firms, postings, scorer), 2, "everything")
    several = [rank_compiled(compiled(firms[n::parts], postings, scorer), 2, engine) for n in range(parts)]
    assert merged(several, 2) == listed(whole, "opportunity")
    assert sorted(row for part in several for row in listed(part, "firm")) == sorted(listed(whole, "firm"))
