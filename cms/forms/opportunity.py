"""The form of a posting in the admin: what cannot be right is an error beside its field."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.slugs import free_slug
from cms.widgets import ModesField

# field: whether nought is a value
NOT_NEGATIVE = {
    "amount_wan": False,
    "minimum_wan": True,
    "intensity_wan_per_mu": True,
    "land_mu": True,
    "plot_ratio": True,
}
CLOSED = "closed"


class OpportunityForm(WagtailAdminPageForm):
    modes = ModesField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        office = getattr(getattr(self.parent_page, "specific", None), "office", None)
        if office is not None:
            self.instance.office = (
                office  # the page under which it stands says whose it is, never the browser
            )
        if office is not None and "region" in self.fields:
            self.fields["region"].widget.within = office.region_id

    def clean(self):
        cleaned = super().clean()
        for field, fault in faults(cleaned, posting=self.instance).items():
            if field in self.fields and field not in self.errors:
                self.add_error(field, fault)
        return cleaned

    def _post_clean(self):
        title = self.cleaned_data.get("title")
        if title and self.parent_page and not self.instance.first_published_at:
            # until somebody can have linked to it the address follows the title
            self.instance.slug = free_slug(title, parent=self.parent_page, but=self.instance.pk)
        super()._post_clean()


def faults(values: dict, *, posting=None) -> dict[str, str]:
    """What cannot be right, by field, each with its cure.  The import checks its rows with the same function.

    `values` are cleaned values by field name; a field that is missing is not judged.
    """
    found = {}
    for name, takes_nought in NOT_NEGATIVE.items():
        value = values.get(name)
        if value is not None and (value < 0 or (value == 0 and not takes_nought)):
            found[name] = (
                _("This cannot be below zero. Leave it empty when it is not known.")
                if value < 0
                else _("Nought is no amount. Leave it empty when it is not known.")
            )
    deadline = values.get("deadline")
    if deadline and deadline < timezone.localdate() and values.get("status") != CLOSED:
        before = getattr(posting, "deadline", None) if getattr(posting, "pk", None) else None
        found["deadline"] = _(
            "This day has passed. Give a later day, leave it empty, or set the status to closed."
        )
        if before and before == deadline and getattr(posting, "live", False):
            found["deadline"] = _("The posting ran out on this day. Give a later day, or close it.")
    region = values.get("region")
    if region is not None and region.is_retired:
        found["region"] = _("%(place)s is no longer a division. Choose the one that took its place.") % {
            "place": region
        }
    return found
