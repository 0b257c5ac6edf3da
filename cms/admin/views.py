"""Addresses of our own below /admin/.  Wagtail asks for access to the admin before any of them is called."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from cms import picking, services
from cms.models import OpportunityPage


@require_GET
def pick(request: HttpRequest, kind: str) -> HttpResponse:
    """Options for the picker: `q` what was typed, `within` a region code whose own come first."""
    if kind not in picking.KINDS:
        raise Http404
    asked = request.GET.get("q", "")[:40]
    return JsonResponse({"results": picking.find(kind, asked, within=request.GET.get("within", "")[:12])})


@require_POST
def confirm_valid(request: HttpRequest, page_id: int) -> HttpResponse:
    """仍有效."""
    page = get_object_or_404(OpportunityPage, pk=page_id)
    return _done(
        request,
        page,
        lambda: services.confirm_valid(page=page, actor=request.user),
        _("“%(title)s” was confirmed as still valid today."),
    )


@require_POST
def set_status(request: HttpRequest, page_id: int, status: str) -> HttpResponse:
    page = get_object_or_404(OpportunityPage, pk=page_id)
    return _done(
        request,
        page,
        lambda: services.set_status(page=page, status=status, actor=request.user),
        _("The status of “%(title)s” was changed. Search and matches follow."),
    )


def _done(request: HttpRequest, page: OpportunityPage, act, said: str) -> HttpResponse:
    try:
        act()
    except PermissionDenied:
        raise
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said % {"title": page.title})
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return redirect(back)
