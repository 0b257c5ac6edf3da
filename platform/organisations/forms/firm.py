"""What a firm says about itself."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Firm
from taxonomy.models import Sector

from .fields import IndustriesField, RegionField, RegionsField, WanField
from .saving import ServiceForm

EARLIEST_YEAR = 1800
WAN_HELP = _("In units of 10,000 yuan; 1.2亿 is understood too.")
_PHONE = re.compile(r"[+(]?\d[\d\s()+/\-转x]{5,28}")


def sectors_field(**options: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        Sector.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Sectors"),
        **options,
    )


class FirmForm(ServiceForm):
    sectors = sectors_field(help_text=_("The chamber's twelve. Choose every one the firm works in."))
    industries = IndustriesField(
        required=False,
        label=_("Industries"),
        help_text=_(
            "National classification: a name, a common word or a code, one a line. Example: 预制菜, 1432."
        ),
    )
    business_region = RegionField(
        required=False, label=_("Where it works"), help_text=_("City or county. Example: 温州, 荣县, 330300.")
    )
    target_regions = RegionsField(
        required=False,
        label=_("Where it would invest"),
        help_text=_("One or several, one a line. Groups such as 川南 are understood."),
    )
    hometown_region = RegionField(
        required=False,
        label=_("Where its people come from"),
        help_text=_("Home county or city of the founders."),
    )
    revenue_wan = WanField(
        required=False,
        label=_("Yearly revenue"),
        help_text=WAN_HELP,
    )

    class Meta:
        model = Firm
        fields = [
            "name", "credit_code", "founded_year", "staff", "revenue_wan", "merchant_kind", "merchant_note",
            "profile", "sectors", "industries", "business_region", "target_regions", "hometown_region",
            "contact_name", "contact_title", "contact_phone", "contact_email", "is_opted_out",
        ]  # fmt: skip
        widgets = {
            "founded_year": forms.TextInput(attrs={"class": "input input--s", "inputmode": "numeric"}),
            "profile": forms.Textarea(attrs={"class": "area", "rows": 5}),
            "merchant_note": forms.Textarea(attrs={"class": "area", "rows": 2}),
        }
        labels = {
            "name": _("Name of the firm"),
            "credit_code": _("Unified social credit code"),
            "founded_year": _("Founded in"),
            "staff": _("People employed"),
            "merchant_kind": _("Kind of entrepreneur"),
            "merchant_note": _("About the entrepreneur"),
            "profile": _("What the firm does"),
            "contact_name": _("Contact"),
            "contact_title": _("Position"),
            "contact_phone": _("Telephone"),
            "contact_email": _("E-mail"),
            "is_opted_out": _("Recommend nothing to this firm"),
        }
        help_texts = {
            "credit_code": _("18 characters, as on the business licence."),
            "profile": _("Products, capacity, customers. These words are compared with what offices write."),
            "is_opted_out": _("While this is on the firm is matched with no opportunity."),
        }
        error_messages = {
            "credit_code": {
                "unique": _("Another member firm has this code. If it is yours, tell the secretariat.")
            },
        }

    def clean_credit_code(self) -> str | None:
        return "".join((self.cleaned_data["credit_code"] or "").split()).upper() or None

    def clean_founded_year(self) -> int | None:
        year = self.cleaned_data["founded_year"]
        this_year = timezone.localdate().year
        if year is not None and not EARLIEST_YEAR <= year <= this_year:
            raise ValidationError(
                _("Write a year between %(first)s and %(last)s."),
                params={"first": EARLIEST_YEAR, "last": this_year},
            )
        return year

    def clean_contact_phone(self) -> str:
        phone = self.cleaned_data["contact_phone"].strip()
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Write a telephone number such as 0577-8800 0000 or 138 0000 0000."))
        return phone
