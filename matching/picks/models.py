"""A week's picks, as they were drawn, changed and released."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Firm


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week a day is in."""
    return day - dt.timedelta(days=day.weekday())


class PickWeekQuerySet(models.QuerySet["PickWeek"]):
    def released(self) -> PickWeekQuerySet:
        return self.filter(released_at__isnull=False)

    def current(self) -> PickWeek | None:
        """The week that is shown today: this one's, once it is released."""
        return self.released().filter(monday=monday_of(timezone.localdate())).first()


class PickWeek(models.Model):
    """One week: by which rules it was drawn, and what that is worth beside each firm's own best list."""

    monday = models.DateField(_("week from"), unique=True)
    rules = models.JSONField(_("rules"), default=dict)  # fields of matching.allocation.Rules
    figures = models.JSONField(_("figures"), default=dict)  # fields of Figures, of the picks as drawn
    alone = models.JSONField(_("figures of the firms' own lists"), default=dict)  # the same, "independent"
    scorer_version = models.CharField(_("version of the scorer"), max_length=80, blank=True)
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now)
    released_at = models.DateTimeField(_("released"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("released by")
    )

    objects = PickWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week of picks")
        verbose_name_plural = _("weeks of picks")
        ordering = ["-monday"]

    def __str__(self) -> str:
        return self.monday.isoformat()


class PickQuerySet(models.QuerySet["Pick"]):
    def standing(self) -> PickQuerySet:
        """Without those the secretariat took off."""
        return self.filter(removed_at__isnull=True)

    def shown_to(self, firm_id: int) -> PickQuerySet:
        """What a firm sees this week, best first; nothing before the release."""
        week = PickWeek.objects.current()
        return self.standing().filter(week=week, firm_id=firm_id) if week else self.none()


class Pick(models.Model):
    """One pair of a week. `own_rank` is its place on the firm's own list (None: beyond the stored list);
    `only_look` says that no firm would have seen the opportunity by the firms' own lists.
    """

    week = models.ForeignKey(PickWeek, models.CASCADE, related_name="picks", verbose_name=_("week"))
    firm = models.ForeignKey(Firm, models.CASCADE, related_name="picks", verbose_name=_("firm"))
    opportunity = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="picks", verbose_name=_("opportunity")
    )
    score = models.FloatField(_("score"))
    band = models.CharField(_("band"), max_length=16)
    own_rank = models.PositiveSmallIntegerField(_("place on the firm's own list"), null=True)
    only_look = models.BooleanField(_("its only look"), default=False)
    removed_at = models.DateTimeField(_("taken off"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("taken off by")
    )
    removed_because = models.CharField(_("why it was taken off"), max_length=200, blank=True)

    objects = PickQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        ordering = ["firm_id", "-score", "opportunity_id"]
        constraints = [
            models.UniqueConstraint(fields=["week", "firm", "opportunity"], name="pick_once_a_week"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_because=""), name="pick_removed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} · {self.firm_id} · {self.opportunity_id}"
