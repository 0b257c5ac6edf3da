"""`python -m matching.evaluation`: measure the lists against pairs graded by reading.

Exit code 0: done; 2: unusable input (field, row, cause, cure).
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from matching.evaluation.judged import DATA, HALVES, read
from matching.evaluation.report import WORST, lines, report
from matching.evaluation.values import Values
from matching.knowledge import Knowledge
from matching.scorer import Scorer
from search.fold import simplified
from sheets.problems import Unreadable
from taxonomy.tables import load_tables

DONE, UNUSABLE = 0, 2
_SHOWN = 20


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m matching.evaluation", description=__doc__)
    parser.add_argument("--firms", type=Path, metavar="FILE", help="as for the match command")
    parser.add_argument("--opportunities", type=Path, metavar="FILE", help="as for the match command")
    parser.add_argument(
        "--qrels", type=Path, nargs="+", metavar="FILE", help="firm_id, opp_id, grade 0–3, divided by tabs"
    )
    parser.add_argument("--split", choices=HALVES, help="half of the project's own set (both)")
    parser.add_argument("--today", type=date.fromisoformat, help="hold deadlines against this day (none)")
    parser.add_argument("--worst", type=int, default=WORST, metavar="N", help=f"queries shown ({WORST})")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the report (zh)")
    options = parser.parse_args(arguments)
    named = [options.firms, options.opportunities, options.qrels]
    if any(named) and not all(named):
        parser.error("--firms, --opportunities and --qrels belong together: name all three or none")
    if all(named) and options.split:
        parser.error("--split is for the project's own set: leave it out when you name files")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Read, score, print."""
    options = _options(arguments)
    if options.firms is None:
        halves = (options.split,) if options.split else HALVES
        options.firms, options.opportunities = DATA / "firms.csv", DATA / "opportunities.csv"
        options.qrels = [DATA / f"qrels_{half}.tsv" for half in halves]
    tables, characters = load_tables(), simplified()
    try:
        judged = read(
            options.firms,
            options.opportunities,
            options.qrels,
            taxonomy=tables,
            fold=lambda text: text.translate(characters),
        )
    except Unreadable as fault:
        sys.stderr.write(fault.problem.line(options.language) + "\n")
        return UNUSABLE
    for remark in judged.remarks[:_SHOWN]:
        sys.stderr.write(remark.line(options.language) + "\n")
    scorer = Scorer(knowledge=Knowledge.of(tables), today=options.today)
    sys.stdout.write(
        lines(report(judged, Values.of(scorer, judged), options.language, max(options.worst, 0)))
    )
    return DONE


if __name__ == "__main__":
    sys.exit(main())
