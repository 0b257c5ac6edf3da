"""Where Wagtail meets this app: permission policies first, then the menu and the words of the record."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from organisations.admin.viewsets import MembersGroup

for viewset in MembersGroup.items:
    viewset.register_policy()


@hooks.register("register_admin_viewset")
def members() -> MembersGroup:
    return MembersGroup()


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    for action, label, message in (
        ("intent_close", _("Close"), _("Closed the intent")),
        ("intent_reopen", _("Reopen"), _("Reopened the intent")),
        ("membership_deactivate", _("Take away"), _("Took the place away")),
        ("invitation_resend", _("Send again"), _("Sent the invitation again")),
        ("invitation_revoke", _("Revoke"), _("Revoked the invitation")),
        ("invitation_accept", _("Accept"), _("Accepted the invitation")),
    ):
        actions.register_action(f"organisations.{action}", label, message)
