from django import forms
from django.utils.translation import gettext_lazy as _

from organisations import access
from organisations.models import InvestmentOffice
from paperwork.models import Import

LARGEST = 60 << 20  # bytes; sheets.safety.Limits refuses more


class HandInForm(forms.Form):
    """A file, what it is, and where its rows go."""

    kind = forms.ChoiceField(
        label=_("What the file holds"), choices=Import.Kind.choices, widget=forms.RadioSelect
    )
    office = forms.ModelChoiceField(
        label=_("Office of all rows"),
        queryset=InvestmentOffice.objects.none(),
        required=False,
        empty_label=_("by the place of each row"),
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("For a booklet. Left open, each row goes to the office that answers for its place."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, at most 50,000 rows and 60 MB."),
        widget=forms.FileInput(attrs={"class": "input input--file", "accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export it again and hand in the new one."),
        },
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        held = access.places(user)
        offices = InvestmentOffice.objects.active()
        if held.is_secretariat:
            self.fields["office"].queryset = offices
            self.fields["kind"].initial = Import.Kind.BOOKLET
            return
        self.fields["kind"].choices = [(Import.Kind.BOOKLET, Import.Kind.BOOKLET.label)]
        self.fields["kind"].initial = Import.Kind.BOOKLET
        own = offices.filter(pk__in=held.office_ids)
        self.fields["office"].queryset = own
        self.fields["office"].required = True
        self.fields["office"].empty_label = None
        self.fields["office"].help_text = ""
        self.fields["office"].initial = own.first()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 60 MB. Take out pictures or split it."))
        return file
