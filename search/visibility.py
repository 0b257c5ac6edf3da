"""Who may see what: one predicate, used by every engine and by every page that shows a document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from search.document import PUBLIC, Document
from search.plan import Filter, Range, Terms

MEMBERS = "members"
STAFF = "staff"


def office_audience(office_id: str) -> str:
    """The audience that is one office's own people."""
    return f"office:{office_id}"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever searches.  There is no default: a search always says for whom it is."""

    is_member: bool = False
    is_staff: bool = False
    offices: frozenset[str] = frozenset()

    @property
    def audiences(self) -> tuple[str, ...]:
        """The audiences this viewer belongs to."""
        held = [PUBLIC]
        if self.is_member or self.is_staff:
            held.append(MEMBERS)
        if self.is_staff:
            held.append(STAFF)
        return (*held, *sorted(office_audience(office) for office in self.offices))


ANYONE = Viewer()


def may_see(document: Document, viewer: Viewer, *, today: dt.date) -> bool:
    """A document is seen by its audience until its deadline has passed; staff see closed ones too."""
    is_open = document.deadline is None or document.deadline >= today
    return document.audience in viewer.audiences and (is_open or viewer.is_staff)


def conditions(viewer: Viewer, *, today: dt.date) -> tuple[Filter, ...]:
    """`may_see` as conditions of a plan; a test holds the two together."""
    audience = Terms("audience", viewer.audiences)
    return (audience,) if viewer.is_staff else (audience, Range("deadline_day", low=today.toordinal()))
