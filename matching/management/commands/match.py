"""`manage.py match`: firms against opportunities, from files to a file, without the web and the database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from matching.io.job import Order, run


def _top(text: str) -> int | None:
    if text == "all":
        return None
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r}: a whole number above 0, or all")


class Command(BaseCommand):
    """See docs/matching-command.md."""

    help = (
        "Match firms with opportunities: two files in (.xlsx, .csv, .jsonl), ranked lists with reasons out. "
        "Exit code 0: done; 1: done, but rows were skipped; 2: unusable input."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--opportunities", type=Path, required=True, metavar="FILE", help="the postings")
        parser.add_argument("--firms", type=Path, required=True, metavar="FILE", help="the firms")
        parser.add_argument(
            "--output", required=True, metavar="FILE", help="where to write; - is standard output"
        )
        parser.add_argument("--top", type=_top, default=10, metavar="N|all", help="length of each list (10)")
        parser.add_argument(
            "--format", choices=("xlsx", "jsonl"), help="by default told from --output's name"
        )
        parser.add_argument("--excluded", action="store_true", help="also write excluded pairs and why")
        parser.add_argument("--strict", action="store_true", help="write nothing when any row is skipped")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of messages (zh)")

    def handle(self, *args: Any, **options: Any) -> None:
        from search.analysis import analyzer
        from search.fold import simplified

        table = simplified()
        order = Order(
            options["opportunities"],
            options["firms"],
            options["output"],
            options["top"],
            options["format"],
            options["excluded"],
            options["strict"],
            options["language"],
        )
        code = run(
            order,
            out=self.stdout,  # type: ignore[arg-type]
            err=self.stderr,  # type: ignore[arg-type]
            segmenter=lambda text: analyzer().tokens(text).words.split(),
            fold=lambda text: text.translate(table),
        )
        if code:
            sys.exit(code)
