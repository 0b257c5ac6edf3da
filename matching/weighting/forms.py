"""The form of a version: a number for each feature the code knows, where the bands begin, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matching.explaining import doc_of
from matching.weighting import versions
from matching.weighting.values import DEDUCTIONS, FULL, MOST, Values, features, label

POINTS, DEDUCTION = "points_", "deduct_"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: the bound field, what it means, what is in force now."""

    field: forms.BoundField
    first: str
    rest: tuple[str, ...]
    now: float


class WeightsForm(forms.Form):
    """`seen`: the version in force when the form was made; `draft_seen`: the draft as it was read."""

    introduce = forms.DecimalField(min_value=0, max_value=100, decimal_places=1)
    send = forms.DecimalField(min_value=0, max_value=100, decimal_places=1)
    note = forms.CharField(
        max_length=500,
        label=_("Why"),
        help_text=_("One line for whoever looks at this later. Example: firms keep saying “too far”."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, in one line: whoever looks next year will ask.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    draft_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, base: Values, english: bool = False, **options: Any) -> None:
        """`base`: the weights in force, to compare with."""
        super().__init__(data, **options)
        self.base, self.english = base, english
        for name in features():
            self.fields[POINTS + name] = self._number(name, FULL)
        for name in DEDUCTIONS:
            self.fields[DEDUCTION + name] = self._number(name, MOST)
        for name, band in (("introduce", "introduce"), ("send", "send")):
            self.fields[name].label = gettext("“%s” from") % band_label(band, english)
            self.fields[name].widget.attrs.update(step="0.5", inputmode="decimal")

    def _number(self, feature: str, most: int) -> forms.DecimalField:
        field = forms.DecimalField(
            label=label(feature, english=self.english),
            min_value=0,
            max_value=Decimal(most) / 100,
            decimal_places=2,
        )
        field.widget.attrs.update(step="0.25", inputmode="decimal")
        return field

    @staticmethod
    def initial_of(values: Values) -> dict[str, Any]:
        """The numbers of a version as the form shows them."""
        return {
            **{POINTS + name: shown(values.points.get(name, 0) / 100) for name in features()},
            **{DEDUCTION + name: shown(values.deductions.get(name, 0) / 100) for name in DEDUCTIONS},
            "introduce": shown(values.introduce),
            "send": shown(values.send),
        }

    def lines(self) -> Iterator[Line]:
        """The features whose points make the 100."""
        for name in features():
            yield self._line(POINTS, name, self.base.points.get(name, 0))

    def deduction_lines(self) -> Iterator[Line]:
        for name in DEDUCTIONS:
            yield self._line(DEDUCTION, name, self.base.deductions.get(name, 0))

    def _line(self, prefix: str, name: str, now: int) -> Line:
        doc = doc_of(name, english=self.english)
        return Line(self[prefix + name], doc.first, doc.rest, now / 100)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if any(name not in cleaned for name in self.fields if name.startswith(POINTS)):
            return cleaned
        total = sum(self.values_of(POINTS).values())
        if total != FULL:
            raise ValidationError(versions.sum_fault(total), code="sum")
        upper, middle = cleaned.get("introduce"), cleaned.get("send")
        if upper is not None and middle is not None and upper <= middle:
            self.add_error("introduce", _("The upper band must begin above the middle one."))
        if not self.errors or set(self.errors) == {"note"}:
            try:
                self.values().weights()
            except ValueError as fault:
                raise ValidationError(
                    _("The scorer refuses these weights: %(why)s"),
                    params={"why": versions.refusal(str(fault))},
                ) from fault
        return cleaned

    def values_of(self, prefix: str) -> dict[str, int]:
        """feature → hundredths of a point."""
        return {
            name.removeprefix(prefix): int(round(self.cleaned_data[name] * 100))
            for name in self.fields
            if name.startswith(prefix)
        }

    def values(self) -> Values:
        """What was entered. Only of a form whose numbers are in order."""
        return Values(
            self.values_of(POINTS),
            self.values_of(DEDUCTION),
            float(self.cleaned_data["introduce"]),
            float(self.cleaned_data["send"]),
        )

    @property
    def numbers_hold(self) -> bool:
        """Whether the numbers can be previewed: a missing note does not keep anybody from looking."""
        return self.is_bound and not (set(self.errors) - {"note"})


def band_label(code: str, english: bool) -> str:
    from matching.weights import band_name

    return band_name(code, "en" if english else "zh")


def shown(number: float) -> str:
    """34, 17.5: no nought behind the point that says nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
