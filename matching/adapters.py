"""From models to the core's types and back. Nothing else in matching knows both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from matching import sources
from matching.models import Reaction, Reason, Side, Verdict, WordCount
from matching.types import Past
from matching.weighting.versions import in_force
from organisations.models import Firm as FirmRow
from organisations.models import Intent

if TYPE_CHECKING:
    from matching.pairs import Scoring
    from matching.text.corpus import Corpus
    from matching.types import Finding, Firm, Match, Opportunity
    from matching.weighting.models import WeightSet
    from matching.weights import Weights


def scoring(version: WeightSet | None = None, *, weights: Weights | None = None) -> Scoring:
    """The scorer of today, over the taxonomy as it now stands and the words as they were last counted.

    With the weights of `version` (by default the one in force), or, to try them out, with `weights`.
    """
    from matching.scoring import CoreScoring

    if weights is not None:
        return CoreScoring(corpus=_corpus(), today=timezone.localdate(), weights=weights)
    version = version or in_force()
    return CoreScoring(
        corpus=_corpus(), today=timezone.localdate(), weights=version.values.weights(), version=version
    )


def scorer_version() -> str:
    """Names everything but the day that the stored scores depend on."""
    return scoring().version


_counted: tuple[datetime | None, Corpus] | None = None


def _corpus() -> Corpus:
    """The stored counts; read again only when they were counted anew."""
    global _counted
    from matching.text.corpus import Corpus

    at = WordCount.objects.filter(pk=1).values_list("counted_at", flat=True).first()
    if _counted is None or _counted[0] != at:
        row = WordCount.objects.filter(pk=1).first()
        _counted = (at, Corpus(row.frequency, row.size) if row else Corpus())
    return _counted[1]


def count_words(firms: Iterable[Firm], opportunities: Iterable[Opportunity]) -> None:
    """Count anew how rare each word is among all that both sides wrote, and keep the counts."""
    corpus = scoring().count_words(firms, opportunities)
    WordCount.objects.update_or_create(
        pk=1,
        defaults={
            "size": corpus.size,
            "frequency": dict(corpus.frequency),
            "counted_at": timezone.now(),
        },
    )


def matchable() -> QuerySet[FirmRow]:
    """The firms that take part: awake, and not opted out."""
    return FirmRow.objects.filter(is_active=True, is_opted_out=False)


def firms(ids: Iterable[int] | None = None) -> list[Firm]:
    """The firms to be matched, one record for each current intent; a firm without one as its profile says.

    Firms that sleep or take no recommendations are left out. In the order of their ids; a constant number of
    queries.
    """
    rows = matchable()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    rows = rows.order_by("pk").prefetch_related("sectors", "industries", "target_regions")
    intents: dict[int, list[Intent]] = {}
    open_now: QuerySet[Intent] = Intent.objects.current()  # type: ignore[no-untyped-call]
    current = open_now.filter(firm__in=rows).order_by("pk")
    for intent in current.prefetch_related(
        "sectors", "industries", "target_regions", "excluded_regions", "excluded_industries"
    ):
        intents.setdefault(intent.firm_id, []).append(intent)
    dismissed: dict[int, list[tuple[str, str]]] = {}
    past: dict[int, list[Past]] = {}
    said = Reaction.objects.filter(firm__in=rows, side=Side.FIRM).order_by("opportunity_id")
    for reaction in said.values("firm_id", "opportunity_id", "verdict", "reason", "about"):
        if reaction["verdict"] == Verdict.NOT_RELEVANT:
            told = (str(reaction["opportunity_id"]), _reason(reaction["reason"]))
            dismissed.setdefault(reaction["firm_id"], []).append(told)
        if reaction["about"]:
            dealing = Past(reaction["verdict"], reason=reaction["reason"], **reaction["about"])
            past.setdefault(reaction["firm_id"], []).append(dealing)
    return [
        firm_record(
            row, intent, dismissed=tuple(dismissed.get(row.pk, ())), past=tuple(past.get(row.pk, ()))
        )
        for row in rows
        for intent in intents.get(row.pk, [None])
    ]


def about(opportunity_id: int) -> dict[str, str | None]:
    """What is remembered of a posting beside a reaction to it: whose it was, where, of which industry.

    Empty when it cannot be read any more. Remembered and not looked up later, so that a posting that changes
    moves no score of a firm that has not changed.
    """
    found = sources.opportunities([opportunity_id])
    if not found:
        return {}
    posting = found[0]
    code = posting.gb4754[0] if posting.gb4754 else None
    return {"office": posting.office, "place": posting.region_code, "code": code}


def _reason(code: str) -> str:
    """A reason as the Chinese sentence of the constraint names it."""
    with override("zh-hans"):
        return str(Reason(code).label) if code in Reason.values else ""


def firm_record(
    row: FirmRow,
    intent: Intent | None,
    *,
    dismissed: tuple[tuple[str, str], ...] = (),
    past: tuple[Past, ...] = (),
) -> Firm:
    """One firm as one of its intents has it, or, with None, as its own profile has it.

    Where an intent is silent the firm's own profile speaks. Industries are the exception: an intent that
    names other sectors than the firm's is about something new, so the firm's present ones are left out.
    """
    from matching.types import Firm

    sectors, industries = _codes(row.sectors), _codes(row.industries)
    common: dict[str, Any] = {
        "id": str(row.pk),
        "name": row.name,
        "business_region_code": row.business_region_id,
        "hometown_region_code": row.hometown_region_id,
        "dismissed": dismissed,
        "past": past,
    }
    targets = _codes(row.target_regions)
    if intent is None:
        return Firm(
            **common,
            sectors=sectors,
            gb4754=industries,
            target_region_codes=targets,
            profile=row.profile,
        )
    wanted_sectors, wanted_industries = _codes(intent.sectors), _codes(intent.industries)
    if not wanted_industries and (not wanted_sectors or set(wanted_sectors) & set(sectors)):
        wanted_industries = industries
    if not wanted_sectors and not _codes(intent.industries):
        wanted_sectors = sectors
    return Firm(
        **common,
        intent_id=str(intent.pk),
        sectors=wanted_sectors,
        gb4754=wanted_industries,
        target_region_codes=_codes(intent.target_regions) or targets,
        excluded_region_codes=_codes(intent.excluded_regions),
        excluded_gb4754=_codes(intent.excluded_industries),
        budget_min_wan=_figure(intent.budget_min_wan),
        budget_max_wan=_figure(intent.budget_max_wan),
        land_min_mu=_figure(intent.land_min_mu),
        land_max_mu=_figure(intent.land_max_mu),
        modes=tuple(intent.modes or ()),
        profile="\n".join(text for text in (intent.title, intent.text, row.profile) if text.strip()),
        dislikes=intent.dislikes,
    )


def _codes(relation: Any) -> tuple[str, ...]:
    return tuple(sorted(row.pk for row in relation.all()))


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def firm_pk(record: Firm) -> int:
    """The primary key behind a record."""
    return int(record.id)


FINDING = (
    "feature",
    "points",
    "weight",
    "value",
    "sentence",
    "sentence_en",
    "left",
    "right",
    "left_en",
    "right_en",
)


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding as a stored match keeps it: the fields of `matching.types.Finding` by name."""
    return {name: getattr(finding, name) for name in FINDING}


def explanation(match: Match, version_id: int | None) -> dict[str, Any]:
    """What a stored row keeps of the core's match beside the score, and whose weights these were."""
    findings = [finding_as_json(finding) for finding in match.findings]
    return {"band": match.band, "findings": findings, "weights_id": version_id}
