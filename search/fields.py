"""A document as the flat fields that every engine indexes: which fields there are, and what stands in them.

An engine only says how it keeps a field of each sort (`KEYWORDS`, `TOKENS`, `FLOATS`, `WHOLES`, `SORTS`);
a field added to a table here, and to `fields`, is indexed by all of them. Order by a field takes one number
that holds the tie-break too, so equal sorts are equal on every engine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from search import bulk
from search.analysis import Analyzer
from search.document import Document
from search.filters import band_of

FIELDS_VERSION = 4
"""Raised with every change of the tables or of what stands in a field: each engine then builds anew."""

KEYWORDS: Final = ("kind", "audience", "office", "sectors", "regions", "industries", "modes", "band", "marks")
"""Codes, compared whole and counted in facets; any number of values each.  The `key` itself is one too.
`marks` holds those of a kind's own groups, each as "group:code"."""

Kept = Literal["freq", "position", "basic"]
TOKENS: Final[Mapping[str, Kept]] = {
    "title_words": "freq", "title_bigrams": "position", "title_chars": "basic",
    "text_words": "freq", "text_bigrams": "position", "text_chars": "basic",
    "title_pinyin": "position", "title_initials": "basic",
}  # fmt: skip
"""Text made into tokens, split at spaces only, and what is kept of each token: that it is there (basic), how
often (freq), or where as well (position, for phrases)."""
ZONES: Final = ("title", "text")

FLOATS: Final = ("amount", "land")
"""万元 (only where it may be compared) and 亩; a document may have none."""
WHOLES: Final = ("maturity", "verified_day", "deadline_day")
"""Points, and days as `date.toordinal`; `deadline_day` is always there, NO_DEADLINE when open for ever."""
SORTS: Final = ("sort_newest", "sort_amount", "sort_maturity", "sort_deadline")
"""Whole numbers below 2⁶², the largest first; `sort_<order of the query>`."""

NO_DEADLINE = 9_999_999
BATCH = 100
_TIE_BITS = 22
_LARGEST = (1 << 40) - 1


@dataclass(frozen=True, slots=True)
class Fields:
    """One document, flat.  A field without a value is absent, but for `tokens`, where all are there."""

    key: str
    version: int
    keywords: dict[str, tuple[str, ...]]
    tokens: dict[str, str]
    numbers: dict[str, float]
    stored: bytes
    """The document itself (`Document.to_json`), to be kept and given back with a hit."""


def fields(document: Document, analyzer: Analyzer) -> Fields:
    """What an engine indexes of a document."""
    (made,) = fields_of((document,), analyzer)
    return made


def fields_of(documents: Iterable[Document], analyzer: Analyzer) -> Iterator[Fields]:
    """The same of many documents, some hundred at a time: a third of the cost of one by one."""
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        for document, made in zip(batch, tokens_of(batch, analyzer), strict=True):
            yield Fields(
                key=document.key,
                version=document.version,
                keywords=keywords(document),
                tokens=made,
                numbers=numbers(document),
                stored=document.to_json(),
            )


def keywords(document: Document) -> dict[str, tuple[str, ...]]:
    """The codes.  An amount in another currency lies in no band."""
    foreign = document.amount_wan is not None and document.comparable_wan is None
    held = {
        "kind": (document.kind,), "audience": (document.audience,),
        "office": (document.office_id,) if document.office_id else (),
        "sectors": document.sectors, "regions": document.regions, "industries": document.industries,
        "modes": document.modes, "band": () if foreign else (band_of(document.amount_wan),),
        "marks": document.marks,
    }  # fmt: skip
    return {name: values for name, values in held.items() if values}


def tokens_of(documents: Sequence[Document], analyzer: Analyzer) -> list[dict[str, str]]:
    """The text of each document as tokens joined by spaces, one entry for each name in TOKENS."""
    titles = [_whole(one.title) for one in documents]
    texts = [_whole("\n".join((one.summary, one.body, one.office_name))) for one in documents]
    made = bulk.tokens_of(analyzer, [*titles, *texts])
    offices = {one.office_name: analyzer.latin(_whole(one.office_name)) for one in documents}
    held = []
    for document, title, of_title, of_text in zip(
        documents, titles, made[: len(titles)], made[len(titles) :], strict=True
    ):
        latin, office = analyzer.latin(title), offices[document.office_name]
        held.append({
            "title_words": of_title.words, "title_bigrams": of_title.bigrams, "title_chars": of_title.chars,
            "text_words": of_text.words, "text_bigrams": of_text.bigrams, "text_chars": of_text.chars,
            "title_pinyin": f"{latin.pinyin} {office.pinyin}".strip(),
            "title_initials": f"{latin.initials} {office.initials}".strip(),
        })  # fmt: skip
    return held


def _whole(text: str) -> str:
    """Without halves of characters, which no index can hold."""
    return text.encode("utf-8", "replace").decode()


def numbers(document: Document) -> dict[str, float]:
    """Amount, land, days and the numbers to sort by."""
    held: dict[str, float] = {
        "maturity": document.maturity,
        "deadline_day": document.deadline.toordinal() if document.deadline else NO_DEADLINE,
        **sort_keys(document),
    }
    if document.comparable_wan is not None:
        held["amount"] = float(document.comparable_wan)
    if document.land_mu is not None:
        held["land"] = float(document.land_mu)
    if document.verified is not None:
        held["verified_day"] = document.verified.toordinal()
    return held


def sort_keys(document: Document) -> dict[str, int]:
    """The number to sort by, largest first, for each order; equal ones fall apart by a hash of the key."""
    published = document.published.date() if document.published else dt.date.min
    latest = max(document.verified or dt.date.min, published).toordinal()
    deadline = document.deadline.toordinal() if document.deadline else NO_DEADLINE
    amount = 0 if document.comparable_wan is None else 1 + round(document.comparable_wan * 100)
    tie = int.from_bytes(hashlib.blake2b(document.key.encode(), digest_size=4).digest()) >> (32 - _TIE_BITS)
    return {
        "sort_newest": latest << _TIE_BITS | tie,
        "sort_amount": min(max(amount, 0), _LARGEST) << _TIE_BITS | tie,
        "sort_maturity": min(max(document.maturity, 0), _LARGEST) << _TIE_BITS | tie,
        # the next one first, those without last
        "sort_deadline": NO_DEADLINE - deadline << _TIE_BITS | tie,
    }
