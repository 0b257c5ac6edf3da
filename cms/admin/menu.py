"""The side bar in our words, without what nobody here needs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from cms.models import OpportunityPage
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


def posting_actions(items, request, context) -> None:
    """The buttons below the form of a posting, in place.

    While it waits for its marks they decide: for whoever may give them that is the button one sees, the rest
    is under its arrow, and there is no Publish beside them.  One that was sent back is submitted again, not
    begun anew.
    """
    page = context.get("page")
    if not isinstance(page, OpportunityPage):
        return
    unwanted = {"action-restart-workflow"}
    if page.workflow_in_progress:
        unwanted.add("action-publish")
    kept = [item for item in items if item.name not in unwanted]
    items[:] = sorted(kept, key=lambda item: item.name != "score")  # stable: the others keep their order
