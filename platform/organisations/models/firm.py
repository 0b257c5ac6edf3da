"""会员企业: the member firm, direct or under a group member, and the committee it sits on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.choices import MerchantKind, Staff
from organisations.credit_code import fault_of

CREDIT_CODE_FAULTS = {
    "length": _("A unified social credit code has 18 characters. Compare it with the business licence."),
    "alphabet": _(
        "A unified social credit code uses digits and capital letters other than I, O, S, V and Z."
    ),
    "check": _(
        "The check character (the 18th) does not fit the other 17: a character was mistyped or swapped."
    ),
}


def validate_credit_code(value: str) -> None:
    fault = fault_of(value)
    if fault:
        raise ValidationError(CREDIT_CODE_FAULTS[fault], code=f"credit_code_{fault}")


class GroupMember(models.Model):
    """团体会员: a chamber that is itself a member, such as the one of Wenzhou."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    region = models.ForeignKey(
        "taxonomy.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )

    class Meta:
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Committee(models.Model):
    """专委会."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FirmQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_details(self):
        """With everything a card shows, in a constant number of queries."""
        return self.select_related(
            "business_region", "hometown_region", "group_member", "committee"
        ).prefetch_related("sectors", "industries", "target_regions")


class Firm(models.Model):
    """A member firm. Its three kinds of region: where it works, would invest, and comes from."""

    name = models.CharField(_("name"), max_length=120)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
    )
    group_member = models.ForeignKey(
        GroupMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="firms",
        verbose_name=_("member through"),
        help_text=_("Empty for a direct member."),
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="firms", verbose_name=_("committee")
    )
    business_region = models.ForeignKey(
        "taxonomy.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="firms_working",
        verbose_name=_("where it works"),
    )
    hometown_region = models.ForeignKey(
        "taxonomy.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="firms_from",
        verbose_name=_("home region"),
    )
    target_regions = models.ManyToManyField(
        "taxonomy.Region", blank=True, related_name="firms_looking", verbose_name=_("where it would invest")
    )
    sectors = models.ManyToManyField(
        "taxonomy.Sector", blank=True, related_name="firms", verbose_name=_("sectors")
    )
    industries = models.ManyToManyField(
        "taxonomy.Industry", blank=True, related_name="firms", verbose_name=_("industries")
    )
    merchant_kind = models.CharField(
        _("kind of entrepreneur"), max_length=16, choices=MerchantKind.choices, blank=True
    )
    merchant_note = models.TextField(_("about the entrepreneur"), blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    staff = models.CharField(_("people employed"), max_length=8, choices=Staff.choices, blank=True)
    revenue_wan = models.DecimalField(
        _("yearly revenue (10,000 yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    profile = models.TextField(_("what the firm does"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=40, blank=True)
    contact_title = models.CharField(_("position"), max_length=40, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active member"), default=True)
    is_opted_out = models.BooleanField(
        _("takes no recommendations"),
        default=False,
        help_text=_("The firm is matched with nothing while this is on."),
    )
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("member firm")
        verbose_name_plural = _("member firms")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.credit_code = (self.credit_code or "").strip().upper() or None
