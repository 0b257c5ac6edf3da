"""What matching keeps: the pairs on somebody's list, and what either side said of a pair."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.parts.models import MatchPart, PartChange
from matching.picks.models import Pick, PickWeek
from matching.weighting.models import WeightPreview, WeightProposal, WeightSet
from matching.weights import BANDS
from organisations.models import Firm

__all__ = [
    "LIST_LENGTH",
    "Match",
    "MatchPart",
    "MatchQuerySet",
    "PartChange",
    "Pick",
    "PickWeek",
    "Reaction",
    "Reason",
    "Run",
    "Side",
    "Verdict",
    "WeightPreview",
    "WeightProposal",
    "WeightSet",
    "WordCount",
]

LIST_LENGTH = 50  # pairs kept for each firm, and for each opportunity


class Side(models.TextChoices):
    FIRM = "firm", _("firm")
    OFFICE = "office", _("investment office")
    SECRETARIAT = "secretariat", _("secretariat")


class Verdict(models.TextChoices):
    INTERESTED = "interested", _("Interested")
    NOT_RELEVANT = "not_relevant", _("Not relevant")


class Reason(models.TextChoices):
    """Why a pair is not relevant; a short list, so that the answers can be counted."""

    TOO_FAR = "too_far", _("Too far away")
    WRONG_INDUSTRY = "wrong_industry", _("Wrong industry")
    TOO_LARGE = "too_large", _("Investment too large")
    TOO_SMALL = "too_small", _("Investment too small")
    ALREADY_TALKING = "already_talking", _("Already in talks")
    NOT_NOW = "not_now", _("No investment planned soon")
    OTHER = "other", _("Another reason")


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def dismissals(self) -> ReactionQuerySet:
        """What firms do not want to see again: each is a constraint of the next list."""
        return self.filter(side=Side.FIRM, verdict=Verdict.NOT_RELEVANT)

    def interests(self) -> ReactionQuerySet:
        """Firms that said they are interested, the latest first."""
        return self.filter(side=Side.FIRM, verdict=Verdict.INTERESTED).order_by("-at", "-pk")


class Reaction(models.Model):
    """What one side said of a pair. The latest word counts, so there is one row a side and pair."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="reactions", verbose_name=_("firm"))
    opportunity = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="reactions", verbose_name=_("opportunity")
    )
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    about = models.JSONField(_("posting at the time"), default=dict)  # office, place, code of types.Past
    findings = models.JSONField(_("findings at the time"), default=list)
    """[{feature, value, points, weight}]: what the score was made of then, without anybody's words."""
    weights = models.ForeignKey(
        WeightSet, models.PROTECT, null=True, related_name="+", verbose_name=_("version of the weights")
    )

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "opportunity", "side"], name="reaction_once_a_side"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NOT_RELEVANT) | Q(reason=""), name="reaction_reason_with_refusal"
            ),
        ]
        indexes = [models.Index(fields=["side", "verdict", "-at"], name="reaction_latest")]

    def __str__(self) -> str:
        return f"{self.firm} · {self.get_verdict_display()}"


