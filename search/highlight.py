"""Raw text -> safe HTML with hits in <mark>.  Everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from search.analysis import Analyzer, is_chinese
from search.fold import fold_in_place
from search.plan import Plan, Text

SNIPPET = 110


def words_to_mark(plan: Plan) -> tuple[Text, ...]:
    """The words of a plan that a hit may hold, longest first."""
    texts = {
        alternative.what
        for clause in (*plan.required, *plan.optional)
        for alternative in clause.alternatives
        if isinstance(alternative.what, Text)
    }
    return tuple(sorted(texts, key=lambda text: (-len(text.text), text.text, text.as_word)))


def marks(text: str, words: Iterable[Text], analyzer: Analyzer) -> list[tuple[int, int]]:
    """Where the words stand in `text`: [start, end) in order, none touching another."""
    folded = fold_in_place(text)
    whole: frozenset[tuple[int, int]] | None = None
    found: list[tuple[int, int]] = []
    for word in words:
        if word.text not in folded:
            continue
        pattern = re.escape(word.text)
        if not is_chinese(word.text):
            pattern = f"(?<![a-z0-9]){pattern}(?![a-z0-9])"
        spans = [match.span() for match in re.finditer(pattern, folded)]
        if word.as_word:
            whole = analyzer.spans(folded) if whole is None else whole
            spans = [span for span in spans if span in whole]
        found += spans
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark(text: str, words: Iterable[Text], analyzer: Analyzer) -> str:
    """`text` as safe HTML, hits marked."""
    html: list[str] = []
    at = 0
    for start, end in marks(text, words, analyzer):
        html += (escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>")
        at = end
    html.append(escape(text[at:]))
    return "".join(html)


def snippet(summary: str, body: str, words: tuple[Text, ...], analyzer: Analyzer) -> str:
    """A line or two as safe HTML: the summary where it holds a hit, else the body around its first hit,
    else the summary's beginning.
    """
    summary, body = " ".join(summary.split()), " ".join(body.split())
    for text in (summary, body):
        if found := marks(text, words, analyzer):
            return mark(_around(text, found[0][0]), words, analyzer)
    return mark(_around(summary or body, 0), words, analyzer)


def _around(text: str, at: int) -> str:
    """About `SNIPPET` characters around a place, from the beginning of a sentence where one is near."""
    if len(text) <= SNIPPET:
        return text
    start = 0
    if at > SNIPPET * 2 // 3:
        start = max(text.rfind(stop, at - 40, at) + 1 for stop in "。；！？") or at - 20
    end = min(len(text), start + SNIPPET)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
