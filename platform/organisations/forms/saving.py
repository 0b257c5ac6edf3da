"""What the forms that a service saves share: the stamp of the version read, and doubts about amounts."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .fields import WanField

DOUBTFUL_WAN = Decimal(1_000_000)
"""100 亿元. More than that is nearly always a figure in yuan typed into a field in 万元."""


def dress(form: forms.BaseForm) -> None:
    """Give the controls the classes of the components sheet."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.Textarea):
            usual = "area"
        elif isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.HiddenInput):
            continue
        elif isinstance(widget, forms.Select):
            usual = "select"
            _say_what_empty_means(field)
        else:
            usual = "input"
        widget.attrs.setdefault("class", usual)


def _say_what_empty_means(field: forms.Field) -> None:
    """A word in place of Django's row of dashes."""
    if isinstance(field, forms.ModelChoiceField):
        return
    choices = list(field.choices)
    if choices and choices[0][0] == "":
        field.choices = [("", _("not stated")), *choices[1:]]


class ServiceForm(forms.ModelForm):
    """A model form that validates and hands over `values()`; it never saves.

    `seen` travels as a hidden field, so that a save can tell that somebody else was faster.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    confirm_amounts = forms.BooleanField(
        required=False, label=_("These amounts are right as they stand, in units of 10,000 yuan.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"].initial = self.instance.updated_at.isoformat()
        self.has_doubts = False
        dress(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("confirm_amounts"):
            for name, field in self.fields.items():
                wan = values.get(name) if isinstance(field, WanField) else None
                if wan is not None and wan > DOUBTFUL_WAN:
                    self.has_doubts = True
                    self.add_error(
                        name,
                        _(
                            "%(wan)s units of 10,000 yuan are %(yi)s hundred million yuan. Typed in yuan? "
                            "Correct it, or tick the box at the end of the form if it is right."
                        )
                        % {"wan": f"{wan:,.0f}", "yi": f"{wan / 10_000:,.0f}"},
                    )
        return values

    @property
    def asks_to_confirm(self) -> bool:
        return self.has_doubts or bool(self.is_bound and self.data.get("confirm_amounts"))

    def values(self) -> dict[str, Any]:
        """The cleaned fields of the model, by name, as the services take them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def seen_at(self) -> datetime | None:
        """When the version was saved that the writer had before them; None for a new object."""
        return parse_datetime(self.cleaned_data.get("seen") or "") if self.instance.pk else None

    def carry_on_from(self, current: Any) -> None:
        """After a stale save: keep what was typed, and let the next save replace `current`."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.updated_at.isoformat()
