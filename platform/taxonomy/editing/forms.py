"""Forms of the admin. A form checks; `services.row_save` writes."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from taxonomy import models
from taxonomy.editing import services
from taxonomy.editing.fields import IndustryField, LinesField, RegionField, RegionsField

_REGION_CODE = re.compile(r"\d{6}(Z\d{2})?")
_INDUSTRY_CODE = re.compile(r"[A-T]|\d{2,4}")
_ABOVE = {
    "province": (),
    "city": ("province",),
    "county": ("city", "province"),
    "zone": ("county", "city", "province"),
}


class RowForm(WagtailAdminModelForm):
    """Saves through the service; fields named in `fixed` cannot be changed once the row exists."""

    fixed: tuple[str, ...] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for name in self.fixed:
                self.fields[name].disabled = True

    def save(self, commit: bool = True) -> models.Row:
        """Write the row at once; Wagtail's views always commit."""
        return services.row_save(row=self.instance)


class RegionForm(RowForm):
    fixed = ("code", "level")
    parent = RegionField(label=_("parent"), required=False, help_text=_("A code or a name, as in 自贡市."))
    successor = RegionField(
        label=_("successor"), required=False, help_text=_("The place a retired one became part of.")
    )

    class Meta:
        model = models.Region
        fields = (
            "code",
            "name",
            "full_name",
            "level",
            "parent",
            "pinyin",
            "name_en",
            "lon",
            "lat",
            "is_retired",
            "successor",
        )

    def clean_code(self) -> str:
        """Six digits, and for a zone Z with two more."""
        code = self.cleaned_data["code"].strip().upper()
        if not _REGION_CODE.fullmatch(code):
            raise ValidationError(
                _("A region's code is six digits; a zone adds Z and two digits, as in 510300Z01.")
            )
        return code

    def clean(self) -> dict:
        data = super().clean()
        level, parent = data.get("level"), data.get("parent")
        if level and "parent" in data:
            above = _ABOVE[level]
            if bool(above) != bool(parent) or (parent and parent.level not in above):
                self.add_error("parent", _("A region of this level does not belong below that one."))
        if data.get("successor") and not data.get("is_retired"):
            self.add_error("successor", _("Only a retired region has a successor."))
        return data


class IndustryForm(RowForm):
    fixed = ("code", "level")
    parent = IndustryField(label=_("parent"), required=False, help_text=_("A code or a name."))

    class Meta:
        model = models.Industry
        fields = ("code", "name", "level", "parent", "pinyin", "name_en", "is_retired")

    def clean_code(self) -> str:
        """A letter, or two to four digits."""
        code = self.cleaned_data["code"].strip().upper()
        if not _INDUSTRY_CODE.fullmatch(code):
            raise ValidationError(_("An industry's code is a letter or two to four digits, as in 1512."))
        return code

    def clean(self) -> dict:
        data = super().clean()
        level, parent = data.get("level"), data.get("parent")
        if level and "parent" in data and (parent.level if parent else 0) != level - 1:
            self.add_error("parent", _("The parent must stand exactly one level above."))
        return data


class SectorForm(RowForm):
    fixed = ("code",)

    class Meta:
        model = models.Sector
        fields = ("code", "name", "name_en", "order", "is_retired")


class CrosswalkForm(RowForm):
    industry = IndustryField(
        label=_("industry"), required=False, help_text=_("A code of any level, a name or an everyday term.")
    )

    class Meta:
        model = models.CrosswalkRow
        fields = ("sector", "industry", "term", "note", "is_retired")

    def clean_term(self) -> str:
        return " ".join(self.cleaned_data["term"].split())


class AliasForm(RowForm):
    region = RegionField(label=_("region"), help_text=_("A code or a name, as in 自贡市."))

    class Meta:
        model = models.RegionAlias
        fields = ("alias", "region", "kind", "is_retired")


class GroupForm(RowForm):
    fixed = ("name",)
    places = RegionsField(label=_("places in the group"), help_text=_("One a line: codes or names."))

    class Meta:
        model = models.RegionGroup
        fields = ("name", "is_retired")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["places"] = list(self.instance.members.order_by("code"))

    def save(self, commit: bool = True) -> models.RegionGroup:
        """Write the group and its members."""
        group = super().save(commit)
        group.members.set(self.cleaned_data["places"])
        return group


class SynonymForm(RowForm):
    fixed = ("head",)
    terms = LinesField(label=_("also searched as"), help_text=_("One a line."))

    class Meta:
        model = models.SynonymGroup
        fields = ("head", "terms", "is_retired")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("head") in data.get("terms", ()):
            self.add_error("terms", _("The word itself need not be repeated here."))
        return data


FORMS: tuple[type[forms.ModelForm], ...] = (
    RegionForm,
    IndustryForm,
    SectorForm,
    CrosswalkForm,
    AliasForm,
    GroupForm,
    SynonymForm,
)
