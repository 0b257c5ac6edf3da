import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

import search.sources
from cms.documents import document_of, documents, versions
from cms.models import OpportunityPage
from cms.opportunities import opportunities
from tests import factories

CONTACT = {"contact_name": "王联系", "contact_title": "科长", "contact_phone": "13812345678"}


def test_a_document_carries_codes_with_their_ancestors_and_all_public_text(db):
    page = factories.make_opportunity(
        region="510321",
        industries=("1432",),
        content_and_scale="冷库三万吨",
        conditions="七通一平",
        policies="两免三减半",
        requirements="自带品牌",
        has_chosen_site=True,
    )
    document = document_of(OpportunityPage.objects.with_details().get(pk=page.pk))
    assert document.key == f"opportunity:{page.pk}"
    assert document.regions == ("510000", "510300", "510321")
    assert document.industries == ("C", "14", "143", "1432")
    assert document.sectors == ("agriculture",)
    assert document.amount_wan == 12000.0
    assert document.land_mu == 85.0
    assert document.modes == ("wholly_owned", "joint_venture")
    assert document.maturity == 1
    assert document.office_name == page.office.name
    for text in ("冷库三万吨", "七通一平", "两免三减半", "自带品牌"):
        assert text in document.body
    assert document.url.endswith(f"/{page.slug}/")


def test_versions_are_those_of_the_documents_for_one_query(db):
    for title in ("甲", "乙"):
        factories.make_opportunity(title=title)
    with CaptureQueriesContext(connection) as asked:
        told = dict(versions())
    assert told == {one.id: one.version for one in documents()}
    assert len(told) == 2
    assert len(asked) <= 2, "the pages, and the restrictions"


def test_contacts_reach_neither_the_index_nor_the_scorer(db):
    factories.make_opportunity(**CONTACT)
    (document,) = documents()
    (opportunity,) = opportunities()
    for secret in CONTACT.values():
        assert secret not in document.to_json().decode()
        assert secret not in str(opportunity)


def test_contacts_do_not_even_reach_the_template_of_the_public_page(client, db):
    page = factories.make_opportunity(**CONTACT)
    response = client.get(page.get_url())
    assert response.status_code == 200
    for name, secret in CONTACT.items():
        assert secret not in response.content.decode()
        assert getattr(response.context["page"], name) == ""
        assert getattr(response.context["self"], name) == ""
    page.refresh_from_db()
    assert page.contact_phone == CONTACT["contact_phone"]


def test_drafts_closed_and_restricted_postings_are_not_found(db):
    factories.make_opportunity(live=False)
    factories.make_opportunity(status="closed")
    hidden = factories.make_opportunity()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    paused = factories.make_opportunity(status="paused")
    seen = factories.make_opportunity()
    assert [document.id for document in documents()] == [str(paused.pk), str(seen.pk)]
    assert [opportunity.id for opportunity in opportunities()] == [str(seen.pk)]


def test_only_what_was_asked_for_comes(db):
    first, second = factories.make_opportunity(), factories.make_opportunity()
    assert [document.id for document in documents([str(second.pk), "999999"])] == [str(second.pk)]
    assert [opportunity.id for opportunity in opportunities([first.pk])] == [str(first.pk)]
    assert list(documents([])) == []


def test_another_currency_is_not_compared_with_yuan(db):
    factories.make_opportunity(currency="USD", minimum_wan=100)
    (document,) = documents()
    (opportunity,) = opportunities()
    assert (document.amount_wan, document.currency, document.comparable_wan) == (12000.0, "USD", None)
    assert (opportunity.amount_wan, opportunity.min_investment_wan) == (None, None)


@pytest.mark.parametrize("source", [documents, opportunities])
def test_the_number_of_queries_does_not_grow_with_the_postings(db, source):
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert list(source())
        return len(caught)

    office = factories.make_office()
    factories.make_opportunity(office, industries=("1432",))
    few = queries()
    for _number in range(6):
        factories.make_opportunity(industries=("1432",))
    assert queries() == few


def test_the_search_knows_where_postings_come_from():
    assert "opportunity" in search.sources.kinds()
