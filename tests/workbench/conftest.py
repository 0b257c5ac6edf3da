"""A small chamber: a firm that fits a posting, its office, the secretariat, and somebody in each role."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import OpportunityPage
from matching import services
from organisations.models import Firm, Intent, InvestmentOffice
from tests import factories as make


@dataclass
class Bench:
    firm: Firm
    intent: Intent
    office: InvestmentOffice
    page: OpportunityPage
    people: dict[str, Any]

    def client(self, role: str) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        client.force_login(self.people[role])
        client.cookies["django_language"] = "en"
        return client


def queries(client: Client, url: str) -> int:
    """How many queries the second call of a page takes, the look at the stamp of the tables left out."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return sum("taxonomy_tableversion" not in query["sql"] for query in seen.captured_queries)


@pytest.fixture
def bench(db) -> Bench:
    firm = make.make_firm(
        name="浙江巴山食品科技有限公司",
        industries=("1432",),
        hometown_region="510321",
        staff="300-999",
        contact_name="陈国栋",
        contact_phone="13800001111",
    )
    intent = make.make_intent(
        firm, title="川南预制菜加工基地", industries=("1432",), target_regions=("510300",), text="要有冷库。"
    )
    office = make.make_office()
    page = make.make_opportunity(
        office, industries=("1432",), contact_name="罗敏", contact_phone="0813-5550101", title="冷链中央厨房"
    )
    make.make_opportunity(make.make_office(), sectors=("energy",), title="光伏组件")
    services.match_all()
    people = {
        "secretary": make.make_secretary(),
        "officer": make.make_officer(office),
        "contact": make.make_contact(firm),
        "visitor": make.make_user(),
    }
    return Bench(firm, intent, office, page, people)
