"""The group and the collection that let an office's people at their own pages, pictures and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeAccess(models.Model):
    office = models.OneToOneField("organisations.InvestmentOffice", models.CASCADE, related_name="access")
    group = models.OneToOneField("auth.Group", models.PROTECT, related_name="office_access")
    collection = models.OneToOneField("wagtailcore.Collection", models.PROTECT, related_name="office_access")

    class Meta:
        verbose_name = _("access of an office")
        verbose_name_plural = _("access of offices")

    def __str__(self) -> str:
        return str(self.office)
