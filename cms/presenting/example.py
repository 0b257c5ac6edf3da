"""A real recommendation for the front page: the best stored pair of two things made up for demonstration.

The firm is shown as an office would see it, without its name. A site without demonstration data shows none.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from cms.models import OpportunityPage
from cms.presenting.features import feature_word
from cms.presenting.strip import strip_of
from matching.phrasing import said

LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    left: str
    right: str
    points: str
    css: str


@dataclass(frozen=True, slots=True)
class Example:
    province: str  # code
    sector: str
    title: str
    url: str
    score: float
    findings: list[dict[str, Any]]
    lines: tuple[Line, ...]


def example(request: HttpRequest | None) -> Example | None:
    """In two queries."""
    from matching.disclosure import silhouette
    from matching.models import Match

    postings = OpportunityPage.objects.open().filter(is_demo=True).order_by().values("pk")
    match = (
        Match.objects.undismissed()
        .filter(firm__is_demo=True, opportunity__in=postings)
        .select_related("firm__business_region", "opportunity")
        .prefetch_related("firm__sectors")
        .order_by("-score", "firm_id", "opportunity_id")
        .first()
    )
    if match is None or not match.findings:
        return None
    seen = silhouette(match.firm)
    return Example(
        province=seen.province,
        sector=seen.sectors[0].label if seen.sectors else "",
        title=match.opportunity.title,
        url=match.opportunity.get_url(request) or "",
        score=match.score,
        findings=match.findings,
        lines=_lines(match.findings, match.score),
    )


def _lines(findings: list[dict[str, Any]], score: float) -> tuple[Line, ...]:
    """The first findings that quote a side, with the whole points the strip below them shows."""
    points = {part.feature: part.points for part in strip_of(findings, score).parts}
    quoting = [finding for finding in findings if finding.get("left") or finding.get("right")]
    return tuple(_line(finding, points.get(finding["feature"], 0)) for finding in quoting[:LINES])


def _line(finding: dict[str, Any], points: int) -> Line:
    silent = finding.get("value") is None
    css = "cut" if points < 0 else ""
    if silent:
        css = "open-l" if not finding.get("left") else "open-r"
    shown = "—" if silent else str(points).replace("-", "−")
    label = str(feature_word(finding["feature"]).label)
    english = (get_language() or "").startswith("en")
    left, right = (said(finding, side, english=english) for side in ("left", "right"))
    return Line(label, left, right, shown, css)
