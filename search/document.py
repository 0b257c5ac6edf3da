"""What the search knows of a thing: one flat, frozen record. A source makes it, an engine keeps it, a page
shows it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

PUBLIC = "public"
_MARK = re.compile("[a-z][a-z0-9_]*:.+", re.DOTALL)


def is_mark(text: str) -> bool:
    """Whether it has the form "group:code", the group in small letters, digits and underscores."""
    return _MARK.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One posting (later: a firm, a product) as it is indexed and as its row on the result page is drawn.

    Codes are given *with their ancestors*, root first and the thing's own code last, so that a filter on a
    parent is one comparison. Amounts are in 万元; those in another currency (in 万 of it) are shown but never
    compared. Land is in 亩: 0 = none is asked for, None = not said. Contacts never enter a document.

    `marks` are codes of groups that only this kind has ("certificate:organic"), declared in
    `search.sources.register`.
    """

    kind: str
    id: str
    title: str
    summary: str = ""
    body: str = ""
    url: str = ""
    office_id: str = ""
    office_name: str = ""
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    amount_wan: float | None = None
    currency: str = "CNY"
    land_mu: float | None = None
    modes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    maturity: int = 0
    verified: dt.date | None = None
    deadline: dt.date | None = None
    published: dt.datetime | None = None
    is_demo: bool = False
    audience: str = PUBLIC
    version: int = 0

    def __post_init__(self) -> None:
        if not self.kind or ":" in self.kind:
            raise ValueError(f"Document.kind {self.kind!r}: give a word without a colon ('opportunity').")
        if not self.id:
            raise ValueError("Document.id is empty: give the thing's own id as text.")
        if odd := [mark for mark in self.marks if not is_mark(mark)]:
            raise ValueError(f"Document.marks {odd[0]!r}: write 'group:code', such as 'certificate:organic'.")

    @property
    def key(self) -> str:
        """Unique over all kinds: "opportunity:17"."""
        return f"{self.kind}:{self.id}"

    @property
    def comparable_wan(self) -> float | None:
        """The amount where it may be compared with others: in yuan."""
        return self.amount_wan if self.currency == "CNY" else None

    @property
    def region(self) -> str:
        """Code of the place itself, "" when none is known."""
        return self.regions[-1] if self.regions else ""

    def to_json(self) -> bytes:
        """UTF-8 JSON without the fields that hold their default; half a character becomes "?"."""
        named = zip(_DEFAULTS.items(), _values(self), strict=True)
        held = {name: value for (name, default), value in named if value != default}
        return _encoder.encode(held).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, data: bytes | str) -> Document:
        """The inverse of `to_json`; a field this version does not know is left out."""
        held: dict[str, Any] = {name: value for name, value in json.loads(data).items() if name in _DEFAULTS}
        for name in _TUPLES & held.keys():
            held[name] = tuple(held[name])
        for name in ("verified", "deadline"):
            if held.get(name):
                held[name] = dt.date.fromisoformat(held[name])
        if held.get("published"):
            held["published"] = dt.datetime.fromisoformat(held["published"])
        return cls(**held)


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"A document holds no {type(value).__name__}.")


_DEFAULTS = {
    field.name: None if field.default is dataclasses.MISSING else field.default
    for field in dataclasses.fields(Document)
}
_values = attrgetter(*_DEFAULTS)
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
_TUPLES = {name for name, default in _DEFAULTS.items() if default == ()}
