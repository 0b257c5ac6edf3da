"""What a firm seeks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organisations.models import Intent
from taxonomy.modes import MODES

from .fields import IndustriesField, MuField, RegionsField, WanField
from .firm import WAN_HELP, sectors_field
from .saving import ServiceForm


def mode_choices() -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(code, mode.name_en if english else mode.name) for code, mode in MODES.items()]


class IntentForm(ServiceForm):
    sectors = sectors_field()
    industries = IndustriesField(
        required=False,
        label=_("Industries sought"),
        help_text=_("A name, a common word or a code, one a line. Example: 预制菜, 1432."),
    )
    target_regions = RegionsField(
        required=False,
        label=_("Regions wanted"),
        help_text=_("One or several, one a line. Groups such as 川南 are understood. Empty: anywhere."),
    )
    excluded_regions = RegionsField(
        required=False, label=_("Regions ruled out"), help_text=_("Nothing in these places is recommended.")
    )
    excluded_industries = IndustriesField(
        required=False,
        label=_("Industries ruled out"),
        help_text=_("Nothing of these industries is recommended."),
    )
    budget_min_wan = WanField(
        required=False,
        label=_("Budget from"),
        help_text=WAN_HELP,
    )
    budget_max_wan = WanField(required=False, label=_("Budget to"), help_text=WAN_HELP)
    land_min_mu = MuField(required=False, label=_("Land from (mu)"), min_value=0)
    land_max_mu = MuField(required=False, label=_("Land to (mu)"), min_value=0)
    modes = forms.MultipleChoiceField(
        required=False,
        choices=mode_choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("Modes of cooperation"),
    )

    class Meta:
        model = Intent
        fields = [
            "title", "text", "sectors", "industries", "target_regions", "budget_min_wan", "budget_max_wan",
            "land_min_mu", "land_max_mu", "modes", "excluded_regions", "excluded_industries", "dislikes",
            "valid_until",
        ]  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"class": "input"}),
            "text": forms.Textarea(attrs={"class": "area", "rows": 5}),
            "dislikes": forms.Textarea(attrs={"class": "area", "rows": 2}),
            "valid_until": forms.DateInput(
                attrs={"class": "input input--s", "type": "date"}, format="%Y-%m-%d"
            ),
        }
        labels = {
            "title": _("In one line"),
            "text": _("In the firm's own words"),
            "dislikes": _("What it does not want"),
            "valid_until": _("Valid until"),
        }
        help_texts = {
            "title": _("Example: 在川南建预制菜中央厨房."),
            "text": _("What, how large, why there. These words are compared with what offices write."),
            "dislikes": _("Words that count against an opportunity. Example: 化工、高耗能."),
            "valid_until": _("Last day on which it is matched. Empty: until it is closed."),
        }

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate() and day != self.instance.valid_until:
            raise ValidationError(_("This day has passed. Choose a later one, or close the intent."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for wanted, excluded in (
            ("target_regions", "excluded_regions"),
            ("industries", "excluded_industries"),
        ):
            paths = [row.path for row in values.get(excluded) or []]
            both = [str(row) for row in values.get(wanted) or [] if row.path.startswith(tuple(paths))]
            if both:
                self.add_error(
                    excluded,
                    _("Wanted and ruled out at once: %(names)s. Take it out of one of the two.")
                    % {"names": "、".join(both)},
                )
        return values
