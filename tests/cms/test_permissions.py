"""Officer A against the pages of office B: nothing can be seen, changed, published, moved or copied."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms import moderation, permissions, services
from cms.models import OfficeAccess, OfficePage, OpportunityPage
from organisations.models import Membership
from tests import factories


@pytest.fixture
def pages(site, fields):
    """A draft, a posting that waits and a published one of office B."""
    draft = services.draft_opportunity(office=site.office_b, fields=fields, actor=site.officer_b)
    waits = services.draft_opportunity(office=site.office_b, fields=fields, actor=site.officer_b)
    services.submit(page=waits, actor=site.officer_b)
    live = services.draft_opportunity(office=site.office_b, fields=fields, actor=site.officer_b)
    services.publish(page=live, actor=site.secretary)
    return [OpportunityPage.objects.get(pk=page.pk) for page in (draft, waits, live)]


def refused(response) -> bool:
    """Wagtail answers 403, 404, or sends back to the start page of the admin."""
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response["Location"].rstrip("/") in ("/admin", "")
    )


PAGE_ADDRESSES = [
    "edit",
    "delete",
    "unpublish",
    "copy",
    "move",
    "history",
    "workflow_history",
    "view_draft",
    "usage",
    "lock",
    "unlock",
    "set_privacy",
    "convert_alias",
    "preview_on_edit",
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_another_office_opens(client, site, pages, method):
    client.force_login(site.officer_a)
    before = list(OpportunityPage.objects.order_by("pk").values())
    for page in pages:
        for name in PAGE_ADDRESSES:
            response = getattr(client, method)(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
            assert refused(response) or response.status_code == 405, f"{method} {name} of {page.pk}"
    assert list(OpportunityPage.objects.order_by("pk").values()) == before


def test_no_version_of_another_offices_page_can_be_read(client, site, pages):
    client.force_login(site.officer_a)
    for page in pages:
        revision = page.get_latest_revision().pk
        for name, args in (
            ("revisions_view", [page.pk, revision]),
            ("revisions_revert", [page.pk, revision]),
            ("revisions_compare", [page.pk, "earliest", "latest"]),
            ("revisions_unschedule", [page.pk, revision]),
            ("history_results", [page.pk]),
            ("add_subpage", [page.get_parent().pk]),
            ("add", ["cms", "opportunitypage", page.get_parent().pk]),
            ("edit", [page.get_parent().pk]),
        ):
            assert refused(client.get(reverse(f"wagtailadmin_pages:{name}", args=args))), name


def test_a_strangers_posting_cannot_be_reviewed_or_its_workflow_read(client, site, pages):
    waits = pages[1]
    step = moderation.task_state_of(waits)
    for officer in (site.officer_a, site.officer_b):
        client.force_login(officer)
        for name in ("workflow_action", "collect_workflow_action_data"):
            for action in ("score", "approve", "reject"):
                address = reverse(f"wagtailadmin_pages:{name}", args=[waits.pk, action, step.pk])
                assert refused(client.get(address))
                assert refused(client.post(address, {"completeness": 5}))
    assert OpportunityPage.objects.get(pk=waits.pk).workflow_in_progress


def test_an_officer_cannot_publish_or_score_a_page_of_the_own_office(client, site, fields):
    page = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    tester = page.permissions_for_user(site.officer_a)
    assert tester.can_edit()
    assert tester.can_submit_for_moderation()
    assert not tester.can_publish()
    assert not tester.can_unpublish()
    assert not tester.can_set_view_restrictions()
    client.force_login(site.officer_a)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(address, form_of(page) | {"action-publish": "1"})
    assert not OpportunityPage.objects.get(pk=page.pk).live


def test_the_explorer_of_an_officer_is_the_own_page(client, site, pages):
    own = OfficePage.objects.get(office=site.office_a)
    client.force_login(site.officer_a)
    response = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert response.context["parent_page"].pk == own.pk
    theirs = OfficePage.objects.get(office=site.office_b)
    for address in (
        reverse("wagtailadmin_explore", args=[theirs.pk]),
        reverse("wagtailadmin_explore", args=[site.home.pk]),
    ):
        assert "川南冷链物流园" not in client.get(address, follow=True).content.decode()


def test_lists_and_searches_of_an_officer_show_only_the_own_pages(client, site, pages):
    services.draft_opportunity(
        office=site.office_a,
        fields={"title": "我们的项目", "summary": "s", "region": "510321", "sectors": ["agriculture"]},
        actor=site.officer_a,
    )
    client.force_login(site.officer_a)
    listing = client.get(reverse("opportunities:index")).content.decode()
    assert "我们的项目" in listing
    assert "川南冷链物流园" not in listing
    assert site.office_b.name not in listing
    for address in ("wagtailadmin_pages:search", "wagtailadmin_home"):
        assert "川南冷链物流园" not in client.get(reverse(address), {"q": "川南"}).content.decode()


def test_the_page_chooser_of_an_officer_hides_other_offices(client, site, pages):
    client.force_login(site.officer_a)
    theirs = OfficePage.objects.get(office=site.office_b)
    for address in (
        reverse("wagtailadmin_choose_page_child", args=[theirs.pk]),
        reverse("wagtailadmin_choose_page_child", args=[theirs.get_parent().pk]),
    ):
        body = client.get(address).content.decode()
        assert "川南冷链物流园" not in body
    assert (
        "川南冷链物流园"
        not in client.get(reverse("wagtailadmin_choose_page_search"), {"q": "川南"}).content.decode()
    )


def test_bulk_actions_leave_other_offices_alone(client, site, pages):
    client.force_login(site.officer_a)
    query = "&".join(f"id={page.pk}" for page in pages)
    own = OfficePage.objects.get(office=site.office_a).pk
    for action in ("delete", "move", "publish", "unpublish"):
        address = (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{query}&next=/admin/"
        )
        client.post(address, {"chooser": own})
    assert [page.live for page in OpportunityPage.objects.order_by("pk")] == [False, False, True]
    assert all(
        page.get_parent().specific.office_id == site.office_b.pk for page in OpportunityPage.objects.all()
    )


def test_no_posting_moves_to_another_office_whoever_asks(site, fields):
    page = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    there = OfficePage.objects.get(office=site.office_b)
    root = factories.make_superuser()
    for person in (site.officer_a, site.officer_b, site.secretary, root):
        assert not page.permissions_for_user(person).can_move_to(there)


def test_no_posting_is_copied_to_another_office(client, site, fields):
    page = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    there = OfficePage.objects.get(office=site.office_b)
    client.force_login(site.secretary)
    copy = {"new_title": "抄本", "new_slug": "copy", "new_parent_page": there.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy)
    assert OpportunityPage.objects.count() == 1
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), copy | {"new_parent_page": page.get_parent().pk}
    )
    assert OpportunityPage.objects.get(slug="copy").office == site.office_a


def test_firms_have_no_way_into_the_admin(client, site, pages):
    client.force_login(site.contact)
    for address in (
        reverse("wagtailadmin_home"),
        reverse("opportunities:index"),
        reverse("cms_pick", args=["region"]),
        reverse("wagtailadmin_pages:edit", args=[pages[2].pk]),
    ):
        assert client.get(address).status_code in (302, 403)
    services.set_on_all_versions(page=pages[2], verified_on=None)
    client.post(reverse("cms_confirm_valid", args=[pages[2].pk]))
    assert OpportunityPage.objects.get(pk=pages[2].pk).verified_on is None


def test_the_one_click_acts_are_refused_to_another_office(client, site, pages):
    client.force_login(site.officer_a)
    assert refused(client.post(reverse("cms_confirm_valid", args=[pages[2].pk])))
    assert refused(client.post(reverse("cms_set_status", args=[pages[2].pk, "closed"])))
    assert OpportunityPage.objects.get(pk=pages[2].pk).status == "open"


def test_pictures_and_files_go_to_the_offices_own_collection(site):
    from wagtail.images import get_image_model
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(get_image_model())
    for office, officer in ((site.office_a, site.officer_a), (site.office_b, site.officer_b)):
        usable = policy.collections_user_has_permission_for(officer, "choose")
        assert list(usable) == [OfficeAccess.objects.get(office=office).collection]


def test_groups_follow_memberships(site):
    membership = Membership.objects.get(user=site.officer_a)
    membership.is_active = False
    membership.save()
    permissions.sync_user(site.officer_a)
    assert not site.officer_a.groups.exists()
    Membership.objects.create(user=site.officer_a, role="officer", office=site.office_b)
    permissions.sync_user(site.officer_a)
    assert [group.office_access.office for group in site.officer_a.groups.all()] == [site.office_b]


def test_the_signal_of_organisations_puts_people_into_their_groups(site):
    from organisations.hooks import announce_membership

    user = factories.make_officer(site.office_a)
    announce_membership(user.pk)
    assert user.groups.get().office_access.office == site.office_a


def test_syncing_twice_changes_nothing(site):
    before = OfficeAccess.objects.get(office=site.office_a)
    after = permissions.sync_office_group(office=site.office_a)
    assert (before.pk, before.group_id, before.collection_id) == (
        after.pk,
        after.group_id,
        after.collection_id,
    )
    assert after.group.page_permissions.count() == 2


def test_the_secretariat_may_publish_but_not_make_administrators(site, pages):
    tester = Page.objects.get(pk=pages[0].pk).permissions_for_user(site.secretary)
    assert tester.can_edit()
    assert tester.can_publish()
    for codename in ("add_user", "change_user", "delete_region"):
        app = "taxonomy" if codename.endswith("region") else "organisations"
        assert not site.secretary.has_perm(f"{app}.{codename}")
    assert site.secretary.has_perm("taxonomy.change_region")
    assert site.secretary.has_perm("organisations.change_firm")


def form_of(page) -> dict:
    """What the browser would send for a page that was opened and not changed."""
    return {
        "title": page.title,
        "summary": page.summary,
        "region": page.region_id,
        "sectors": [sector.pk for sector in page.sectors.all()],
        "modes": page.modes,
        "currency": "CNY",
        "status": "open",
        "amount_wan": str(page.amount_wan),
        "plans-TOTAL_FORMS": 0,
        "plans-INITIAL_FORMS": 0,
        "plans-MIN_NUM_FORMS": 0,
        "plans-MAX_NUM_FORMS": 1000,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": 1000,
    }
