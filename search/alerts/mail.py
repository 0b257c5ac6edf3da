"""Sending a digest: packed, written, handed to the mail server, marked."""

from __future__ import annotations

import logging
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, ngettext

from search.alerts import digests, letter
from search.alerts.reasons import reasons
from search.engines.base import local_today
from search.models import Digest

log = logging.getLogger(__name__)


class MailAwayError(Exception):
    """The mail server did not take it; the job tries again."""


def send_digest(digest_id: int) -> Digest | None:
    """Send what a digest tells, once.  Nothing for one that is sent, or whose owner is gone.

    Raises MailAwayError when the mail server is down or refuses for now; the reason stands in the digest.
    """
    try:
        digest = digests.pack(digest_id)
    except Digest.DoesNotExist:
        return None
    if digest is None:
        return None
    suspended = digests.suspended_untold(digest)
    written = letter.compose(digest, suspended, today=local_today())
    if not written.is_empty:
        _hand_over(digest, written)
    digests.close(
        digest, told=written.told, dropped=written.dropped, suspended=[one.pk for one in written.suspended],
        sent=not written.is_empty,
    )  # fmt: skip
    return digest


def _hand_over(digest: Digest, written: letter.Letter) -> None:
    Digest.objects.filter(pk=digest.pk).update(attempts=digest.attempts + 1)
    try:
        message(digest, written).send()
    except SMTPRecipientsRefused as error:
        fail(digest, f"{error}")
        raise
    except (OSError, SMTPException) as error:
        Digest.objects.filter(pk=digest.pk).update(error=f"{type(error).__name__}: {error}"[:500])
        raise MailAwayError(str(error)) from error


def fail(digest: Digest, reason: str) -> None:
    """Give a digest up; what it held stays listed on the owner's page."""
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.FAILED, error=reason[:500])


def message(digest: Digest, written: letter.Letter) -> EmailMultiAlternatives:
    """The e-mail, plain text and HTML, in the language of the searches."""
    with translation.override(written.language):
        links = letter.links(digest, written)
        context = {
            "letter": written,
            "links": links,
            "suspended": [(one, reasons(one), letter.edit_link(one)) for one in written.suspended],
            "site": gettext("Selected Government Resources Docking Platform"),
            "LANGUAGE_CODE": written.language,
        }
        mail = EmailMultiAlternatives(
            subject=_subject(written),
            body=render_to_string("search/mail/digest.txt", context),
            to=[digest.owner.email],
            headers={
                "Message-ID": message_id(digest),
                "List-Unsubscribe": f"<{links['stop_all']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("search/mail/digest.html", context), "text/html")
    return mail


def _subject(written: letter.Letter) -> str:
    count = written.told_things
    if not count:
        return gettext("A saved search has stopped")
    names = " / ".join(one.name for one in written.searches)
    names = names if len(names) <= 60 else names[:59] + "…"
    text = ngettext("%(count)d new project: %(names)s", "%(count)d new projects: %(names)s", count)
    return text % {"count": count, "names": names}


def message_id(digest: Digest) -> str:
    """The same for every attempt, so that a second copy is recognised as the first."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<alert-{digest.pk}-{digest.token[:16]}@{domain}>"
