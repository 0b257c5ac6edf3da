"""The form of an office's page: whose page it is is settled once."""

from wagtail.admin.forms import WagtailAdminPageForm


class OfficePageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "office" in self.fields:
            self.fields["office"].disabled = True
