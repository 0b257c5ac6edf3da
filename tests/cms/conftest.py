"""A site with its tree, two offices with an officer each, and a secretary."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from cms import permissions, tree
from tests import factories


@pytest.fixture
def site(db):
    tree.ensure()
    a, b = factories.make_office(region="510300"), factories.make_office(region="510400")
    people = SimpleNamespace(
        home=tree.ensure(),
        office_a=a,
        office_b=b,
        officer_a=factories.make_officer(a),
        officer_b=factories.make_officer(b),
        secretary=factories.make_secretary(),
        contact=factories.make_contact(),
    )
    for user in (people.officer_a, people.officer_b, people.secretary):
        permissions.sync_user(user)
    with translation.override("zh-hans"):
        yield people


@pytest.fixture
def fields(db) -> dict:
    """What an office gives for a posting at least, and a little more."""
    factories.a_sector("agriculture")
    factories.an_industry("1432")
    return {
        "title": "川南冷链物流园",
        "summary": "建设冷库和中央厨房。",
        "region": factories.a_region("510321"),
        "sectors": ["agriculture"],
        "industries": ["1432"],
        "modes": ["joint_venture"],
        "amount_wan": 12000,
        "land_mu": 85,
        "contact_name": "王联系",
        "contact_phone": "13812345678",
    }
