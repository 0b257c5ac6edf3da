"""The lists: for each firm the best opportunities, for each opportunity the best firms."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.constraints import exclusion
from matching.engine.compiled import Compiled
from matching.engine.declared import SPARSE
from matching.engine.kinds import SILENT
from matching.scorer import GRAIN, Scorer, corpus_of
from matching.text.corpus import Corpus
from matching.text.tokens import Tokenizer, bigrams
from matching.types import Firm, Match, Opportunity
from matching.weights import DEFAULT, Weights
from taxonomy.tables import Taxonomy

if TYPE_CHECKING:
    from matching.engine.bounded import Found

Ints = NDArray[np.int32]
WORKERS = min(os.cpu_count() or 1, 8)
BLOCK_PAIRS = 250_000  # pairs worked on at a time
_RUN = 64
CHUNK_PAIRS = 40_000_000  # pairs held at a time: 10 bytes each
LOADED_PAIRS = 5_000_000  # from here the fused engine pays in a process that has its kernels at hand
READY_PAIRS = 100_000_000  # from here the bounded engine pays when its kernels need not be compiled
COLD_PAIRS = 400_000_000  # and from here also when they must
MOST = 200  # a longer list leaves little to be left out


@dataclass(frozen=True)
class Lists:
    """One direction, flat: entry i is on the list of `owner[i]` at `rank[i]` (1 = best) and names `other[i]`.

    `score` in 1/100,000 of a point; `words` the words' value, which is dear to compute again; `values` by
    feature, where the engine has them.
    """

    owner: Ints
    other: Ints
    rank: Ints
    score: Ints
    words: NDArray[np.int16]
    values: dict[str, NDArray[np.int16]] | None = None


class Ranking:
    """Both directions.  Sentences are written when a match is asked for."""

    def __init__(self, compiled: Compiled, by_firm: Lists, by_opportunity: Lists) -> None:
        self.compiled, self.by_firm, self.by_opportunity = compiled, by_firm, by_opportunity

    @property
    def version(self) -> str:
        """The scorer's version."""
        return self.compiled.scorer.version

    def points(self, lists: Lists) -> dict[str, NDArray[np.float64]]:
        """Points by feature of every entry of a direction (0 where a side was silent)."""
        return {
            name: np.where(values == SILENT, 0, values) * (self.compiled.scorer.weights.of(name) / GRAIN)
            for name, values in self.values(lists).items()
        }

    def values(self, lists: Lists) -> dict[str, Ints]:
        """Values by feature, in thousandths, of every entry; SILENT where a side was silent."""
        firms, opportunities = (
            (lists.owner, lists.other) if lists is self.by_firm else (lists.other, lists.owner)
        )
        if lists.values is not None:
            return {name: values.astype(np.int32) for name, values in lists.values.items()}
        return self.compiled.everything.parts(firms, opportunities, lists.words)

    def matches(self, direction: str) -> Iterator[tuple[int, Match]]:
        """(rank, match with sentences), list by list in the order of the input.

        `direction`: firm, opportunity.
        """
        lists = self.by_firm if direction == "firm" else self.by_opportunity
        scorer, compiled = self.compiled.scorer, self.compiled
        for owner, other, place in zip(
            lists.owner.tolist(), lists.other.tolist(), lists.rank.tolist(), strict=True
        ):
            firm, opportunity = (owner, other) if direction == "firm" else (other, owner)
            yield place, scorer.explain(compiled.firms[firm], compiled.opportunities[opportunity])

    def excluded(self) -> Iterator[Match]:
        """Every excluded pair with its constraint, firm by firm."""
        scorer, compiled = self.compiled.scorer, self.compiled
        for number, firm in enumerate(compiled.firms):
            barred = np.zeros((1, len(compiled.opportunities)), dtype=np.int32)
            compiled.rejections.bar(barred, number, number + 1)
            for column in np.flatnonzero(barred[0] < 0).tolist():
                opportunity = compiled.opportunities[column]
                why = exclusion(firm, opportunity, scorer.know, scorer.today)
                yield Match(firm.firm.id, opportunity.opportunity.id, 0.0, "reference", (), why)


