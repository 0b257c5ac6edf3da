"""An import, from the file that was handed in to what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportQuerySet(models.QuerySet):
    def of(self, user):
        """The imports `user` may see: everyone's for the secretariat, otherwise those of the own offices."""
        from organisations import access

        held = access.places(user)
        if held.is_secretariat:
            return self
        return self.filter(office_id__in=held.office_ids)


class Import(models.Model):
    class Kind(models.TextChoices):
        BOOKLET = "booklet", _("Booklet of opportunities")
        FIRMS = "firms", _("List of member firms")

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("ready to be saved")
        SAVING = "saving", _("being saved")
        SAVED = "saved", _("saved")
        UNUSABLE = "unusable", _("unusable")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m")
    original_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    office = models.ForeignKey(
        "organisations.InvestmentOffice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("office of all rows"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.READING, db_index=True
    )
    report = models.JSONField(_("report"), default=dict, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="imports",
        verbose_name=_("handed in by"),
    )
    uploaded_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), null=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name
