"""A stored match as a page shows it: the posting, the reasons, what each side wrote, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cms.models import OpportunityPage
from cms.presenting.features import feature_word
from cms.presenting.strip import Part, strip_of
from matching.models import Match, Reaction, Reason, Side
from matching.phrasing import said as said_by
from organisations.models import Intent

# Where a firm writes what a feature compares: the field of its intent, and of its profile.
INTENT_FIELDS = {
    "industry": "industries",
    "region": "target_regions",
    "size": "budget_min_wan",
    "mode": "modes",
    "text": "text",
}
PROFILE_FIELDS = {"industry": "industries", "region": "target_regions", "text": "profile"}


@dataclass(frozen=True, slots=True)
class Row:
    """One reason with both sides, for the leaf. `css` says how the joint is drawn."""

    feature: str
    label: str
    points: int
    weight: int
    said: bool
    left: str
    right: str
    sentence: str
    css: str
    fill_url: str = ""  # where the firm adds what it has not said


@dataclass(frozen=True, slots=True)
class Card:
    """`match` is None for a posting that is on the list no more."""

    match: Match | None
    page: OpportunityPage
    url: str = ""
    rows: list[Row] = field(default_factory=list)
    say: list[Row] = field(default_factory=list)
    open_left: list[Row] = field(default_factory=list)
    open_right: list[Row] = field(default_factory=list)
    reaction: Reaction | None = None

    @property
    def reasons(self):
        return Reason.choices


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def cards(
    matches: Iterable[Match], *, request: HttpRequest, reactions: dict[int, Reaction] | None = None
) -> list[Card]:
    """In the order of `matches`. `reactions`: by opportunity. A constant number of queries."""
    listed = list(matches)
    pages = OpportunityPage.objects.with_details().in_bulk([match.opportunity_id for match in listed])
    found = []
    for match in listed:
        page = pages.get(match.opportunity_id)
        if page is not None:
            rows = rows_of(match.findings, match.score, fill=fill_links(match.intent_id))
            reaction = (reactions or {}).get(match.opportunity_id)
            found.append(_card(match, page, page.get_url(request) or "", rows, reaction))
    return found


def _card(match: Match, page: OpportunityPage, url: str, rows: list[Row], reaction: Reaction | None) -> Card:
    return Card(
        match,
        page,
        url,
        rows,
        strongest(rows),
        [row for row in rows if "open-l" in row.css],
        [row for row in rows if "open-r" in row.css],
        reaction,
    )


def strongest(rows: list[Row]) -> list[Row]:
    """What is said of a pair in a list: three reasons for it, two against it."""
    spoken = [row for row in rows if row.said and row.sentence]
    fors = [row for row in spoken if row.points > 0 and row.feature != "fit"]
    cuts = [row for row in spoken if row.points < 0]
    return [*fors[:3], *cuts[:2]]


def counting(start: int) -> str:
    """The class that lets a page of a list go on counting; beyond the fiftieth nothing is numbered."""
    if start <= 1:
        return ""
    return f" matches--{start - 1}" if start <= 41 else " matches--many"


def rows_of(
    findings: Iterable[dict[str, Any]], score: float, *, fill: dict[str, str] | None = None
) -> list[Row]:
    """One row a finding, in the order and with the whole points of the docking strip."""
    listed = list(findings)
    parts = {part.feature: part for part in strip_of(listed, score, english=in_english()).parts}
    by_feature = {finding["feature"]: finding for finding in listed}
    return [_row(by_feature[name], part, fill or {}) for name, part in parts.items()]


def _row(finding: dict[str, Any], part: Part, fill: dict[str, str]) -> Row:
    said = finding.get("value") is not None
    left, right = (said_by(finding, side, english=in_english()) for side in ("left", "right"))
    css = []
    if not said:
        css = [name for name, side in (("open-l", left), ("open-r", right)) if not side]
    elif part.points < 0:
        css = ["cut"]
    return Row(
        part.feature,
        str(feature_word(part.feature).label),
        part.points,
        round(float(finding.get("weight") or 0)),
        said,
        left,
        right,
        part.sentence,
        " ".join(css),
        fill.get(part.feature, "") if "open-l" in css else "",
    )


def fill_links(intent_id: int | None) -> dict[str, str]:
    """Feature → where the firm adds it: the field of the intent that was compared, or of its profile."""
    if intent_id is not None:
        base = reverse("workbench:intent", args=[intent_id])
        return {feature: f"{base}#id_{field}" for feature, field in INTENT_FIELDS.items()}
    profile, new = reverse("workbench:firm_profile"), reverse("workbench:intent_new")
    links = {feature: f"{new}#id_{field}" for feature, field in INTENT_FIELDS.items()}
    return links | {feature: f"{profile}#id_{field}" for feature, field in PROFILE_FIELDS.items()}


def reactions_of_firm(firm_id: int) -> dict[int, Reaction]:
    """What the firm has said so far, by opportunity."""
    return {row.opportunity_id: row for row in Reaction.objects.filter(firm=firm_id, side=Side.FIRM)}


def intents_of(firm) -> list[Intent]:
    """The firm's current intents with everything a card shows."""
    return list(Intent.objects.current().filter(firm=firm).with_details())
