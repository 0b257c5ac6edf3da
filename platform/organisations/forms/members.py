"""Forms of the secretariat's admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.models import (
    Committee,
    Firm,
    GroupMember,
    InvestmentOffice,
    Invitation,
    Membership,
    User,
)

from .fields import RegionField
from .firm import FirmForm
from .intent import IntentForm

SHOWN = 8


class FirmField(forms.CharField):
    """A firm by its credit code, its name or a part of the name that no other firm has."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text", _("Name or unified social credit code of a member firm; a part is enough.")
        )
        options.setdefault("label", _("Firm"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Firm.objects.filter(pk=value).first() or ""
        return str(value) if isinstance(value, Firm) else value

    def clean(self, value: Any) -> Firm | None:
        text = super().clean(value).strip()
        if not text:
            return None
        firms = Firm.objects.active()
        for found in (
            firms.filter(credit_code=text.upper()),
            firms.filter(name=text),
            firms.filter(name__contains=text),
        ):
            named = list(found[: SHOWN + 1])
            if len(named) == 1:
                return named[0]
            if named:
                ways = "；".join(f"{firm.name} {firm.credit_code or ''}".strip() for firm in named[:SHOWN])
                raise ValidationError(
                    _("Several firms fit “%(text)s”: %(ways)s."), params={"text": text, "ways": ways}
                )
        raise ValidationError(_("No member firm is called “%(text)s”."), params={"text": text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()


class FirmAdminForm(FirmForm):
    class Meta(FirmForm.Meta):
        fields = [*FirmForm.Meta.fields, "group_member", "committee", "is_active"]


class IntentAdminForm(IntentForm):
    firm = FirmField()

    class Meta(IntentForm.Meta):
        fields = ["firm", *IntentForm.Meta.fields, "is_active"]


class OfficeAdminForm(forms.ModelForm):
    region = RegionField(
        label=_("Region it answers for"), help_text=_("City or county. Example: 温州, 荣县, 330300.")
    )

    class Meta:
        model = InvestmentOffice
        fields = ["name", "name_en", "region", "superior", "address", "phone", "about", "is_active"]


class GroupMemberForm(forms.ModelForm):
    region = RegionField(required=False, label=_("Region"))

    class Meta:
        model = GroupMember
        fields = ["name", "region"]


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ["name"]


class PlaceForm(forms.ModelForm):
    """A role and the organisation that goes with it."""

    office = forms.ModelChoiceField(
        InvestmentOffice.objects.active(),
        required=False,
        label=_("Investment office"),
        help_text=_("For an investment officer."),
    )
    firm = FirmField(
        required=False,
        help_text=_("For a firm contact: name or unified social credit code of the firm; a part is enough."),
    )


class InvitationForm(PlaceForm):
    class Meta:
        model = Invitation
        fields = ["email", "role", "office", "firm", "title", "department"]


class MembershipForm(PlaceForm):
    person = forms.EmailField(
        label=_("Person"),
        help_text=_("E-mail address of an account that exists. For anybody else write an invitation."),
    )

    class Meta:
        model = Membership
        fields = ["role", "office", "firm", "title", "department", "is_active"]

    field_order = ["person"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["person"].initial = self.instance.user.email
            self.fields["person"].disabled = True

    def clean_person(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["person"]).first()
        if found is None:
            raise ValidationError(_("No account has this address. Write an invitation instead."))
        return found

    def values(self) -> dict[str, Any]:
        named = {name: self.cleaned_data[name] for name in self._meta.fields}
        return {**named, "user": self.cleaned_data["person"]}


class AccountAdminForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "is_active"]