def rank(
    firms: Sequence[Firm],
    opportunities: Sequence[Opportunity],
    *,
    taxonomy: Taxonomy | None = None,
    top: int | None = 10,
    weights: Weights = DEFAULT,
    tokenizer: Tokenizer = bigrams,
    corpus: Corpus | None = None,
    today: datetime.date | None = None,
    scorer: Scorer | None = None,
) -> Ranking:
    """Rank both ways.  `top` None lists every pair that no constraint excludes.

    Equal scores stand in the order of their ids.  Without a corpus, the texts of this run are the corpus.
    """
    scorer = scorer or Scorer(taxonomy, corpus, weights, tokenizer=tokenizer, today=today)
    ours = [scorer.firm(firm) for firm in firms]
    theirs = [scorer.opportunity(opportunity) for opportunity in opportunities]
    if corpus is None and not scorer.corpus.size:
        scorer.corpus = corpus_of(ours, theirs)
    return rank_compiled(Compiled(scorer, ours, theirs), top)


def rank_compiled(compiled: Compiled, top: int | None, engine: str | None = None) -> Ranking:
    """Rank what has been compiled.  `engine`: everything, fused, bounded; None: by the number of pairs."""
    pairs = len(compiled.firms) * len(compiled.opportunities)
    chosen = (engine or choice(pairs, top)) if pairs else "everything"
    if chosen == "bounded":
        return _bounded(compiled, top or 1)
    if chosen == "fused" and top is not None and not SPARSE:
        return Ranking(
            compiled, *(Lists(*found.fields) for found in compiled.fused.rank(compiled.everything, top))
        )
    return _everything(compiled, top)


def choice(pairs: int, top: int | None) -> str:
    """The engine for a run.  The bounded one pays when the kernels are at hand, or the run is long.

    Between, the fused one, but only where this process has loaded it: loading costs what it would save.
    """
    if top is None or top > MOST or pairs < LOADED_PAIRS or SPARSE or find_spec("numba") is None:
        return "everything"
    if pairs < READY_PAIRS:
        return "fused" if "matching.engine.fused" in sys.modules else "everything"
    if pairs >= COLD_PAIRS:
        return "bounded"
    from matching.engine import jit

    return "bounded" if jit.ready() else "everything"


def _bounded(compiled: Compiled, top: int) -> Ranking:
    ready = compiled.bounded
    return Ranking(compiled, *(_flat(ready.rank(forward, top)) for forward in (True, False)))


def _flat(found: Found) -> Lists:
    """The lists end to end, in the order of their owners."""
    order = np.argsort(found.owners)
    listed = np.arange(found.others.shape[1]) < found.counts[order, None]
    values = found.by_feature(order, listed)
    words = values["text"]
    return Lists(
        np.repeat(found.owners[order], found.counts[order]).astype(np.int32),
        found.others[order][listed],
        np.nonzero(listed)[1].astype(np.int32) + 1,
        found.scores[order][listed],
        np.where(words == SILENT, np.int16(-1), words),
        values,
    )


