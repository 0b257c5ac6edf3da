from .firm import Committee, Firm, GroupMember
from .intent import Intent
from .office import InvestmentOffice
from .people import Account, Invitation, Membership, User

__all__ = [
    "Account",
    "Committee",
    "Firm",
    "GroupMember",
    "Intent",
    "InvestmentOffice",
    "Invitation",
    "Membership",
    "User",
]
