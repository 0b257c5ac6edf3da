"""How long matching takes: match_scale.py [firms] [postings] [--growth] [--posting] [--million [--sample 50]]

Without options: both directions with the values of every reason, by each engine. --growth: four sizes a
side. --posting: one new posting until every list it enters is right. --million: 1,000,000 firms (recombined
records, see match_columns.py) x 100,000 postings; reading and compiling take some minutes, told apart, and
two lists are held to the plain scorer. --sample 50 ranks every 50th owner only.

Yardsticks of the same run (match_yardsticks.py): brute-force numpy, sparse_dot_topn on the words alone, and
copying memory.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

from common import best_of, cpu_of, figure, on_path, peak_mb, say

on_path()

import numpy as np  # noqa: E402
from match_columns import recombine  # noqa: E402
from match_data import made  # noqa: E402
from match_yardsticks import brute, copied, words_alone  # noqa: E402

from matching.engine.bounded import Bounded, Verdicts  # noqa: E402
from matching.engine.columns import Vocabulary, firm_columns, opportunity_columns  # noqa: E402
from matching.engine.compiled import Compiled  # noqa: E402
from matching.engine.everything import Everything  # noqa: E402
from matching.engine.ranking import rank_compiled  # noqa: E402
from matching.scorer import GRAIN, Scorer, corpus_of  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402


class Read:
    """Records of both sides, read once."""

    def __init__(self, firms: int, postings: int) -> None:
        records = made(load_tables(), firms, postings)
        self.scorer = Scorer(load_tables())
        began = time.perf_counter()
        self.firms = [self.scorer.firm(firm) for firm in records[0]]
        self.postings = [self.scorer.opportunity(posting) for posting in records[1]]
        self.scorer.corpus = corpus_of(self.firms, self.postings)
        self.took = time.perf_counter() - began


def warm() -> None:
    """Compile the kernels, or read them if they were compiled before."""
    few = Read(3, 3)
    began = time.perf_counter()
    compiled = Compiled(few.scorer, few.firms, few.postings)
    rank_compiled(compiled, 10, "bounded"), rank_compiled(compiled, 10, "fused")
    compiled.bounded.facing(few.postings[:1]).entering(np.full(3, -1, dtype=np.int32))
    figure("kernels: compiled, or read when they were compiled before", time.perf_counter() - began)


def both_ways(read: Read) -> None:
    """Every figure of one run of two thousand firms or so."""
    firms, postings = len(read.firms), len(read.postings)
    base, _ = best_of(3, lambda: brute(firms, postings))
    yard = ("brute-force numpy", base)
    figure("yardstick: dense product of 256 features, argpartition", base)
    figure("yardstick: copying 256 MB", best_of(3, copied)[0], yardstick=yard)
    figure("reading texts and codes (once a record)", read.took, yardstick=yard)
    began = time.perf_counter()
    compiled = Compiled(read.scorer, read.firms, read.postings)
    ready = compiled.bounded
    ready.index(True), ready.index(False)
    figure("compiling columns, tables and inverted lists", time.perf_counter() - began, yardstick=yard)
    words = words_alone(ready.firms.common, ready.posted.common, len(ready.words.numbers))
    if words is not None:
        figure("yardstick: sparse_dot_topn, words alone, one direction", best_of(3, words)[0], yardstick=yard)
    took, ranking = best_of(5, lambda: rank_compiled(compiled, 10, "bounded"))
    entries = len(ranking.by_firm.owner) + len(ranking.by_opportunity.owner)
    figure("bounded: both ways, every reason's value", took, yardstick=yard, note=f"{entries:,} pairs")
    floor = cpu_of(3, lambda: brute(firms, postings))
    work = cpu_of(5, lambda: rank_compiled(compiled, 10, "bounded"))
    figure("  the same in processor time, all threads", work, yardstick=("the yardstick's", floor))
    began = time.perf_counter()
    Everything(read.scorer, read.firms, read.postings)
    figure("compiling for numpy alone", time.perf_counter() - began, yardstick=yard)
    compiled.everything  # noqa: B018
    took, plain = best_of(3, lambda: rank_compiled(compiled, 10, "everything"))
    figure("numpy alone: both ways", took, yardstick=yard)
    began = time.perf_counter()
    compiled.fused  # noqa: B018
    figure("laying the tables out for one pass", time.perf_counter() - began, yardstick=yard)
    took, fused = best_of(7, lambda: rank_compiled(compiled, 10, "fused"))
    figure("fused: both ways, every reason's value", took, yardstick=yard)
    work = cpu_of(7, lambda: rank_compiled(compiled, 10, "fused"))
    note = f"{work / firms / postings * 1e9:.1f} ns a pair"
    figure("  the same in processor time, all threads", work, yardstick=("the yardstick's", floor), note=note)
    same = all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for other in (ranking, fused)
        for a, b in ((plain.by_firm, other.by_firm), (plain.by_opportunity, other.by_opportunity))
        for name in ("owner", "other", "score")
    )
    say(f"all engines' lists are the same: {same}")
    began, sentences = time.perf_counter(), 0
    for count, (_place, match) in enumerate(ranking.matches("firm")):
        sentences += len(match.findings)
        if count == 5_000:
            break
    wrote = time.perf_counter() - began
    rate = f"{sentences / wrote:,.0f} a second in both languages"
    figure("sentences, written when shown", wrote, note=rate)


def growth() -> None:
    """Processor time an owner, over four sizes a side."""
    sizes = (1_250, 2_500, 5_000, 10_000)
    read = Read(max(sizes), max(sizes))
    for firms, postings in [(n, max(sizes)) for n in sizes] + [(max(sizes), n) for n in sizes[:-1]]:
        ready = Compiled(read.scorer, read.firms[:firms], read.postings[:postings]).bounded
        found = [0.0, 0.0]
        for forward in (True, False):
            ready.index(forward)
            found[not forward] = cpu_of(3, lambda f=forward, r=ready: r.rank(f, 10))  # type: ignore[misc]
        say(
            f"{firms:>7,} firms x {postings:>7,} postings: {found[0] / firms * 1e6:7.1f} µs a firm, "
            f"{found[1] / postings * 1e6:7.1f} µs a posting, "
            f"{sum(found) / firms / postings * 1e9:6.2f} ns a pair"
        )


def posting(ready: Bounded, new: Sequence[Any], last: Any) -> None:
    """New postings, one at a time: whose lists each enters, and its own list."""

    def bring_in() -> int:
        lists = 0
        for side in new:
            meeting = ready.facing([side])
            lists += int((meeting.entering(last) >= 0).sum())
            meeting.rank(False, 10)
        return lists

    took, lists = best_of(3, bring_in)
    note = f"{lists / len(new):,.1f} lists of {len(last):,}"
    figure("one new posting until every list it enters is right", took / len(new), note=note)


def last_of(found: Any, firms: int) -> Any:
    """What the last of each full list has."""
    last = np.full(firms, -1, dtype=np.int32)
    full = found.counts == found.others.shape[1]
    last[found.owners[full]] = found.scores[full, -1]
    return last


def million(firms: int, postings: int, records: int, sample: int) -> None:
    """Firms by the million."""
    read = Read(records, postings)
    figure(f"reading {records:,} firms and {postings:,} postings", read.took)
    began = time.perf_counter()
    words = Vocabulary(read.scorer.corpus)
    columns = firm_columns(read.firms, read.scorer, words)
    posted = opportunity_columns(read.postings, read.scorer, words)
    figure("compiling their columns", time.perf_counter() - began)
    made_of = recombine(columns, firms)
    began = time.perf_counter()
    verdicts = Verdicts.of(made_of.columns, read.postings, read.scorer)
    ready = Bounded(read.scorer, made_of.columns, posted, words, verdicts)
    figure(f"compiling {firms:,} firms: renumbering, tables, sayings", time.perf_counter() - began)
    for forward in (True, False):
        began = time.perf_counter()
        ready.index(forward)
        figure(f"inverted lists of the {'postings' if forward else 'firms'}", time.perf_counter() - began)
    ready.rank(True, 10, np.arange(1)), ready.rank(False, 10, np.arange(1))
    copy, _ = best_of(3, copied)
    yard = ("copying 256 MB", copy)
    figure("yardstick: copying 256 MB", copy)
    some = words_alone(made_of.columns.common, posted.common, len(words.numbers), rows=firms // 100)
    if some is not None:
        took, _ = best_of(1, some)
        note = f"{took * 100:,.0f} s for all"
        figure("yardstick: sparse_dot_topn, words alone, 1 of 100 firms", took, note=note)
    found = {}
    for forward, whose, number in ((True, "firm", firms), (False, "posting", postings)):
        chosen = np.arange(0, number, sample)
        began, before = time.perf_counter(), time.process_time()
        found[forward] = ready.rank(forward, 10, chosen)
        took, spent = time.perf_counter() - began, time.process_time() - before
        looked = found[forward].looked.sum(axis=0) / len(chosen)
        note = f"{spent / len(chosen) * 1e6:.1f} µs processor time a {whose}"
        what = f"exact top 10 of {len(chosen):,} {whose}s, every reason's value"
        figure(what, took, yardstick=yard, note=note)
        say(f"  pairs looked at for each: {looked[1]:.0f}, words compared: {looked[2]:.0f}")
    posting(ready, read.postings[:5], last_of(found[True], firms))
    say(f"equal to the plain scorer for two firms: {checked(read, made_of, found[True], posted)}")


def checked(read: Read, made_of: Any, found: Any, posted: Any) -> bool:
    """Two firms against every posting by the plain scorer."""
    for row in (0, len(found.owners) // 2):
        side = made_of.side(int(found.owners[row]), read.firms)
        scored = []
        for number, other in enumerate(read.postings):
            match = read.scorer.match(side, other)
            if match.excluded is None:
                scored.append((-round(match.score * GRAIN), other.opportunity.id, number))
        best = sorted(scored)[:10]
        count = int(found.counts[row])
        if [b[2] for b in best] != found.others[row, :count].tolist():
            return False
        if [-b[0] for b in best] != found.scores[row, :count].tolist():
            return False
    return True


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("firms", type=int, nargs="?")
    parser.add_argument("postings", type=int, nargs="?")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--posting", action="store_true")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--sample", type=int, default=1)
    asked = parser.parse_args()
    warm()
    if asked.growth:
        growth()
    elif asked.million:
        million(asked.firms or 1_000_000, asked.postings or 100_000, asked.records, asked.sample)
    else:
        firms, postings = asked.firms or (10_000 if asked.posting else 2_000), asked.postings or 10_000
        say(f"{firms:,} firms x {postings:,} postings, top 10")
        read = Read(firms, postings)
        if asked.posting:
            ready = Compiled(read.scorer, read.firms, read.postings[20:]).bounded
            posting(ready, read.postings[:20], last_of(ready.rank(True, 10), firms))
        else:
            both_ways(read)
    say(f"peak memory {peak_mb():,.0f} MB (with the records and the yardsticks)")


if __name__ == "__main__":
    main()
