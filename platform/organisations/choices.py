"""Word lists that forms, imports and sentences share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    OFFICER = "officer", _("Investment officer")
    FIRM = "firm", _("Firm contact")


class Department(models.TextChoices):
    MEMBERS = "members", _("Member services")
    AFFAIRS = "affairs", _("Meetings and business")
    CULTURE = "culture", _("Culture and brand")


class MerchantKind(models.TextChoices):
    """川商类型, asked for by the forms of some offices."""

    SICHUAN_ABROAD = "sichuan_abroad", _("Sichuan entrepreneur working elsewhere")
    SICHUAN_HOME = "sichuan_home", _("Sichuan entrepreneur working in Sichuan")
    ZHEJIANG = "zhejiang", _("Zhejiang entrepreneur")
    OTHER = "other", _("Other entrepreneur")


class Staff(models.TextChoices):
    """How many people work there."""

    UNDER_20 = "0-19", _("under 20")
    UNDER_100 = "20-99", _("20–99")
    UNDER_300 = "100-299", _("100–299")
    UNDER_1000 = "300-999", _("300–999")
    OVER_1000 = "1000+", _("1,000 and more")
