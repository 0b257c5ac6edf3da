"""A document as the flat fields that every engine indexes: which fields there are, and what stands in them.

An engine only says how it keeps a field of each sort (`KEYWORDS`, `TOKENS`, `FLOATS`, `WHOLES`, `SORTS`);
a field added to a table here, and to `fields`, is indexed by all of them. Order by a field takes one number
that holds the tie-break too, so equal sorts are equal on every engine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from search.analysis import Analyzer
from search.document import Document
from search.filters import band_of

FIELDS_VERSION = 2
"""Raised with every change of the tables or of what stands in a field: each engine then builds anew."""

KEYWORDS: Final = ("kind", "audience", "office", "sectors", "regions", "industries", "modes", "band")
"""Codes, compared whole and counted in facets; any number of values each.  The `key` itself is one too."""

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
    return Fields(
        key=document.key,
        version=document.version,
        keywords=keywords(document),
        tokens=tokens(document, analyzer),
        numbers=numbers(document),
        stored=document.to_json(),
    )


def keywords(document: Document) -> dict[str, tuple[str, ...]]:
    """The codes.  An amount in another currency lies in no band."""
    foreign = document.amount_wan is not None and document.comparable_wan is None
    held = {
        "kind": (document.kind,), "audience": (document.audience,), "office": (document.office_id,),
        "sectors": document.sectors, "regions": document.regions, "industries": document.industries,
        "modes": document.modes, "band": () if foreign else (band_of(document.amount_wan),),
    }  # fmt: skip
    return {name: values for name, values in held.items() if values}


def tokens(document: Document, analyzer: Analyzer) -> dict[str, str]:
    """The text as tokens joined by spaces, one entry for each name in TOKENS."""
    rest = "\n".join((document.summary, document.body, document.office_name))
    title, text = analyzer.tokens(document.title), analyzer.tokens(rest)
    latin = analyzer.latin(f"{document.title}\n{document.office_name}")
    return {
        "title_words": title.words, "title_bigrams": title.bigrams, "title_chars": title.chars,
        "text_words": text.words, "text_bigrams": text.bigrams, "text_chars": text.chars,
        "title_pinyin": latin.pinyin, "title_initials": latin.initials,
    }  # fmt: skip


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
    tie = int.from_bytes(hashlib.blake2b(document.key.encode(), digest_size=4).digest()) >> (32 - _TIE_BITS)
    published = document.published.date() if document.published else dt.date.min
    latest = max(document.verified or dt.date.min, published).toordinal()
    deadline = document.deadline.toordinal() if document.deadline else NO_DEADLINE
    held = {
        "sort_newest": latest,
        "sort_amount": 0 if document.comparable_wan is None else 1 + round(document.comparable_wan * 100),
        "sort_maturity": document.maturity,
        "sort_deadline": NO_DEADLINE - deadline,  # the next one first, those without last
    }
    return {name: (min(max(value, 0), _LARGEST) << _TIE_BITS) | tie for name, value in held.items()}
