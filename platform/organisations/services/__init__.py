"""What may be done to organisations and people. Every function names its actor and checks its rights."""

from .firms import firm_save
from .intents import intent_close, intent_reopen, intent_save
from .invitations import accept_invitation, invite, resend, revoke
from .memberships import account_rename, account_save, membership_deactivate, membership_save
from .offices import office_save
from .saving import StaleError

__all__ = [
    "StaleError",
    "accept_invitation",
    "account_rename",
    "account_save",
    "firm_save",
    "intent_close",
    "intent_reopen",
    "intent_save",
    "invite",
    "membership_deactivate",
    "membership_save",
    "office_save",
    "resend",
    "revoke",
]
