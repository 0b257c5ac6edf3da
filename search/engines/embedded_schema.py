"""The fields of the embedded index, and a document as an entry of it.

Text is split at spaces only: `search.analysis` has made the tokens. Order by a field takes one number that
holds the tie-break too (tantivy sorts by one key), made the same way for every engine, so equal sorts are
equal everywhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

import tantivy

from search.analysis import Analyzer
from search.document import Document
from search.filters import band_of

SCHEMA_VERSION = 1
SPACES = "spaces"  # the analyser's name inside tantivy
NO_DEADLINE = 9_999_999
_TIE_BITS = 22
_LARGEST = 1 << 40

RAW: Final = ("kind", "audience", "office", "sectors", "regions", "industries", "modes", "band")
ZONES: Final = ("title", "text")
SORT_FIELDS: Final = ("newest", "amount", "maturity", "deadline")


def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", fast=True, tokenizer_name="raw", index_option="basic")
    for name in RAW:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for zone in ZONES:
        builder.add_text_field(f"{zone}_words", tokenizer_name=SPACES, index_option="freq")
        builder.add_text_field(f"{zone}_bigrams", tokenizer_name=SPACES, index_option="position")
        builder.add_text_field(f"{zone}_chars", tokenizer_name=SPACES, index_option="basic")
    for name in ("amount", "land"):
        builder.add_float_field(name, indexed=True, fast=True)
    for name in ("maturity", "verified_day", "deadline_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in SORT_FIELDS:
        builder.add_integer_field(f"sort_{name}", fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """An index just opened or made, with its analyser: tantivy forgets it at every close."""
    index.register_tokenizer(SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def sort_keys(document: Document) -> dict[str, int]:
    """The number to sort by, largest first, for each order; equal ones fall apart by a hash of the key."""
    tie = int.from_bytes(hashlib.blake2b(document.key.encode(), digest_size=4).digest()) >> (32 - _TIE_BITS)
    published = document.published.date() if document.published else dt.date.min
    latest = max(document.verified or dt.date.min, published).toordinal()
    deadline = document.deadline.toordinal() if document.deadline else NO_DEADLINE
    held = {
        "newest": latest,
        "amount": 0 if document.comparable_wan is None else 1 + round(document.comparable_wan * 100),
        "maturity": document.maturity,
        "deadline": NO_DEADLINE - deadline,  # the next one first, those without last
    }
    return {name: (min(max(value, 0), _LARGEST) << _TIE_BITS) | tie for name, value in held.items()}


def entry(document: Document, analyzer: Analyzer) -> tantivy.Document:
    """A document as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("key", document.key)
    foreign = document.amount_wan is not None and document.comparable_wan is None
    raw: dict[str, tuple[str, ...]] = {
        "kind": (document.kind,), "audience": (document.audience,), "office": (document.office_id,),
        "sectors": document.sectors, "regions": document.regions, "industries": document.industries,
        "modes": document.modes, "band": () if foreign else (band_of(document.amount_wan),),
    }
    for name, values in raw.items():
        for value in values:
            made.add_text(name, value)
    rest = "\n".join((document.summary, document.body, document.office_name))
    for zone, text in zip(ZONES, (document.title, rest), strict=True):
        tokens = analyzer.tokens(text)
        made.add_text(f"{zone}_words", tokens.words)
        made.add_text(f"{zone}_bigrams", tokens.bigrams)
        made.add_text(f"{zone}_chars", tokens.chars)
    if document.comparable_wan is not None:
        made.add_float("amount", float(document.comparable_wan))
    if document.land_mu is not None:
        made.add_float("land", float(document.land_mu))
    made.add_integer("maturity", document.maturity)
    if document.verified is not None:
        made.add_integer("verified_day", document.verified.toordinal())
    made.add_integer("deadline_day", document.deadline.toordinal() if document.deadline else NO_DEADLINE)
    for name, number in sort_keys(document).items():
        made.add_integer(f"sort_{name}", number)
    made.add_bytes("document", document.to_json())
    return made
