"""The embedded engine beside Wagtail's own database search, on the same postings: for the record.

    make bench BENCH=search_wagtail ARGS="[postings, default 5000]"

Both index title and text of the same generated postings: ours in a folder, Wagtail's in the full-text tables
of a SQLite database made for this (its pages are the bare model `Page`). Asked are words and runs of words;
20 hits, milliseconds, p50 and p95, without facets, which Wagtail's search does not count. "hits" tells what
each finds: SQLite takes a run of Chinese for one word.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

from common import on_path, peak_mb, say

on_path()

from benchmarks.search_embedded import built, timed  # noqa: E402
from benchmarks.search_postings import postings  # noqa: E402

TEXTS = ("冷链", "食品 物流", "冷链设施", "标准厂房")
ROUNDS = 20


def pages(count: int) -> object:
    """The postings as pages, indexed by Wagtail; its search backend."""
    import django

    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page
    from wagtail.search import index
    from wagtail.search.backends import get_search_backend

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2) if Page.objects.filter(depth=2).exists() else Page.get_first_root_node()
    Page.search_fields = [*Page.search_fields, index.SearchField("search_description")]
    made = [
        Page(
            path=f"{home.path}{Page._int2str(number + 1000).rjust(4, '0')}", depth=home.depth + 1,
            title=one.title[:255], draft_title=one.title[:255], slug=f"p-{number}", url_path=f"/p-{number}/",
            search_description=f"{one.summary}{one.body}", content_type_id=home.content_type_id, live=True,
            locale_id=home.locale_id,
        )
        for number, one in enumerate(postings(count))
    ]  # fmt: skip
    Page.objects.bulk_create(made, batch_size=500)
    backend = get_search_backend()
    start = time.perf_counter()
    backend.add_bulk(Page, list(Page.objects.filter(slug__startswith="p-")))
    took = time.perf_counter() - start
    say(f"Wagtail: {count} pages in {took:.1f} s, {count / took:.0f} a second; memory {peak_mb():.0f} MB")
    return backend


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "docking.settings.dev",
        }
        engine, _planner = built(f"{folder}/embedded", count)
        backend = pages(count)
        from wagtail.models import Page

        from search.query import Query
        from search.visibility import ANYONE

        for text in TEXTS:
            query = Query(text=text)
            ours = timed(lambda query=query: engine.search(query, viewer=ANYONE, facets=()), ROUNDS)
            asked = lambda text=text: list(backend.search(text, Page.objects.live())[:20])  # noqa: E731
            theirs = timed(asked, ROUNDS)
            mine = engine.total(query, viewer=ANYONE)
            other = backend.search(text, Page.objects.live()).count()
            say(
                f"{text:<8} ours {ours[0]:>7.1f} {ours[1]:>7.1f} ms {mine:>6} hits | "
                f"Wagtail {theirs[0]:>7.1f} {theirs[1]:>7.1f} ms {other:>6} hits | {ours[0] / theirs[0]:.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
