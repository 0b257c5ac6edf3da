"""The fields of the index at Elasticsearch, and a document as an entry of it.

The tables of `search.fields` say which fields there are; text is split at spaces only, for `search.analysis`
has made the tokens.  The name of an index carries a hash of all this, so an index of another form is never
taken for one of this.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from typing import Any

import elasticsearch_dsl as dsl

from search.fields import FIELDS_VERSION, FLOATS, KEYWORDS, SORTS, TOKENS, WHOLES, Fields

_KEPT = {"basic": "docs", "freq": "freqs", "position": "positions"}
SETTINGS: dict[str, Any] = {
    # one shard: counts and the figures behind a score are of all documents, as in the embedded index
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # what was taken out may come back in an older version at once, as in the embedded index
    "gc_deletes": "0s",
    # the constants of tantivy
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
}


class Entry(dsl.Document):  # type: ignore[misc]  # the package has no types
    """What is indexed of a document.  Only `document`, the whole as JSON, is kept to be read."""

    key = dsl.Keyword()
    document = dsl.Keyword(index=False, doc_values=False)

    class Meta:
        dynamic = dsl.MetaField("strict")
        source = dsl.MetaField(includes=["document"])


for _name in KEYWORDS:
    Entry._doc_type.mapping.field(_name, dsl.Keyword())
for _name, _detail in TOKENS.items():
    Entry._doc_type.mapping.field(_name, dsl.Text(analyzer="whitespace", index_options=_KEPT[_detail]))
for _name in FLOATS:
    Entry._doc_type.mapping.field(_name, dsl.Double())
for _name in WHOLES:
    Entry._doc_type.mapping.field(_name, dsl.Integer())
for _name in SORTS:
    Entry._doc_type.mapping.field(_name, dsl.Long(index=False))

MAPPING: dict[str, Any] = Entry._doc_type.mapping.to_dict()


def digest(text: str, size: int) -> str:
    """A short hash in hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


SCHEMA = digest(json.dumps([FIELDS_VERSION, MAPPING, SETTINGS], sort_keys=True), 4)
"""Eight digits: the same for two indices that answer the same searches."""


def new_name(prefix: str, analysis: str) -> str:
    """The name of an index to be built: prefix, SCHEMA, a hash of the analysis, and what makes it unique."""
    return f"{prefix}-{SCHEMA}-{digest(analysis, 3)}-{time.strftime('%y%m%d%H%M%S')}{uuid.uuid4().hex[:4]}"


def made_by(name: str, prefix: str, analysis: str) -> bool:
    """Whether an index has these fields and this analysis."""
    return name.startswith(f"{prefix}-{SCHEMA}-{digest(analysis, 3)}-")


def entry(fields: Fields) -> dict[str, Any]:
    """A document as the bulk helpers take it, but for the index it goes to.

    The version is the document's own: Elasticsearch itself refuses an older one.
    """
    held = Entry(
        meta={"id": fields.key},
        key=fields.key,
        document=fields.stored.decode(),
        **{name: list(values) for name, values in fields.keywords.items()},
        **fields.tokens,
        **fields.numbers,
    )
    action: dict[str, Any] = held.to_dict(include_meta=True)
    return action | {"_version": fields.version, "_version_type": "external_gte"}
