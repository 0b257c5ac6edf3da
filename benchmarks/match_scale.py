"""How long matching takes: python benchmarks/match_scale.py [firms] [postings]

Yardstick of the same run: brute force with plain numpy, that is a dense product of 256 features a side in
float32 and
the ten best of every row and column by argpartition.
"""

from __future__ import annotations

import argparse
import time

from common import best_of, cpu_of, figure, on_path, peak_mb, say

on_path()

import numpy as np  # noqa: E402
from match_data import made  # noqa: E402

from matching.engine.compiled import Compiled  # noqa: E402
from matching.engine.ranking import rank_compiled  # noqa: E402
from matching.scorer import Scorer, corpus_of  # noqa: E402
from taxonomy.tables import load_tables  # noqa: E402


def brute(firms: int, postings: int) -> None:
    """The yardstick."""
    rng = np.random.default_rng(1)
    left = rng.standard_normal((firms, 256), dtype=np.float32)
    right = rng.standard_normal((256, postings), dtype=np.float32)
    score = left @ right
    np.argpartition(score, -10, axis=1)
    np.argpartition(score, -10, axis=0)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("firms", type=int, nargs="?", default=2_000)
    parser.add_argument("postings", type=int, nargs="?", default=10_000)
    asked = parser.parse_args()
    taxonomy = load_tables()
    firms, postings = made(taxonomy, asked.firms, asked.postings)
    say(f"{asked.firms:,} firms x {asked.postings:,} postings, top 10 both ways")
    base, _ = best_of(3, lambda: brute(asked.firms, asked.postings))
    yard = ("brute-force numpy", base)
    figure("yardstick: dense product of 256 features, argpartition", base)
    scorer = Scorer(taxonomy)
    began = time.perf_counter()
    ours, theirs = [scorer.firm(f) for f in firms], [scorer.opportunity(o) for o in postings]
    scorer.corpus = corpus_of(ours, theirs)
    figure("reading texts and codes (once a record)", time.perf_counter() - began, yardstick=yard)
    took, compiled = best_of(3, lambda: Compiled(scorer, ours, theirs))
    figure("compiling tables and inverted lists", took, yardstick=yard)
    ranked, ranking = best_of(5, lambda: rank_compiled(compiled, 10))
    figure("ranking both ways", ranked, yardstick=yard)
    parts, _ = best_of(5, lambda: (ranking.points(ranking.by_firm), ranking.points(ranking.by_opportunity)))
    listed = len(ranking.by_firm.owner) + len(ranking.by_opportunity.owner)
    figure("points of every reason of the listed pairs", parts, yardstick=yard, note=f"{listed:,} pairs")
    figure("match: compile + rank + findings", took + ranked + parts, yardstick=yard)
    work = cpu_of(3, lambda: Compiled(scorer, ours, theirs)) + cpu_of(3, lambda: rank_compiled(compiled, 10))
    floor = cpu_of(3, lambda: brute(asked.firms, asked.postings))
    figure("  the same in processor time, all threads", work, yardstick=("the yardstick's", floor))
    began = time.perf_counter()
    sentences = 0
    for count, (_place, match) in enumerate(ranking.matches("firm")):
        sentences += len(match.findings)
        if count == 5_000:
            break
    wrote = time.perf_counter() - began
    figure(
        "sentences, written when shown", wrote, note=f"{sentences / wrote:,.0f} a second in both languages"
    )
    say(f"peak memory {peak_mb():,.0f} MB (with the data and the yardstick)")


if __name__ == "__main__":
    main()
