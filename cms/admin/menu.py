"""The side bar in our words, without what nobody here needs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from organisations.access import is_secretariat

UNUSED = {"help"}  # leads to foreign sites
ONLY_SECRETARIAT = {"reports", "settings"}
WORDS = {"explorer": _("Pages"), "images": _("Pictures"), "documents": _("Files")}


class ReviewMenuItem(MenuItem):
    """审核: the postings that wait for marks."""

    def __init__(self) -> None:
        super().__init__(
            _("Reviews"),
            f"{reverse('opportunities:index')}?state=in_review",
            name="reviews",
            icon_name="clipboard-list",
            order=120,
        )

    def is_shown(self, request) -> bool:
        return is_secretariat(request.user)


class WorkbenchMenuItem(MenuItem):
    """The way back to where people work."""

    def __init__(self) -> None:
        super().__init__(_("Workbench"), "/workbench/", name="workbench", icon_name="home", order=50)


def tidy(request, items) -> None:
    """Drop and rename items of the main menu, in place."""
    secretariat = is_secretariat(request.user)
    items[:] = [
        item
        for item in items
        if item.name not in UNUSED and (secretariat or item.name not in ONLY_SECRETARIAT)
    ]
    for item in items:
        item.label = WORDS.get(item.name, item.label)
