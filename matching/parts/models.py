"""A full run on its way: its parts, what each has found, and who changed meanwhile."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchPart(models.Model):
    """One part of the firms: those with `first` ≤ primary key ≤ `last`.  `found` as `packing` makes it.

    All rows belong to one run: a new one deletes those of the last, whose jobs then find nothing to do.
    """

    run = models.CharField(_("run"), max_length=32)
    number = models.PositiveIntegerField(_("number"))
    first = models.PositiveBigIntegerField(_("first firm"))
    last = models.PositiveBigIntegerField(_("last firm"))
    as_of = models.DateField(_("day"))
    scorer_version = models.CharField(_("version of the scorer"), max_length=80)
    found = models.BinaryField(null=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("part of a full run")
        verbose_name_plural = _("parts of a full run")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="part_once_a_run")]

    def __str__(self) -> str:
        return f"{self.run}/{self.number}"


class PartChange(models.Model):
    """Who was brought in alone while a full run is on its way, and is to be brought in again after it."""

    kind = models.CharField(max_length=40)  # of the job: matching.match_firm, matching.match_opportunity
    owner = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("change during a full run")
        verbose_name_plural = _("changes during a full run")
        constraints = [models.UniqueConstraint(fields=["kind", "owner"], name="part_change_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner}"
