"""Invitations: the one way to an account.

The link carries a secret of 256 bits; the database keeps its SHA-256 only, so a copy of the database opens no
door. A link works once, for seven days, for one address, and dies when it is revoked or sent anew.
"""

import hashlib
import logging
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.hooks import announce_membership
from organisations.mail import send_invitation
from organisations.models import Firm, InvestmentOffice, Invitation, Membership, User

from .saving import record, require_secretariat

logger = logging.getLogger(__name__)

LIFETIME = timedelta(days=7)


class InvitationError(Exception):
    """Why a link does not work.

    `reason`: "used", "revoked", "expired" (Invitation.State), "unknown", "off" (the organisation or the
    account is switched off), "other" (somebody else is logged in).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AccountExistsError(Exception):
    """The address has an account: its owner logs in, then the place is added to it."""


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    office: InvestmentOffice | None = None,
    firm: Firm | None = None,
    department: str = "",
    title: str = "",
    invited_by: Any,
) -> Invitation:
    """Invite one address to one place, and send the link after commit.

    Raises PermissionDenied unless `invited_by` is of the secretariat; ValidationError when role and
    organisation do not fit, when the address holds the place already, or when an invitation is waiting.
    """
    require_secretariat(invited_by)
    invitation = Invitation(
        email=email.strip().lower(),
        role=role,
        office=office,
        firm=firm,
        department=department,
        title=title,
        invited_by=invited_by,
    )
    _refuse_doubles(invitation)
    token = _renew(invitation)
    invitation.full_clean()
    invitation.save()
    record(invitation, "wagtail.create", invited_by)
    _send_on_commit(invitation, token)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, actor: Any) -> Invitation:
    """Send a new link with a new term; the one sent before no longer works. Raises ValidationError."""
    require_secretariat(actor)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state == Invitation.State.USED:
        raise ValidationError(_("This invitation has been accepted already."), code="used")
    if invitation.state == Invitation.State.REVOKED:
        raise ValidationError(_("This invitation was revoked. Write a new one."), code="revoked")
    token = _renew(invitation)
    invitation.save()
    record(invitation, "organisations.invitation_resend", actor)
    _send_on_commit(invitation, token)
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, actor: Any) -> Invitation:
    """Make the link useless. Revoking twice changes nothing. Raises ValidationError once it was accepted."""
    require_secretariat(actor)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state == Invitation.State.USED:
        raise ValidationError(
            _("This invitation has been accepted already. Take the membership away instead."), code="used"
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(invitation, "organisations.invitation_revoke", actor)
    return invitation


def open_invitation(*, token: str, lock: bool = False) -> Invitation:
    """The invitation behind a link. Raises InvitationError when the link does not work (any more)."""
    rows = Invitation.objects.select_related("office", "firm")
    if lock:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationError("unknown")
    if invitation.state != Invitation.State.PENDING:
        raise InvitationError(invitation.state)
    for organisation in (invitation.office, invitation.firm):
        if organisation is not None and not organisation.is_active:
            raise InvitationError("off")
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, name: str = "", password: str = "", actor: Any = None) -> User:
    """Take the place an invitation offers; returns the account, which the caller logs in.

    A new address gets an account with `name` and `password`. Where the address has an account, `actor` must
    be its owner, logged in: otherwise AccountExistsError (nobody is logged in) or InvitationError("other").
    Raises InvitationError, ValidationError (password).
    """
    invitation = open_invitation(token=token, lock=True)
    user = User.objects.filter(email__iexact=invitation.email).first()
    logged_in = actor if actor is not None and actor.is_authenticated else None
    if user is not None and not user.is_active:
        raise InvitationError("off")
    if logged_in is not None and logged_in.pk != (user.pk if user else None):
        raise InvitationError("other")
    if user is not None and logged_in is None:
        raise AccountExistsError
    if user is None:
        user = User(email=invitation.email, name=name.strip())
        try:
            validate_password(password, user)
        except ValidationError as fault:
            raise ValidationError({"password": fault.error_list}) from fault
        user.set_password(password)
        user.full_clean()
        user.save()
    membership, _new = Membership.objects.update_or_create(
        user=user,
        role=invitation.role,
        office=invitation.office,
        firm=invitation.firm,
        defaults={"is_active": True, "department": invitation.department, "title": invitation.title},
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(membership, "organisations.invitation_accept", user)
    announce_membership(user.pk)
    return user


def _refuse_doubles(invitation: Invitation) -> None:
    place = {"role": invitation.role, "office": invitation.office, "firm": invitation.firm}
    if Membership.objects.active().filter(user__email__iexact=invitation.email, **place).exists():
        raise ValidationError({"email": _("This address holds that place already.")}, code="member")
    if Invitation.objects.pending().filter(email__iexact=invitation.email, **place).exists():
        raise ValidationError(
            {"email": _("An invitation to this address is waiting. Send it again from the list.")},
            code="waiting",
        )


def _renew(invitation: Invitation) -> str:
    """Give the invitation a new secret and a new term; returns the secret, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.expires_at = timezone.now() + LIFETIME
    invitation.mailed_at = None
    return token


def _send_on_commit(invitation: Invitation, token: str) -> None:
    """Mail the link once the row is there. Not through the job ledger: that would keep the secret.

    A mail server that is away leaves `mailed_at` empty, which the list shows, with sending again as the cure.
    """

    def send() -> None:
        try:
            send_invitation(invitation=invitation, token=token)
        except OSError:  # what smtplib and sockets raise
            logger.exception("organisations: the mail of invitation %s was not sent", invitation.pk)
        else:
            invitation.mailed_at = timezone.now()
            Invitation.objects.filter(pk=invitation.pk).update(mailed_at=invitation.mailed_at)

    transaction.on_commit(send)
