"""Contacts of either side are seen by that side and the secretariat only, whatever address is asked.

Nobody is introduced to anybody yet: until introductions come, no page shows a contact to the other side.
"""

from functools import cache

import pytest
from django.urls import reverse

from organisations.models import Firm
from search import services as search_services
from search import sources

from .answers import address_of
from .matrix import ROWS
from .world import ROLES

pytestmark = pytest.mark.django_db

OF_FIRM = {
    "contact_name": "企方独名",
    "contact_title": "企方独职",
    "contact_phone": "0577-11112222",
    "contact_email": "qifang-dumen@example.org",
}
OF_OPPORTUNITY = {
    "contact_name": "招方独名",
    "contact_title": "招方独职",
    "contact_phone": "0813-33334444",
}
SEES_FIRM = {"contact", "secretary", "superuser"}
SEES_OPPORTUNITY = {"officer", "secretary", "superuser"}
LEADING_OUT = {"account_logout"}


@pytest.fixture(scope="module")
def planted(world):
    """The world with contacts in it that occur nowhere else, indexed and matched."""
    from matching import services as matching_services

    Firm.objects.filter(pk=world.firm.pk).update(**OF_FIRM)
    for field, value in OF_OPPORTUNITY.items():
        setattr(world.opportunity, field, value)
    world.opportunity.save_revision().publish()
    search_services.rebuild()
    matching_services.match_all()
    return world


def pages(world) -> list[str]:
    """Whatever a GET may be sent to: the routes of the matrix, public pages, searches, feeds, the admin."""
    routes = [address_of(row, world) for row in ROWS if row.method == "GET" and row.route not in LEADING_OUT]
    home = world.opportunity.get_site().root_page
    public = [page.url for page in home.get_descendants(inclusive=True).live()]
    words = [*OF_FIRM.values(), *OF_OPPORTUNITY.values(), world.firm.name, world.opportunity.title]
    searches = [f"{reverse('search:results')}?q={word}" for word in words]
    admin = [
        reverse("wagtailadmin_pages:edit", args=[world.opportunity.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[world.opportunity.pk]),
        reverse("wagtailadmin_pages:history", args=[world.opportunity.pk]),
        reverse("wagtailadmin_explore", args=[world.opportunity.get_parent().pk]),
        reverse("wagtailadmin_reports:site_history"),
        f"{reverse('firms:index')}?export=xlsx",
        f"{reverse('firms:index')}?export=csv",
    ]
    admin += [f"{reverse('wagtailadmin_pages:search')}?q={word}" for word in words]
    return list(dict.fromkeys([*routes, *public, *searches, *admin, "/sitemap.xml"]))


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def told(planted):
    """told(role) -> {address: the secrets it shows}; a word that the address asks for does not count."""
    secrets = {*OF_FIRM.values(), *OF_OPPORTUNITY.values()}

    @cache
    def ask(role: str) -> dict[str, set[str]]:
        found = {}
        for address in pages(planted):
            text = body(planted.clients[role].get(address))
            shown = {value for value in secrets if value in text and value not in address}
            if shown:
                found[address] = shown
        return found

    return ask


def showing(found: dict[str, set[str]], secrets: dict[str, str]) -> dict[str, set[str]]:
    return {address: both for address, shown in found.items() if (both := shown & set(secrets.values()))}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in SEES_FIRM])
def test_a_firms_contact_is_on_no_page_of_anybody_else(told, role):
    assert showing(told(role), OF_FIRM) == {}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in SEES_OPPORTUNITY])
def test_an_opportunitys_contact_is_on_no_page_of_anybody_else(told, role):
    assert showing(told(role), OF_OPPORTUNITY) == {}


def test_the_firm_itself_and_the_secretariat_do_see_it(told, planted):
    """Otherwise the tests above would prove nothing."""
    assert reverse("workbench:firm_profile") in showing(told("contact"), OF_FIRM)
    assert reverse("firms:edit", args=[planted.firm.pk]) in showing(told("secretary"), OF_FIRM)


def test_the_office_itself_and_the_secretariat_do_see_theirs(told, planted):
    edit = reverse("wagtailadmin_pages:edit", args=[planted.opportunity.pk])
    assert edit in showing(told("officer"), OF_OPPORTUNITY)
    assert edit in showing(told("secretary"), OF_OPPORTUNITY)


def test_nothing_of_either_contact_enters_the_index(planted):
    documents = [str(document) for document in sources.documents("opportunity", None)]
    assert any(planted.opportunity.title in text for text in documents)
    for value in (*OF_FIRM.values(), *OF_OPPORTUNITY.values()):
        assert not [text for text in documents if value in text]
