"""Two parts of the form that only show: what is odd about the posting, and what came back of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class FindingsPanel(Panel):
    """Warnings of `cms.plausibility` about the saved draft, each leading to its field."""

    def __init__(self, **options) -> None:
        options.setdefault("heading", _("Please look again"))
        super().__init__(**options)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/findings_panel.html"

        def __init__(self, **options) -> None:
            from cms.posting import findings_of

            super().__init__(**options)
            saved = self.instance is not None and self.instance.pk
            self.findings = findings_of(self.instance) if saved else ()

        def is_shown(self):
            return bool(self.findings)


class ReviewsPanel(Panel):
    """The marks and reasons that came back, newest first."""

    def __init__(self, **options) -> None:
        options.setdefault("heading", _("What the secretariat said"))
        super().__init__(**options)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/reviews_panel.html"

        def __init__(self, **options) -> None:
            super().__init__(**options)
            saved = self.instance is not None and self.instance.pk
            self.reviews = list(self.instance.reviews.with_details()[:5]) if saved else []

        def is_shown(self):
            return bool(self.reviews)
