"""`manage.py evaluate_search`: how good the search is on a judged collection of one's own."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from matching.io.reading import read_opportunities
from search.engines.base import EngineError
from search.evaluation.measures import Judged, figures
from search.evaluation.running import ENGINES, answer, document_of, engine_over, judge
from search.evaluation.switches import TOKENS, only
from search.evaluation.tables import BadTable, read_qrels, read_queries
from sheets.problems import Unreadable
from taxonomy.tables import load_tables

UNUSABLE = 2
OPTIONS = ("opportunities", "queries", "qrels", "engine", "run", "tokens")
WORST = 10
SHOWN = 20  # problems of the postings listed one by one


class Command(BaseCommand):
    """See docs/search.md."""

    help = (
        "Ask judged queries of an index made of the postings given, as the result page asks without a "
        "filter: nDCG@10, success@1, MRR with 95 % intervals, and the worst queries. "
        "Exit code 2: unusable input."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--opportunities", type=Path, required=True, metavar="FILE", help="as for the command match"
        )
        parser.add_argument(
            "--queries", type=Path, required=True, metavar="FILE", help="tab-separated: query_id, text"
        )
        parser.add_argument(
            "--qrels", type=Path, required=True, metavar="FILE",
            help="tab-separated: query_id, opp_id, grade 0–3",
        )  # fmt: skip
        parser.add_argument("--engine", choices=ENGINES, default="embedded", help="embedded is the default")
        parser.add_argument("--run", type=Path, metavar="FILE", help="write query_id, opp_id, rank, score")

        parser.add_argument(
            "--tokens", choices=TOKENS, default="both", help="look for words or bigrams only, to compare"
        )

    def handle(self, *args, **options) -> None:
        try:
            self._evaluate(**{name: options[name] for name in OPTIONS})
        except Unreadable as fault:
            self._give_up(f"{options['opportunities'].name}: {fault.problem.line('en')}")
        except (BadTable, EngineError) as fault:
            self._give_up(str(fault))

    def _give_up(self, line: str) -> None:
        self.stderr.write(line)
        sys.exit(UNUSABLE)

    def _evaluate(
        self, *, opportunities: Path, queries: Path, qrels: Path, engine: str, run: Path | None, tokens: str
    ) -> None:
        taxonomy, url = load_tables(), settings.ELASTICSEARCH_URL
        if engine == "elastic" and not url:
            raise EngineError("ELASTICSEARCH_URL is not set. Set it to the address of an Elasticsearch.")
        loaded = read_opportunities(opportunities, taxonomy, _whole)
        for problem in [*loaded.skipped, *loaded.remarks][:SHOWN]:
            self.stderr.write(f"{opportunities.name}: {problem.line('en')}")
        texts = read_queries(queries)
        # a posting whose row could not be read may well have been judged
        ids = None if loaded.skipped else {one.id for one in loaded.items}
        grades = read_qrels(qrels, queries=texts, opportunities=ids)
        documents = [document_of(one, taxonomy) for one in loaded.items]
        began = time.perf_counter()
        with engine_over(documents, name=engine, taxonomy=taxonomy, url=url) as held:
            built = time.perf_counter()
            with only(tokens):
                judged = list(judge(texts, grades, lambda text: answer(held, text, taxonomy=taxonomy)))
            asked = time.perf_counter()
        if run:
            self._write(run, judged)
        self._tell(judged, grades, documents=len(documents), skipped=len(loaded.skipped))
        each = (asked - built) * 1000 / len(judged)
        self.stdout.write(f"{built - began:.1f} s to build, {each:.1f} ms a query")

    def _tell(
        self, judged: list[Judged], grades: dict[str, dict[str, int]], *, documents: int, skipped: int
    ) -> None:
        counted = [one for one in judged if any(grades.get(one.query_id, {}).values())]
        without = len(judged) - len(counted)
        self.stdout.write(
            f"{documents} postings ({skipped} skipped), {len(counted)} queries"
            + (f" ({without} without a relevant posting are left out)" if without else "")
        )
        for name, figure in figures(counted).items():
            self.stdout.write(f"{name:<10} {figure}")
        worst = sorted(counted, key=lambda one: (one.ndcg, one.query_id))[:WORST]
        self.stdout.write("worst queries (nDCG@10, rank of the first right hit, hits):")
        for one in worst:
            figures_of_it = f"{one.ndcg:.3f}  {one.rank or '–':>3}  {one.found:>3}"
            self.stdout.write(f"  {figures_of_it}  {one.query_id}  {one.text}")

    def _write(self, path: Path, judged: list[Judged]) -> None:
        lines = ["query_id\topp_id\trank\tscore"]
        for one in judged:
            for rank, (posting, score) in enumerate(one.answer, 1):
                lines.append(f"{one.query_id}\t{posting}\t{rank}\t{score:.6f}")
        try:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            cause = f"it cannot be written ({reason})"
            raise BadTable(path, None, cause, "check the path and its rights") from None


def _whole(text: str) -> str:
    """Without halves of characters, which JSON can write and no index takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
