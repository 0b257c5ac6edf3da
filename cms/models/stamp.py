from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentStamp(models.Model):
    """One row with a number that changes whenever something does that public pages are drawn from."""

    stamp = models.BigIntegerField()

    class Meta:
        verbose_name = _("stamp of the content")
        verbose_name_plural = _("stamp of the content")
