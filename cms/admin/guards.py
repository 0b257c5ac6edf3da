"""Doors that Wagtail leaves open wider than an office's people may go."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import OfficePage, OpportunityPage
from organisations.access import is_secretariat


def copy_stays_with_its_office(request, page):
    """A posting is copied under its own office only; elsewhere it is written anew."""
    if request.method != "POST" or page.specific_class is not OpportunityPage:
        return None
    if request.POST.get("new_parent_page") in ("", None, str(page.get_parent().pk)):
        return None
    messages.error(request, _("A posting can be copied under the page of its own office only."))
    return redirect("wagtailadmin_pages:copy", page.pk)


def own_pages_in_choosers(pages, request):
    """Officers choose among their own pages and those that belong to no office."""
    if is_secretariat(request.user):
        return pages
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(Page)
    own = policy.explorable_instances(request.user).values("pk")
    everybodys = Page.objects.live().not_type(OfficePage, OpportunityPage).values("pk")
    return pages.filter(pk__in=own) | pages.filter(pk__in=everybodys)
