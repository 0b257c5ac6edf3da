"""What this app tells others, without knowing them.

The signals are sent by the services at the end of the transaction that made the change, so that a receiver
which enters a job does it in the same transaction and nothing is lost between the two. A receiver therefore
writes rows (`jobs.enqueue`, groups) and leaves anything slow, or outside the database, to a job.

    firm_changed        sender=Firm, firm_id: the firm, one of its intents, or whether it is active
    membership_changed  sender=Membership, user_id: a place was given, taken away or renamed
    office_changed      sender=InvestmentOffice, office_id: its name, its region, or whether it is active
"""

from django.dispatch import Signal

from organisations.models import Firm, InvestmentOffice, Membership

firm_changed = Signal()
membership_changed = Signal()
office_changed = Signal()


def announce_firm(firm_id: int) -> None:
    firm_changed.send(sender=Firm, firm_id=firm_id)


def announce_membership(user_id: int) -> None:
    membership_changed.send(sender=Membership, user_id=user_id)


def announce_office(office_id: int) -> None:
    office_changed.send(sender=InvestmentOffice, office_id=office_id)


def announce_people(organisation: Firm | InvestmentOffice) -> None:
    """An organisation was switched on or off: its people gain or lose what they may do."""
    for user_id in organisation.memberships.values_list("user_id", flat=True):
        announce_membership(user_id)
