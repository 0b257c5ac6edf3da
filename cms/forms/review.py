"""The four marks and the reason, as the reviewer fills them in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.scoring import CRITERIA, HIGHEST, LOWEST, Decision, decide

MARKS = [(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)]


class ReviewForm(forms.Form):
    """`cleaned_data` is what `cms.moderation.review` takes: whole marks by criterion, and the reason."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in CRITERIA.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, help_text=hint, choices=MARKS, coerce=int, widget=forms.RadioSelect
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            help_text=_("The office reads it word for word. Say what has to change."),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self):
        cleaned = super().clean()
        marks = {name: cleaned[name] for name in CRITERIA if name in cleaned}
        if (
            len(marks) == len(CRITERIA)
            and decide(marks) != Decision.PUBLISH
            and not cleaned.get("reason", "").strip()
        ):
            self.add_error(
                "reason", _("These marks do not publish the posting, so the office has to be told why.")
            )
        return cleaned
