import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_it_shows_name_address_places_and_the_way_to_the_password(client):
    firm = make.make_firm()
    person = make.make_contact(firm)
    client.force_login(person)
    page = client.get(reverse("organisations:account"))
    for text in (person.name, person.email, firm.name, reverse("account_change_password")):
        assert text in page.text


def test_the_name_is_changed_and_nothing_else(client):
    person = make.make_user()
    client.force_login(person)
    client.post(
        reverse("organisations:account"), {"name": "王五", "email": "x@example.org", "is_superuser": "on"}
    )
    person.refresh_from_db()
    assert person.name == "王五"
    assert person.email != "x@example.org"
    assert not person.is_superuser


def test_an_empty_name_is_refused_beside_the_field(client):
    client.force_login(make.make_user())
    page = client.post(reverse("organisations:account"), {"name": ""})
    assert page.status_code == 422
    assert 'id="id_name_error"' in page.text