def _everything(compiled: Compiled, top: int | None) -> Ranking:
    """Firms are taken in chunks, and the opportunities' lists merged exactly."""
    rows, width = len(compiled.firms), len(compiled.opportunities)
    firm_order = _places([side.firm.id for side in compiled.firms])
    opportunity_order = _places([side.opportunity.id for side in compiled.opportunities])
    if not rows or not width:
        none = np.zeros(0, dtype=np.int32)
        empty = Lists(none, none, none, none, none.astype(np.int16))
        return Ranking(compiled, empty, Lists(none, none, none, none, none.astype(np.int16)))
    by_firm: list[Lists] = []
    by_opportunity: list[Lists] = []
    chunk = max(1, CHUNK_PAIRS // width)
    for start in range(0, rows, chunk):
        stop = min(rows, start + chunk)
        score, flipped, words = _chunk(compiled, start, stop)
        with ThreadPoolExecutor(2) as pool:
            mine = pool.submit(_best, score, words, top, opportunity_order, owner_base=start, other_base=0)
            theirs = _best(flipped, words.T, top, firm_order[start:stop], owner_base=0, other_base=start)
            by_firm.append(mine.result())
            by_opportunity.append(theirs)
    return Ranking(compiled, _concatenate(by_firm), _merge(by_opportunity, top, firm_order))


def _places(ids: Sequence[str]) -> Ints:
    """Where each id stands in the order of ids."""
    order = sorted(range(len(ids)), key=lambda i: (ids[i], i))
    places = np.empty(len(ids), dtype=np.int32)
    places[order] = np.arange(len(ids), dtype=np.int32)
    return places


def _chunk(compiled: Compiled, start: int, stop: int) -> tuple[Ints, Ints, NDArray[np.int16]]:
    """Scores firm by firm, the same opportunity by opportunity, and the words' values firm by firm."""
    every, width = compiled.everything, len(compiled.opportunities)
    score = np.empty((stop - start, width), dtype=np.int32)
    flipped = np.empty((width, stop - start), dtype=np.int32)
    words = np.empty((stop - start, width), dtype=np.int16)
    step = max(1, BLOCK_PAIRS // width)

    def fill(first: int) -> None:  # each block has rows of its own: how many work at a time changes nothing
        last = min(stop, first + step)
        rows = slice(first - start, last - start)
        score[rows], words[rows] = every.totals(first, last)
        flipped[:, rows] = score[rows].T  # now, while the block is in the cache

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(fill, range(start, stop, step)))
    return score, flipped, words


def _best(
    score: Ints, words: NDArray[np.int16], top: int | None, order: Ints, *, owner_base: int, other_base: int
) -> Lists:
    """The best `top` columns of every row; -1 is never listed."""
    rows, width = score.shape
    if top is None or top >= width:
        owner, other = np.nonzero(score >= 0)
    else:
        least = np.maximum(_least(score, top), 0)
        owner, other = np.nonzero(score >= least[:, None])
    found = score[owner, other]
    sequence = np.lexsort((order[other], -found, owner))
    owner, other, found = owner[sequence], other[sequence], found[sequence]
    first = np.searchsorted(owner, np.arange(rows))
    place = np.arange(len(owner)) - first[owner] + 1
    if top is not None:
        keep = place <= top
        owner, other, found, place = owner[keep], other[keep], found[keep], place[keep]
    return Lists(
        (owner + owner_base).astype(np.int32),
        (other + other_base).astype(np.int32),
        place.astype(np.int32),
        found.astype(np.int32),
        np.asarray(words[owner, other]),
    )


def _least(score: Ints, top: int) -> Ints:
    """For every row a score that at least `top` of its columns reach, and few others.

    The best of each run of columns stand for different columns, so the top-th of them is such a score.
    """
    rows, width = score.shape
    runs = width // _RUN
    if runs < 2 * top:
        return np.partition(score, width - top, axis=1)[:, width - top]
    best = score[:, : runs * _RUN].reshape(rows, runs, _RUN).max(axis=2)
    return np.partition(best, runs - top, axis=1)[:, runs - top]


def _concatenate(parts: list[Lists]) -> Lists:
    if len(parts) == 1:
        return parts[0]
    return Lists(
        np.concatenate([p.owner for p in parts]),
        np.concatenate([p.other for p in parts]),
        np.concatenate([p.rank for p in parts]),
        np.concatenate([p.score for p in parts]),
        np.concatenate([p.words for p in parts]),
    )


def _merge(parts: list[Lists], top: int | None, order: Ints) -> Lists:
    """Lists of the same owners over different others, into one."""
    if len(parts) == 1:
        return parts[0]
    whole = _concatenate(parts)
    sequence = np.lexsort((order[whole.other], -whole.score, whole.owner))
    owner = whole.owner[sequence]
    place = np.arange(len(owner)) - np.searchsorted(owner, owner) + 1
    keep = place <= top if top is not None else np.ones(len(owner), dtype=bool)
    return Lists(
        owner[keep],
        whole.other[sequence][keep],
        place[keep].astype(np.int32),
        whole.score[sequence][keep],
        whole.words[sequence][keep],
    )
