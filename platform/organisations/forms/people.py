"""Forms about the account itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import User


class JoinForm(forms.Form):
    """Name and password of a new account. The password is judged by the service, which knows the account."""

    name = forms.CharField(
        max_length=60,
        label=_("Your name"),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
        help_text=_("At least 8 characters, not only digits, not a common word."),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict:
        values = super().clean()
        if "password" in values and "again" in values and values["password"] != values["again"]:
            self.add_error("again", _("The two passwords differ. Type both again."))
        return values


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"class": "input", "autocomplete": "name"})}
        help_texts = {"name": _("Shown to the people you work with here.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
