"""The rows behind the weights page: versions, previews of a change, proposals from answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.weighting.values import Values


class WeightState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In force")
    RETIRED = "retired", _("Earlier version")


class WeightSetQuerySet(models.QuerySet["WeightSet"]):
    def versions(self) -> WeightSetQuerySet:
        """What is or was in force, the latest first."""
        return self.exclude(state=WeightState.DRAFT).order_by("-number")

    def drafts(self) -> WeightSetQuerySet:
        return self.filter(state=WeightState.DRAFT).order_by("-updated_at", "-pk")

    def active(self) -> WeightSet | None:
        return self.filter(state=WeightState.ACTIVE).first()


class WeightSet(models.Model):
    """One version of the weights: it gets a number when it comes into force, and never changes afterwards."""

    number = models.PositiveIntegerField(_("version"), null=True, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=WeightState.choices, default=WeightState.DRAFT
    )
    points = models.JSONField(_("points"), default=dict)  # feature -> hundredths; together 100 points
    deductions = models.JSONField(_("deductions"), default=dict)  # feature -> hundredths
    introduce = models.FloatField(_("introduce from"))  # lowest score of the upper band
    send = models.FloatField(_("send from"))  # lowest score of the middle band
    note = models.CharField(_("why"), max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    is_shipped = models.BooleanField(_("came with the program"), default=False)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("based on")
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("put into force by"),
    )
    activated_at = models.DateTimeField(_("in force since"), null=True)
    retired_at = models.DateTimeField(_("in force until"), null=True)
    effect = models.JSONField(_("foreseen effect"), null=True)  # matching.weighting.effects

    objects = WeightSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the weights")
        verbose_name_plural = _("versions of the weights")
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=WeightState.ACTIVE), name="weights_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state=WeightState.DRAFT, number=None)
                | (~Q(state=WeightState.DRAFT) & Q(number__isnull=False)),
                name="weights_numbered_from_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}" if self.number else f"{self.get_state_display()} · {self.note[:40]}"

    def save(self, *arguments: Any, **options: Any) -> None:
        """Raises ValueError for a version that has been in force and now says something else."""
        number, said = self.__dict__.get("_read", (None, None))
        if number is not None and (said != _said(self) or number != self.number):
            raise ValueError(f"version {number} of the weights has been in force: it does not change")
        super().save(*arguments, **options)

    @classmethod
    def from_db(cls, *arguments: Any, **options: Any) -> WeightSet:
        row: WeightSet = super().from_db(*arguments, **options)
        row.__dict__["_read"] = (row.__dict__.get("number"), _said(row))
        return row

    @property
    def values(self) -> Values:
        return Values(dict(self.points), dict(self.deductions), self.introduce, self.send)

    @values.setter
    def values(self, values: Values) -> None:
        self.points, self.deductions = dict(values.points), dict(values.deductions)
        self.introduce, self.send = values.introduce, values.send


def _said(row: WeightSet) -> tuple[Any, ...]:
    return tuple(row.__dict__.get(name) for name in ("points", "deductions", "introduce", "send", "note"))


class WeightPreview(models.Model):
    """What a change would do, computed once for these numbers and these lists. May be dropped."""

    stamp = models.CharField(max_length=64, unique=True)
    values_json = models.JSONField(default=dict)
    base = models.ForeignKey(WeightSet, models.CASCADE, related_name="+")
    effect = models.JSONField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preview of weights")
        verbose_name_plural = _("previews of weights")

    def __str__(self) -> str:
        return self.stamp


class ProposalState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Made into a draft")
    DECLINED = "declined", _("Declined")
    OUTDATED = "outdated", _("Overtaken")


class ProposalQuerySet(models.QuerySet["WeightProposal"]):
    def open(self) -> ProposalQuerySet:
        return self.filter(state=ProposalState.OPEN).order_by("-created_at", "-pk")

    def decided(self) -> ProposalQuerySet:
        return self.exclude(state=ProposalState.OPEN).order_by("-decided_at", "-pk")


class WeightProposal(models.Model):
    """A change that both sides' answers speak for. It does nothing until somebody makes a draft of it."""

    feature = models.CharField(_("feature"), max_length=40)
    base = models.ForeignKey(WeightSet, models.PROTECT, related_name="+", verbose_name=_("version"))
    points = models.JSONField(_("points"), default=dict)  # the suggested points, hundredths, together 100
    evidence = models.JSONField(_("evidence"), default=dict)  # matching.weighting.proposing.Evidence
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    reason = models.CharField(_("why not"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    draft = models.ForeignKey(WeightSet, models.SET_NULL, null=True, related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for the weights")
        verbose_name_plural = _("proposals for the weights")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feature"], condition=Q(state=ProposalState.OPEN), name="weights_one_open_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feature} · {self.get_state_display()}"
