"""The mails of this app: plain text, Chinese first, English below, in one message."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from organisations.choices import Role
from organisations.models import Invitation


def send_invitation(*, invitation: Invitation, token: str) -> None:
    """Mail the link of an invitation. Raises what the mail backend raises (OSError for a server away)."""
    office, firm = invitation.office, invitation.firm
    context = {
        "site_zh": settings.WAGTAIL_SITE_NAME,
        "place_zh": str(office or firm or ""),
        "place_en": str((office and (office.name_en or office.name)) or firm or ""),
        "expires": timezone.localtime(invitation.expires_at),
        "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("organisations:join", args=[token]),
    }
    for suffix, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            context[f"role_{suffix}"] = str(Role(invitation.role).label)
    with translation.override("en"):  # month names of the English half
        text = render_to_string("organisations/mail/invitation.txt", context)
    send_mail(
        f"邀请您加入{settings.WAGTAIL_SITE_NAME} · Your invitation",
        text,
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
    )