class MatchQuerySet(models.QuerySet["Match"]):
    """Reads. Who may see which columns of a row is decided in `matching.disclosure`."""

    def of_firm(self, firm_id: int) -> MatchQuerySet:
        """A firm's own list, best first, without what it has said is not relevant."""
        return self.filter(firm_id=firm_id, firm_rank__isnull=False).undismissed().order_by("firm_rank")

    def of_opportunity(self, opportunity_id: int) -> MatchQuerySet:
        """The firms listed for an opportunity, best first. Names: for the secretariat only."""
        return (
            self.filter(opportunity_id=opportunity_id, opportunity_rank__isnull=False)
            .undismissed()
            .order_by("opportunity_rank")
        )

    def of_opportunities(self, opportunities: models.QuerySet[Any] | list[int]) -> MatchQuerySet:
        """Every pair on the list of one of these opportunities (ids, or a queryset of ids)."""
        return self.filter(opportunity_id__in=opportunities, opportunity_rank__isnull=False).undismissed()

    def undismissed(self) -> MatchQuerySet:
        """Without the pairs a firm turned down, even while the lists are still being brought up to date."""
        said_no = Reaction.objects.dismissals().filter(
            firm=OuterRef("firm"), opportunity=OuterRef("opportunity")
        )
        return self.filter(~Exists(said_no))

    def to_introduce(self) -> MatchQuerySet:
        """For the secretariat, best first: without what a firm, its office or the secretariat turned down."""
        set_aside = Reaction.objects.filter(
            side__in=(Side.SECRETARIAT, Side.OFFICE),
            verdict=Verdict.NOT_RELEVANT,
            firm=OuterRef("firm"),
            opportunity=OuterRef("opportunity"),
        )
        return self.undismissed().filter(~Exists(set_aside)).order_by("-score", "firm_id", "opportunity_id")

    def fitting(self) -> MatchQuerySet:
        """Without the lowest band: what would be sent to somebody, not what is kept for reference."""
        return self.exclude(band=BANDS[-1][0])

    def band_counts(self) -> dict[str, int]:
        """{code of the band: pairs}, for the bands that occur."""
        return dict(self.order_by().values_list("band").annotate(Count("pk")))

    def firm_counts_by_sector(self) -> list[tuple[str, int]]:
        """[(sector code, firms)], most first. Says how many, never who."""
        rows = self.order_by().exclude(firm__sectors=None).values_list("firm__sectors")
        return _ranked(rows.annotate(Count("firm", distinct=True)))

    def firm_counts_by_province(self) -> list[tuple[str, int]]:
        """[(province code, firms)] by where the firms work, most first. Says how many, never who."""
        rows = self.order_by().values_list("firm__business_region__path", "firm_id").distinct()
        firms: dict[str, set[int]] = {}
        for path, firm_id in rows:
            if path:
                firms.setdefault(path.split("/")[1], set()).add(firm_id)
        return _ranked((code, len(ids)) for code, ids in firms.items())


def _ranked(rows: Any) -> list[tuple[str, int]]:
    return sorted(((code, count) for code, count in rows), key=lambda row: (-row[1], row[0]))


class Match(models.Model):
    """A pair that stands on the firm's list, on the opportunity's, or on both. Ranks count from 1."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="matches", verbose_name=_("firm"))
    intent = models.ForeignKey(
        "organisations.Intent",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="matches",
        verbose_name=_("intent"),
        help_text=_("The firm's intent that fits best. Empty where its own profile was compared."),
    )
    opportunity = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="matches", verbose_name=_("opportunity")
    )
    score = models.FloatField(_("score"))  # 0–100, the sum of the findings' points
    band = models.CharField(_("band"), max_length=16)  # a code of matching.bands
    findings = models.JSONField(_("findings"), default=list)  # matching.adapters.finding_as_json, in order
    scorer_version = models.CharField(_("version of the scorer"), max_length=80)
    weights = models.ForeignKey(
        WeightSet, models.PROTECT, null=True, related_name="+", verbose_name=_("version of the weights")
    )
    firm_rank = models.PositiveSmallIntegerField(_("rank on the firm's list"), null=True)
    opportunity_rank = models.PositiveSmallIntegerField(_("rank on the opportunity's list"), null=True)
    computed_at = models.DateTimeField(_("computed"), default=timezone.now)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["-score", "firm_id", "opportunity_id"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "opportunity"], name="match_once_a_pair"),
            models.CheckConstraint(
                condition=Q(firm_rank__isnull=False) | Q(opportunity_rank__isnull=False),
                name="match_on_a_list",
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "firm_rank"], name="match_firm_list"),
            models.Index(fields=["opportunity", "opportunity_rank"], name="match_opportunity_list"),
            models.Index(fields=["-score"], name="match_best"),
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} · {self.opportunity_id} · {self.score:.0f}"


class Run(models.Model):
    """One row: with what, and for which day, the stored lists were last computed in full.

    `generation` grows with every write. Writing it is also the lock that makes writers take turns.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    scorer_version = models.CharField(max_length=80, blank=True)
    as_of = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    firms = models.PositiveIntegerField(default=0)
    opportunities = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0.0)
    generation = models.PositiveBigIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)  # single changes since the words were counted

    class Meta:
        verbose_name = _("run of the matching")
        verbose_name_plural = _("runs of the matching")

    def __str__(self) -> str:
        return f"{self.scorer_version} · {self.as_of}"


class WordCount(models.Model):
    """One row: how many texts hold each word (`matching.text.corpus`), counted by a full run.

    It stays as it is between full runs: a single change must not move the scores of everybody else.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    size = models.PositiveIntegerField(default=0)
    frequency = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("count of words")
        verbose_name_plural = _("counts of words")

    def __str__(self) -> str:
        return f"{self.size} · {self.counted_at}"
