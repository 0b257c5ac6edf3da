"""The fields of the embedded index, and a document as an entry of it.

Text is split at spaces only: `search.analysis` has made the tokens.
"""

from __future__ import annotations

import tantivy

from search.fields import FIELDS_VERSION, FLOATS, KEYWORDS, SORTS, TOKENS, WHOLES, Fields

SCHEMA_VERSION = f"2.{FIELDS_VERSION}"
SPACES = "spaces"  # the analyser's name inside tantivy


def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", *KEYWORDS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name, kept in TOKENS.items():
        builder.add_text_field(name, tokenizer_name=SPACES, index_option=kept)
    for name in FLOATS:
        builder.add_float_field(name, indexed=True, fast=True)
    for name in WHOLES:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in SORTS:
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """An index just opened or made, with its analyser: tantivy forgets it at every close."""
    index.register_tokenizer(SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def entry(fields: Fields) -> tantivy.Document:
    """A document as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("key", fields.key)
    for name, values in fields.keywords.items():
        for value in values:
            made.add_text(name, value)
    for name, tokens in fields.tokens.items():
        made.add_text(name, tokens)
    for name, number in fields.numbers.items():
        if name in FLOATS:
            made.add_float(name, number)
        else:
            made.add_integer(name, int(number))
    made.add_bytes("document", fields.stored)
    return made
