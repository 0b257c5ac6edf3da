"""sitemap.xml and robots.txt."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms import crawling
from tests import factories

pytestmark = pytest.mark.django_db


def places(response) -> list[str]:
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", response.content.decode())


def test_only_what_anybody_may_read_and_still_answer_is_named(client):
    yesterday = dt.datetime.now(crawling.CHINA).date() - dt.timedelta(days=1)
    shown = factories.make_opportunity(verified_on=yesterday)
    hidden = [
        factories.make_opportunity(live=False),
        factories.make_opportunity(deadline=yesterday),
        factories.make_opportunity(status="closed"),
        factories.make_opportunity(),
    ]
    PageViewRestriction.objects.create(page=hidden[-1], restriction_type=PageViewRestriction.LOGIN)
    found = places(client.get("/sitemap.xml"))
    assert shown.url in found
    assert not {page.url for page in hidden} & set(found)
    assert "/" in found
    assert "/projects/" in found
    assert len(found) == len(set(found))


def test_each_page_says_when_it_changed(client):
    page = factories.make_opportunity()
    xml = client.get("/sitemap.xml").content.decode()
    when = re.search(rf"<loc>http://testserver{page.url}</loc><lastmod>([^<]*)</lastmod>", xml)
    assert when
    assert when[1] == page.last_published_at.date().isoformat()


def test_a_large_site_gets_an_index_of_files(client, monkeypatch):
    pages = [factories.make_opportunity() for _number in range(3)]
    monkeypatch.setattr(crawling._Pages, "limit", 2)
    index = places(client.get("/sitemap.xml"))
    assert "/sitemap-projects.xml" in index
    assert "/sitemap-projects.xml?p=2" in index
    found = [place for address in index for place in places(client.get(address))]
    assert {page.url for page in pages} < set(found)
    assert client.get("/sitemap-projects.xml?p=9").status_code == 404


def test_queries_do_not_grow_with_the_pages(client):
    office = factories.make_office()
    factories.make_opportunity(office)
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as one:
        client.get("/sitemap.xml")
    for _number in range(5):
        factories.make_opportunity(office)
    with CaptureQueriesContext(connection) as many:
        client.get("/sitemap.xml")
    assert len(many) == len(one)


def test_robots_are_kept_from_what_is_private_and_shown_the_map(client):
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in said
    assert "Sitemap: http://testserver/sitemap.xml\n" in said
