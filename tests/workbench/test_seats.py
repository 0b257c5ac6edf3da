"""One person, several places: works from one at a time and changes by a switch."""

import pytest
from django.urls import reverse

from organisations.choices import Role
from organisations.models import Membership
from tests import factories as make
from workbench.seats import seats

pytestmark = pytest.mark.django_db
HOME = "/workbench/"


def test_who_holds_no_place_is_told_what_to_do(bench) -> None:
    answer = bench.client("visitor").get(HOME)
    assert answer.status_code == 200
    assert "belongs to no organisation" in answer.content.decode()


def test_each_role_sees_its_own_first_page(bench) -> None:
    found = {
        role: bench.client(role).get(HOME).templates[0].name for role in ("secretary", "officer", "contact")
    }
    assert found == {
        "secretary": "workbench/secretariat.html",
        "officer": "workbench/office.html",
        "contact": "workbench/firm_home.html",
    }


def test_a_person_with_two_places_changes_between_them(bench) -> None:
    user = bench.people["contact"]
    Membership.objects.create(user=user, role=Role.OFFICER, office=bench.office)
    client = bench.client("contact")
    assert client.get(HOME).templates[0].name == "workbench/office.html"
    assert client.post(reverse("workbench:seat"), {"seat": f"firm-{bench.firm.pk}"}).status_code == 302
    assert client.get(HOME).templates[0].name == "workbench/firm_home.html"


def test_a_place_of_somebody_else_cannot_be_taken(bench) -> None:
    client = bench.client("contact")
    client.post(reverse("workbench:seat"), {"seat": "secretariat"})
    assert client.get(HOME).templates[0].name == "workbench/firm_home.html"


def test_a_link_for_another_of_ones_places_moves_there(bench) -> None:
    user = bench.people["contact"]
    Membership.objects.create(user=user, role=Role.OFFICER, office=bench.office)
    client = bench.client("contact")
    client.get(HOME)
    assert client.get(reverse("workbench:matches")).status_code == 200
    assert client.get(HOME).templates[0].name == "workbench/firm_home.html"


def test_an_organisation_that_is_switched_off_gives_no_place(bench) -> None:
    bench.firm.is_active = False
    bench.firm.save()
    assert seats(bench.people["contact"]) == []


def test_a_superuser_sits_in_the_secretariat(db) -> None:
    assert [seat.role for seat in seats(make.make_superuser())] == [Role.SECRETARIAT]
