"""The form a search is kept by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.models import Firm
from search.models import Frequency, SavedSearch


class FrequencyForm(forms.Form):
    """Name and rhythm."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("It stands in the e-mails and in your list."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": _("Give it a name, so that you know it again in an e-mail.")},
    )  # fmt: skip
    frequency = forms.ChoiceField(
        label=_("E-mail about what is new"), choices=Frequency.choices, initial=Frequency.DAILY,
        widget=forms.RadioSelect,
    )  # fmt: skip


class SaveForm(FrequencyForm):
    """As above, for which of one's firms, and whether it takes the place of another search."""

    firm = forms.ModelChoiceField(
        label=_("For"), queryset=Firm.objects.none(), required=False, empty_label=_("for myself"),
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    instead = forms.ModelChoiceField(
        label=_("Save it as"), queryset=SavedSearch.objects.none(), required=False,
        empty_label=_("a new search"), widget=forms.Select(attrs={"class": "select"}),
        help_text=_("Choose one you have to give it these conditions."),
    )  # fmt: skip

    def __init__(self, *args: Any, firm_ids: frozenset[int], own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms: Any = self.fields["firm"]
        firms.queryset = Firm.objects.filter(pk__in=firm_ids)
        if len(firm_ids) < 2:
            del self.fields["firm"]
        mine: Any = self.fields["instead"]
        mine.queryset = own
        mine.label_from_instance = _instead_of

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that stand below name and rhythm."""
        return [self[name] for name in ("firm", "instead") if name in self.fields]


def _instead_of(search: SavedSearch) -> str:
    return gettext("new conditions for “%(name)s”") % {"name": search.name}
