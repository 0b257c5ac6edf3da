"""双盲: who may see what of a pair before both sides have agreed to be introduced.

firm         its own side in full, the public posting, every reason; never the office's contact
office       how many firms match, by sector and province where they are not too few; of a firm that said it
             is interested: sector, size and province, and how the points fell; never name, words, codes or
             sentences. Of such a firm it may say whether it would receive it (`matching.feedback`)
secretariat  both sides
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from matching.models import Match, MatchQuerySet, Reaction

if TYPE_CHECKING:
    from organisations.models import Firm

QUOTING = frozenset({"reservation"})  # `right` quotes the firm, too


@dataclass(frozen=True, slots=True)
class Silhouette:
    """All that an office learns of a firm: rows of sectors, the code of a province, a range of people."""

    sectors: tuple[Any, ...]
    province: str
    staff: str


def silhouette(firm: Firm) -> Silhouette:
    """Uses `firm.with_details()` where it was prefetched."""
    region = firm.business_region
    return Silhouette(
        sectors=tuple(firm.sectors.all()),
        province=region.ancestor_codes[0] if region and region.ancestor_codes else "",
        staff=str(firm.get_staff_display()) if firm.staff else "",
    )


FEWEST = 3  # firms of one sector or province, before their number is told


@dataclass(frozen=True, slots=True)
class Counted:
    """`rows`: (code, firms) of at least FEWEST each; `others`: how many smaller groups there are beside them.

    `is_too_few`: altogether fewer than FEWEST, so that any division would point at somebody.
    """

    rows: list[tuple[str, int]]
    others: int
    is_too_few: bool


def counted(rows: Iterable[tuple[str, int]], firms: int) -> Counted:
    """Counts an office may see. Small groups are neither named nor numbered; `firms`: how many in all.

    What is missing from the sum may tell the size of the small groups, never who or where they are.
    """
    listed = list(rows)
    if firms < FEWEST:
        return Counted([], 0, is_too_few=True)
    told = [row for row in listed if row[1] >= FEWEST]
    return Counted(told, len(listed) - len(told), is_too_few=False)


def open_to_office(opportunity_ids: Iterable[int]) -> MatchQuerySet:
    """Pairs of which an office may see the silhouette: the firm itself said that it is interested."""
    said_yes = Reaction.objects.interests().filter(firm=OuterRef("firm"), opportunity=OuterRef("opportunity"))
    return Match.objects.filter(Exists(said_yes), opportunity__in=opportunity_ids)


def findings_for_office(
    findings: Iterable[dict[str, Any]], *, industry: str, region: str
) -> list[dict[str, Any]]:
    """The same points without what the firm wrote. `industry`, `region`: its silhouette in words.

    Sentences go too: they quote the firm. What the office itself wrote stays.
    """
    shown = {
        "industry": industry,
        "region": region,
        "fit": " · ".join(part for part in (industry, region) if part),
    }
    return [
        {
            **finding,
            "left": shown.get(finding["feature"], ""),
            "left_en": "",
            "sentence": "",
            "sentence_en": "",
            **({"right": "", "right_en": ""} if finding["feature"] in QUOTING else {}),
        }
        for finding in findings
    ]
