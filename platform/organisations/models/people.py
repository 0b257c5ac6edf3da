"""People: the account, the place it has in an organisation, and the invitation that leads there."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.choices import Department, Role


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields):
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """An account. It is known by its e-mail address; what it may do follows from its memberships."""

    username = None
    last_name = None
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=60, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """What Wagtail's side bar calls a person, instead of a column of that name."""
        return self.name

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Account(User):
    """The same rows under the secretariat's eyes: name, address, switched on or off.

    A model of its own, so that the right to do this never opens Wagtail's user admin, where whoever edits an
    account could make an administrator of it.
    """

    class Meta:
        proxy = True
        verbose_name = _("account")
        verbose_name_plural = _("accounts")


def fits_role() -> Q:
    """The organisation that goes with a role: an officer's office, a contact's firm, otherwise none."""
    return (
        Q(role=Role.SECRETARIAT, office__isnull=True, firm__isnull=True)
        | Q(role=Role.OFFICER, office__isnull=False, firm__isnull=True)
        | Q(role=Role.FIRM, office__isnull=True, firm__isnull=False)
    )


class Place(models.Model):
    """A role and the organisation it is held in."""

    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    office = models.ForeignKey(
        "organisations.InvestmentOffice",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("investment office"),
    )
    firm = models.ForeignKey(
        "organisations.Firm",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("firm"),
    )
    department = models.CharField(_("department"), max_length=12, choices=Department.choices, blank=True)
    title = models.CharField(_("position"), max_length=40, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        faults = {}
        if self.role == Role.OFFICER and not self.office_id:
            faults["office"] = _("Choose the office this person works for.")
        if self.role == Role.FIRM and not self.firm_id:
            faults["firm"] = _("Choose the firm this person speaks for.")
        if self.role != Role.OFFICER and self.office_id:
            faults["office"] = _("Only an investment officer belongs to an office. Leave this empty.")
        if self.role != Role.FIRM and self.firm_id:
            faults["firm"] = _("Only a firm contact belongs to a firm. Leave this empty.")
        if faults:
            raise ValidationError(faults)

    @property
    def place_name(self) -> str:
        """The organisation's name; the role's for the secretariat."""
        return str(self.office or self.firm or self.get_role_display())


class MembershipQuerySet(models.QuerySet):
    def active(self):
        """Places that open doors: neither they nor the account nor the organisation is switched off."""
        return self.filter(
            ~Q(office__is_active=False), ~Q(firm__is_active=False), is_active=True, user__is_active=True
        )

    def of(self, user):
        """The live places `user` holds, with their organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.active().filter(user=user).select_related("office__region", "firm")


class Membership(Place):
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(condition=fits_role(), name="membership_fits_role"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(role=Role.SECRETARIAT), name="membership_secretariat_once"
            ),
            models.UniqueConstraint(
                fields=["user", "office"], condition=Q(office__isnull=False), name="membership_office_once"
            ),
            models.UniqueConstraint(
                fields=["user", "firm"], condition=Q(firm__isnull=False), name="membership_firm_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(Place):
    """A way in for one e-mail address. The link carries a secret of which only the hash is kept."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        USED = "used", _("accepted")
        REVOKED = "revoked", _("revoked")
        EXPIRED = "expired", _("expired")

    email = models.EmailField(_("e-mail"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="invitations_sent", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    mailed_at = models.DateTimeField(
        _("mail sent"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Empty when the mail server did not take it: send it again."),
    )
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=fits_role(), name="invitation_fits_role")]

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> "Invitation.State":
        if self.accepted_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.PENDING if self.expires_at > timezone.now() else self.State.EXPIRED
