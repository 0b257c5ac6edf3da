"""What can be done with a posting at one click, in the header of its form and in every list."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from cms.models import OpportunityPage
from cms.models.opportunity import OpportunityStatus


def posting_buttons(page, user, next_url=None):
    """Still valid, pause or open, close: for a published posting and somebody who may edit it."""
    if (
        page.specific_class is not OpportunityPage
        or not page.live
        or not page.permissions_for_user(user).can_edit()
    ):
        return
    posting = page.specific
    yield _post(
        _("Still valid"), "cms_confirm_valid", posting.pk, next_url=next_url, icon="check", priority=3
    )
    moves = {
        OpportunityStatus.OPEN: (_("Take firms again"), "circle-check"),
        OpportunityStatus.PAUSED: (_("Pause"), "minus"),
        OpportunityStatus.CLOSED: (_("Close: it is taken"), "circle-xmark"),
    }
    for status, (label, icon) in moves.items():
        if status != posting.status:
            yield _post(
                label, "cms_set_status", posting.pk, status, next_url=next_url, icon=icon, priority=45
            )


def _post(label: str, name: str, *args, next_url: str | None, icon: str, priority: int) -> Button:
    """Wagtail's own script turns the click into a POST with the token."""
    url = reverse(name, args=args)
    attrs = {
        "data-controller": "w-action",
        "data-action": "w-action#post",
        "data-w-action-url-value": f"{url}?next={next_url}" if next_url else url,
    }
    return Button(label, icon_name=icon, attrs=attrs, priority=priority)
