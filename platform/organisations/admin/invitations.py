"""Invitations in the admin: adding one sends the mail; a waiting one is sent again or revoked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views import generic

from organisations import access, services
from organisations.models import Invitation

from .views import AddView as AddByService


def say_whether_sent(request: HttpRequest, invitation: Invitation) -> None:
    invitation.refresh_from_db()
    if invitation.mailed_at:
        messages.success(request, _("The mail to %(email)s is on its way.") % {"email": invitation.email})
    else:
        messages.error(
            request,
            _(
                "The invitation is saved, but the mail server did not take the mail. Check EMAIL_URL, then "
                "send it again from the list."
            ),
        )


class AddView(AddByService):
    def get_success_message(self, instance: Any) -> None:
        return None

    def save_action(self) -> HttpResponse:
        response = super().save_action()
        say_whether_sent(self.request, self.object)
        return response


class IndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Invitation) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.state in (Invitation.State.PENDING, Invitation.State.EXPIRED):
            buttons += [
                MenuItem(
                    _("Send again"),
                    url=reverse("invitations:resend", args=[instance.pk]),
                    icon_name="mail",
                    priority=40,
                ),
                MenuItem(
                    _("Revoke"),
                    url=reverse("invitations:revoke", args=[instance.pk]),
                    icon_name="cross",
                    priority=50,
                ),
            ]
        return buttons


def resend(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirmed(
        request,
        pk,
        services.resend,
        title=_("Send the invitation again"),
        text=_("A new link goes to %(email)s and works for seven days. The link sent before stops working."),
        button=_("Send again"),
        after=say_whether_sent,
    )


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirmed(
        request,
        pk,
        services.revoke,
        title=_("Revoke the invitation"),
        text=_("The link sent to %(email)s stops working at once."),
        button=_("Revoke"),
        after=lambda request, invitation: messages.success(request, _("Revoked.")),
    )


def _confirmed(
    request: HttpRequest,
    pk: int,
    service: Callable[..., Invitation],
    *,
    title: str,
    text: str,
    button: str,
    after: Callable[[HttpRequest, Invitation], None],
) -> HttpResponse:
    """GET asks, POST does it."""
    if not access.is_secretariat(request.user):
        raise PermissionDenied
    invitation = get_object_or_404(Invitation, pk=pk)
    back = reverse("invitations:index")
    if request.method == "POST":
        try:
            after(request, service(invitation=invitation, actor=request.user))
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
        return redirect(back)
    context = {
        "title": title,
        "text": text % {"email": invitation.email},
        "button": button,
        "back": back,
    }
    return render(request, "organisations/admin/confirm.html", context)
