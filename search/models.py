"""Saved searches, what each has caught, and the mails that tell it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Membership


def new_token() -> str:
    """192 bits: a link that ends or pauses e-mails, and can do nothing else."""
    return secrets.token_urlsafe(24)


class Frequency(models.TextChoices):
    INSTANT = "instant", _("At once")
    DAILY = "daily", _("Once a day")
    NONE = "none", _("Only save it, no e-mail")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, user: Any) -> SavedSearchQuerySet:
        """Those of one person."""
        return self.filter(owner=user)

    def watching(self) -> SavedSearchQuerySet:
        """Those that catch what is new: their conditions still exist, and the owner still has a place here
        (at the firm, where the search is for one).
        """
        memberships: Any = Membership.objects
        places = memberships.active().filter(user=OuterRef("owner"))
        has_place = Q(Exists(places)) | Q(owner__is_superuser=True, owner__is_active=True)
        at_firm = Q(firm=None) | Exists(places.filter(firm=OuterRef("firm")))
        return self.filter(has_place, at_firm, suspended_at=None)

    def with_counts(self) -> SavedSearchQuerySet:
        """With `caught` (all it ever caught) and `fresh` (since its owner last looked)."""
        caught = ~Q(sightings__state=Sighting.State.KNOWN)
        since = Q(looked_at=None) | Q(sightings__found_at__gt=models.F("looked_at"))
        return self.annotate(
            caught=models.Count("sightings", filter=caught & Q(sightings__isnull=False)),
            fresh=models.Count("sightings", filter=caught & since & Q(sightings__isnull=False)),
        )


class SavedSearch(models.Model):
    """A search somebody keeps, and is told about.

    `address` is the canonical address without order and page ("q=冷链&region=510000"), so two that catch the
    same are the same; `same` is the SHA-256 of kind and address. A search of which a condition no longer
    exists is suspended, with what is missing in `suspended_for`: it would otherwise catch more than was asked
    for.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("owner")
    )
    firm = models.ForeignKey(
        "organisations.Firm", models.CASCADE, null=True, blank=True, related_name="saved_searches",
        verbose_name=_("firm"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40, default="opportunity")
    address = models.TextField(_("search"), blank=True)
    same = models.CharField(max_length=64, editable=False)
    frequency = models.CharField(
        _("e-mail"), max_length=8, choices=Frequency.choices, default=Frequency.DAILY
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="zh-hans")
    is_paused = models.BooleanField(_("paused"), default=False)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True, editable=False)
    suspended_for = models.JSONField(_("what is missing"), default=list, blank=True, editable=False)
    suspension_told_at = models.DateTimeField(null=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    since = models.DateTimeField(_("catches what is new since"), default=timezone.now, editable=False)
    known_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(_("last looked at"), null=True, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "same"], name="search_saved_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> QueryDict:
        """The address taken apart."""
        return QueryDict(self.address)

    @property
    def sends(self) -> bool:
        """Whether what it catches goes out by e-mail."""
        return self.frequency != Frequency.NONE and not self.is_paused

    def takes_as_known(self, published: datetime | None) -> bool:
        """Whether a thing is old news to this search, as long as `search.alerts_known` has not yet written
        down what it found when it was saved.
        """
        return self.known_at is None and published is not None and published < self.since


class DigestQuerySet(models.QuerySet["Digest"]):
    def unsent(self) -> DigestQuerySet:
        return self.filter(state__in=Digest.UNSENT)


class Digest(models.Model):
    """One e-mail: written with what it tells, sent by a job.

    `key` is unique: "daily:2025-11-25:7" (day, owner) or "instant:…". A gathering one still takes what is
    caught; a packed one holds exactly its sightings and is sent, however often its worker dies.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", _("Gathering")
        PACKED = "packed", _("Ready to be sent")
        SENT = "sent", _("Sent")
        EMPTY = "empty", _("Nothing left to tell")
        FAILED = "failed", _("Not sent")

    UNSENT = (State.GATHERING, State.PACKED)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name=_("to")
    )
    frequency = models.CharField(_("kind"), max_length=8, choices=Frequency.choices)
    key = models.CharField(max_length=80, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.GATHERING)
    until = models.DateTimeField(_("tells what was caught before"), null=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert e-mail")
        verbose_name_plural = _("alert e-mails")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(state="gathering", frequency="instant"),
                name="search_one_gathering",
            ),
        ]
        indexes = [models.Index(fields=["owner", "frequency", "-sent_at"], name="search_digest_latest")]

    def __str__(self) -> str:
        return self.key


class SightingQuerySet(models.QuerySet["Sighting"]):
    def caught(self) -> SightingQuerySet:
        """What appeared after the search was saved."""
        return self.exclude(state=Sighting.State.KNOWN)

    def to_send(self, frequency: str) -> SightingQuerySet:
        """Those that wait for an e-mail of this kind and are in none yet."""
        return self.filter(
            state=Sighting.State.WAITING, digest=None, search__frequency=frequency, search__is_paused=False,
            search__suspended_at=None,
        )  # fmt: skip


class Sighting(models.Model):
    """A saved search has caught a thing.  Once for each pair, so that nobody is told twice."""

    class State(models.TextChoices):
        KNOWN = "known", _("There when the search was saved")
        WAITING = "waiting", _("To be told")
        TOLD = "told", _("Told")
        KEPT = "kept", _("Listed, no e-mail wanted")
        DROPPED = "dropped", _("Gone before it was told")

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="sightings")
    key = models.CharField(_("of"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    found_at = models.DateTimeField(_("caught"), default=timezone.now)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="sightings")

    objects = SightingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hit of a saved search")
        verbose_name_plural = _("hits of saved searches")
        ordering = ["-found_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["search", "key"], name="search_caught_once")]
        indexes = [
            models.Index(fields=["key"], name="search_sighting_key"),
            models.Index(
                fields=["digest"], condition=Q(state="waiting"), name="search_sighting_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.search_id} · {self.key}"


class Arrival(models.Model):
    """A document that was put into the index and has not yet been held against the saved searches.

    `stamp` is new with each change, so that one which comes while the job works is not lost.
    """

    key = models.CharField(max_length=120, unique=True)
    stamp = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("document to be held against the saved searches")
        verbose_name_plural = _("documents to be held against the saved searches")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key
