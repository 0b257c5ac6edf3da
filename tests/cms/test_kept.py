"""What is kept of public pages: as good as drawn anew, after every change and for every reader."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms import services, stamp
from cms.kept import Kept
from cms.models import ContentStamp, OfficePage, OpportunityPage, StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site, fields) -> OpportunityPage:
    draft = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    return services.publish(page=draft, actor=None)


def html(client, page) -> str:
    return client.get(page.url).content.decode()


def test_a_page_renamed_is_renamed_in_the_footer_at_once(client, site) -> None:
    home = site.home
    extra = home.add_child(instance=StandardPage(title="收费说明", slug="fees", body="<p>不收费</p>"))
    assert "收费说明" in html(client, home)
    extra.title = "不收费的说明"
    extra.save_revision().publish()
    assert "不收费的说明" in html(client, home)
    extra.unpublish()
    assert "不收费的说明" not in html(client, home)
    Page.objects.get(slug="about").move(home, pos="first-child")
    Page.objects.get(slug="about").delete()
    assert "关于" not in html(client, home)


def test_a_change_of_another_process_shows_with_its_stamp(client, site) -> None:
    home = site.home
    home.add_child(instance=StandardPage(title="收费说明", slug="fees", body="<p>不收费</p>"))
    assert "收费说明" in html(client, home)
    Page.objects.filter(slug="fees").update(title="别处改的")  # no signal: as if it happened elsewhere
    assert "收费说明" in html(client, home)
    ContentStamp.objects.update_or_create(pk=1, defaults={"stamp": 7})
    assert "别处改的" in html(client, home)


@pytest.mark.django_db(transaction=True)
def test_a_change_has_its_stamp_with_the_commit_and_without_one_not_at_all(site) -> None:
    before = ContentStamp.objects.get().stamp
    with transaction.atomic():
        stamp.renew()
        transaction.set_rollback(True)
    assert ContentStamp.objects.get().stamp == before
    with transaction.atomic():
        stamp.renew()
        stamp.renew()
        assert ContentStamp.objects.get().stamp == before
    assert ContentStamp.objects.get().stamp != before


def test_a_posting_shows_its_own_changes_even_those_made_past_the_model(client, page) -> None:
    assert "川南冷链物流园" in html(client, page)
    OpportunityPage.objects.filter(pk=page.pk).update(undertaker="新的承办单位", status="paused")
    assert "新的承办单位" in html(client, page)
    assert "项目暂停" in html(client, page) or "暂停" in html(client, page)


def test_a_posting_shows_changes_of_its_sectors_its_office_and_its_neighbours(client, page, fields) -> None:
    assert "另一个项目" not in html(client, page)
    other = services.draft_opportunity(
        office=page.office, fields=fields | {"title": "另一个项目"}, actor=None
    )
    services.publish(page=other, actor=None)
    assert "另一个项目" in html(client, page)
    services.set_status(page=other, status="closed", actor=factories.make_superuser())
    assert "另一个项目" not in html(client, page)
    page.office.name = "改名的招商局"
    page.office.save()
    assert "改名的招商局" in html(client, page)
    page.sectors.set([factories.a_sector("culture")])
    page.save()
    assert "sector=culture" in html(client, page)
    OfficePage.objects.get(office=page.office).move(Page.objects.get(slug="offices"), pos="first-child")
    assert html(client, page)


def test_a_posting_kept_in_one_language_is_drawn_anew_in_the_other(client, page) -> None:
    assert "内容和规模" in html(client, page) or "建设内容" in html(client, page)
    client.cookies["django_language"] = "en"
    assert "Content and scale" in html(client, page)


def test_a_posting_kept_asks_little_of_the_database(client, page) -> None:
    html(client, page)
    with CaptureQueriesContext(connection) as asked:
        html(client, page)
    said = [one["sql"] for one in asked if "taxonomy_tableversion" not in one["sql"]]
    assert len(said) == 6, "\n".join(said)  # site, home, the posting, two for who may see it, the stamp


def test_a_draft_and_a_page_elsewhere_are_not_found_by_the_short_way(client, page) -> None:
    assert client.get(page.url).status_code == 200
    assert client.get(page.url.replace("/offices/", "/news/")).status_code == 404
    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_the_oldest_goes_when_there_are_too_many() -> None:
    kept = Kept(most=2)
    for key in "aab":
        assert kept.get(key, lambda key=key: key * 2) == key * 2
    kept.get("c", lambda: "cc")
    assert kept.get("b", lambda: "anew") == "bb"
    assert kept.get("a", lambda: "anew") == "anew"
