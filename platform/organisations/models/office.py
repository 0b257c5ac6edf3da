"""招商部门: the office that publishes opportunities for its region."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvestmentOfficeQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class InvestmentOffice(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    region = models.ForeignKey(
        "taxonomy.Region", models.PROTECT, related_name="offices", verbose_name=_("region it answers for")
    )
    superior = models.CharField(_("superior authority"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    phone = models.CharField(_("office telephone"), max_length=30, blank=True)
    about = models.TextField(_("about"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = InvestmentOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("investment office")
        verbose_name_plural = _("investment offices")
        ordering = ["region_id", "name"]

    def __str__(self) -> str:
        return self.name
