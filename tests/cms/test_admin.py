"""The Wagtail admin as an officer and a secretary use it."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.action_menu import PageActionMenu
from wagtail.admin.ui.sidebar import MainMenuModule

from cms import moderation, services
from cms.models import OfficePage, OpportunityPage, Review
from cms.scoring import CRITERIA
from tests import factories
from tests.cms.test_permissions import form_of


@pytest.fixture
def draft(site, fields):
    return services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def saved(page) -> OpportunityPage:
    return OpportunityPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_form_of_a_new_posting_opens_without_listing_every_region(client, site, fields):
    client.force_login(site.officer_a)
    parent = OfficePage.objects.get(office=site.office_a)
    response = client.get(reverse("wagtailadmin_pages:add", args=["cms", "opportunitypage", parent.pk]))
    body = response.content.decode()
    assert response.status_code == 200
    assert "data-tree-picker" in body
    assert "510403" not in body  # 仁和区, a row nobody has chosen
    for heading in ("地点", "投资与合作", "联系人（对企业隐藏）", "成熟度"):
        assert heading in body


def test_the_office_of_a_new_posting_is_that_of_the_page_above_whatever_is_sent(client, site, draft):
    client.force_login(site.officer_a)
    parent = OfficePage.objects.get(office=site.office_a)
    sent = form_of(draft) | {"title": "新项目", "office": site.office_b.pk}
    client.post(reverse("wagtailadmin_pages:add", args=["cms", "opportunitypage", parent.pk]), sent)
    page = OpportunityPage.objects.get(title="新项目")
    assert page.office == site.office_a
    assert page.slug == "xin-xiang-mu"
    assert not page.live
    client.post(edit(page), sent | {"title": "改名的项目"})
    assert saved(page).office_id == site.office_a.pk
    assert OpportunityPage.objects.get(pk=page.pk).slug == "gai-ming-de-xiang-mu"


def test_a_draft_may_be_saved_before_it_is_complete(client, site, draft):
    client.force_login(site.officer_a)
    client.post(edit(draft), form_of(draft) | {"summary": "", "sectors": [], "title": "半成品"})
    assert saved(draft).title == "半成品"
    response = client.post(edit(draft), form_of(draft) | {"summary": "", "sectors": [], "action-submit": "1"})
    assert {"summary", "sectors"} <= set(response.context["form"].errors)


def test_one_decision_sent_twice_counts_once_and_forged_marks_are_refused(client, site, draft):
    services.submit(page=draft, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=draft.pk)
    step = moderation.task_state_of(page)
    task = step.task.specific
    with pytest.raises(PermissionDenied):
        task.on_action(step, site.secretary, "score", **dict.fromkeys(CRITERIA, 9))
    for _time in range(2):
        task.on_action(step, site.secretary, "score", **dict.fromkeys(CRITERIA, 4))
    assert Review.objects.count() == 1
    assert OpportunityPage.objects.get(pk=page.pk).live


IMPOSSIBLE = [
    ("amount_wan", "-5"),
    ("amount_wan", "面议"),
    ("land_mu", "-1"),
    ("deadline", "2020-01-01"),
    ("region", ""),
    ("region", "999999"),
    ("sectors", ["nonsense"]),
    ("industries", ["nonsense"]),
    ("modes", ["bartering"]),
]


def test_what_cannot_be_right_is_an_error_beside_its_field(client, site, draft):
    client.force_login(site.officer_a)
    for field, value in IMPOSSIBLE:
        response = client.post(edit(draft), form_of(draft) | {field: value})
        assert list(response.context["form"].errors) == [field], value
    assert saved(draft).amount_wan == 12000


def test_warnings_are_shown_and_do_not_keep_the_office_from_submitting(client, site, draft):
    client.force_login(site.officer_a)
    client.post(edit(draft), form_of(draft) | {"summary": "总投资30亿元。", "amount_wan": "30"})
    body = client.get(edit(draft)).content.decode()
    assert "请再看一看" in body
    assert "30 亿元" in body
    client.post(edit(draft), form_of(saved(draft)) | {"amount_wan": "30", "action-submit": "1"})
    assert OpportunityPage.objects.get(pk=draft.pk).workflow_in_progress


def test_a_place_outside_the_offices_region_is_only_a_warning(client, site, draft):
    client.force_login(site.officer_a)
    client.post(edit(draft), form_of(draft) | {"region": factories.a_region("510403").pk})
    assert saved(draft).region_id == "510403"
    assert "不在本部门负责的" in client.get(edit(draft)).content.decode()


def test_the_secretary_scores_in_the_admin_and_the_posting_goes_live(client, site, draft):
    services.submit(page=draft, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=draft.pk)
    step = moderation.task_state_of(page)
    client.force_login(site.secretary)
    assert 'name="action-publish"' not in client.get(edit(page)).content.decode()
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "score", step.pk])
    modal = client.get(address).json()["html"]
    for label in ("材料完整", "条件可行", "与会员匹配", "真实有效"):
        assert label in modal

    marks = dict.fromkeys(CRITERIA, "2")
    refused = client.post(address, marks, headers={"x-requested-with": "XMLHttpRequest"})
    assert "请向招商部门说明理由" in refused.json()["html"]
    client.post(address, dict.fromkeys(CRITERIA, "4"), headers={"x-requested-with": "XMLHttpRequest"})
    assert OpportunityPage.objects.get(pk=page.pk).live
    assert Review.objects.get().total == 16


def test_scoring_is_the_first_button_of_whoever_may_and_of_nobody_else(client, site, draft):
    services.submit(page=draft, actor=site.officer_a)

    def first_button(user) -> str:
        request = RequestFactory().get("/")
        request.user = user
        page = OpportunityPage.objects.get(pk=draft.pk)
        menu = PageActionMenu(request, view="edit", page=page, locked_for_user=False)
        return menu.default_item.name

    assert first_button(site.secretary) == "score"
    assert first_button(site.officer_a) == "action-save-draft"
    client.force_login(site.secretary)
    assert 'data-workflow-action-name="score"' in client.get(edit(draft)).content.decode()


def test_two_creations_that_saw_the_same_free_address_make_two_pages(client, site, draft, monkeypatch):
    monkeypatch.setattr("cms.forms.opportunity.free_slug", lambda title, **_: "xin-xiang-mu")
    client.force_login(site.officer_a)
    parent = OfficePage.objects.get(office=site.office_a)
    address = reverse("wagtailadmin_pages:add", args=["cms", "opportunitypage", parent.pk])
    for _time in range(2):
        assert client.post(address, form_of(draft) | {"title": "新项目"}).status_code == 302
    slugs = OpportunityPage.objects.filter(title="新项目").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["xin-xiang-mu", "xin-xiang-mu-2"]


def test_the_side_bar_calls_a_person_by_name(client, site):
    site.officer_a.name = "罗敏"
    site.officer_a.save()
    client.force_login(site.officer_a)
    response = client.get(reverse("wagtailadmin_home"))
    assert MainMenuModule([], [], response.context["user"]).js_args()[2]["name"] == "罗敏"
    nameless = factories.make_user(name="")
    assert MainMenuModule([], [], nameless).js_args()[2]["name"] == nameless.email


def test_the_reason_stands_above_the_form_of_the_office(client, site, draft):
    services.submit(page=draft, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=draft.pk)
    moderation.review(
        page=page,
        task_state=moderation.task_state_of(page),
        scores=dict.fromkeys(CRITERIA, 2),
        reason="请写明用电容量。",
        reviewer=site.secretary,
    )
    client.force_login(site.officer_a)
    body = client.get(edit(page)).content.decode()
    assert "秘书处意见" in body
    assert "请写明用电容量。" in body
    assert "action-restart-workflow" not in body
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "请写明用电容量。" in history


def test_forged_marks_in_the_editor_are_checked_again(client, site, draft):
    services.submit(page=draft, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=draft.pk)
    client.force_login(site.officer_b)
    client.post(
        edit(page),
        form_of(page)
        | {
            "action-workflow-action": "1",
            "workflow-action-name": "score",
            "workflow-action-extra-data": json.dumps(dict.fromkeys(CRITERIA, 5)),
        },
    )
    assert not Review.objects.exists()


FILTERS = [
    ({}, {"A", "B", "C"}),
    ({"status": "closed"}, {"C"}),
    ({"sectors": "energy"}, {"B"}),
    ({"region": "510400"}, {"B"}),
    ({"region": "510000"}, {"A", "B", "C"}),
    ({"maturity": "2"}, {"A"}),
    ({"verified_before": "2026-01-01"}, {"C"}),
    ({"state": "live"}, {"A", "C"}),
    ({"state": "draft"}, {"B"}),
    ({"state": "in_review"}, set()),
    ({"state": "held"}, set()),
]


def test_the_list_of_postings_filters(client, site):
    factories.make_opportunity(site.office_a, title="A", has_fixed_amount=True, has_chosen_site=True)
    factories.make_opportunity(site.office_b, title="B", region="510403", sectors=("energy",), live=False)
    old = timezone.localdate().replace(year=2025)
    factories.make_opportunity(site.office_a, title="C", status="closed", verified_on=old)
    client.force_login(site.secretary)
    for query, expected in FILTERS:
        rows = client.get(reverse("opportunities:index"), query).context["pages"]
        assert {page.title for page in rows} == expected, query


def test_the_list_takes_as_many_queries_for_many_postings_as_for_few(client, site):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("opportunities:index"))
        return len(caught)

    client.force_login(site.secretary)
    factories.make_opportunity(site.office_a)
    queries()
    few = queries()
    for office in (site.office_a, site.office_b):
        for _number in range(3):
            factories.make_opportunity(office)
    assert queries() <= few + 1  # the second office


def test_one_click_confirms_and_comes_back(client, site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    services.set_on_all_versions(page=page, verified_on=timezone.localdate() - timedelta(days=60))
    client.force_login(site.officer_a)
    address = reverse("cms_confirm_valid", args=[page.pk])
    assert "仍有效" in client.get(edit(page)).content.decode()
    assert client.get(address).status_code == 405
    assert client.post(address + "?next=/admin/opportunities/")["Location"] == "/admin/opportunities/"
    assert client.post(address + "?next=https://evil.example/")["Location"] == edit(page)
    assert OpportunityPage.objects.get(pk=page.pk).verified_on == timezone.localdate()


def test_the_side_bar_speaks_our_words(client, site):
    client.force_login(site.officer_a)
    body = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "/admin/opportunities/" in body
    assert reverse("paperwork:imports") in body
    assert "editor guide" not in body
    assert "wagtail.org" not in body
    client.force_login(site.secretary)
    assert "state=in_review" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_admin_is_entered_by_the_one_door(client, db):
    response = client.get("/admin/login/?next=/admin/")
    assert response["Location"] == "/account/login/?next=/admin/"


def test_news_are_approved_without_marks(client, site):
    from cms.models import NewsIndexPage, NewsPage

    page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="会讯", body="<p>…</p>", live=False))
    page.save_revision()
    page.get_workflow().start(page, site.secretary)
    step = page.current_workflow_task_state
    names = [name for name, _label, _modal in step.task.specific.get_actions(page, site.secretary)]
    assert names == ["reject", "approve", "approve"]
    step.task.specific.on_action(step.specific, site.secretary, "approve")
    assert NewsPage.objects.get(pk=page.pk).live
