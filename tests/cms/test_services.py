from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms import services
from cms.models import OpportunityPage
from jobs.models import Job
from organisations.services import office_save
from tests import factories


@pytest.fixture
def draft(site, fields):
    return services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)


def test_a_draft_stands_under_its_offices_page_and_is_not_public(site, draft):
    page = OpportunityPage.objects.get(pk=draft.pk)
    assert not page.live
    assert page.office == site.office_a == page.get_parent().specific.office
    assert page.owner == site.officer_a
    assert [sector.pk for sector in page.sectors.all()] == ["agriculture"]
    assert [industry.pk for industry in page.industries.all()] == ["1432"]
    assert page.get_latest_revision_as_object().amount_wan == 12000


def test_its_address_is_made_of_letters_and_unique(site, fields, draft):
    again = services.draft_opportunity(office=site.office_a, fields=fields, actor=site.officer_a)
    assert draft.slug == "chuan-nan-leng-lian-wu-liu-yuan"
    assert again.slug == "chuan-nan-leng-lian-wu-liu-yuan-2"


def test_an_address_taken_meanwhile_is_exchanged_until_the_posting_was_public(site, fields, draft):
    parent = draft.get_parent()
    twin = factories.make_opportunity(site.office_a, title=draft.title, live=False)
    twin.slug = draft.slug
    twin.save()
    assert twin.slug == f"{draft.slug}-2"
    twin.refresh_from_db()
    assert twin.url_path == f"{parent.url_path}{twin.slug}/"
    twin.slug, twin.first_published_at = draft.slug, timezone.now()
    with pytest.raises(ValidationError):
        twin.save()


def test_nobody_drafts_under_another_office(site, fields):
    for stranger in (site.officer_b, site.contact):
        with pytest.raises(PermissionDenied):
            services.draft_opportunity(office=site.office_a, fields=fields, actor=stranger)
    assert not OpportunityPage.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount_wan", -5),
        ("amount_wan", 0),
        ("land_mu", -1),
        ("deadline", timezone.localdate() - timedelta(days=1)),
        ("sectors", ["nonsense"]),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field(site, fields, field, value):
    with pytest.raises(ValidationError) as refused:
        services.draft_opportunity(office=site.office_a, fields=fields | {field: value}, actor=None)
    assert field in refused.value.message_dict
    assert not OpportunityPage.objects.exists()


def test_a_page_under_the_wrong_office_cannot_be_saved(site, draft):
    draft.office = site.office_b
    with pytest.raises(ValidationError) as refused:
        draft.save()
    assert refused.value.code == "wrong_office"


def test_submitting_starts_the_workflow_once(site, draft):
    services.submit(page=draft, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=draft.pk)
    assert page.workflow_in_progress
    assert list(OpportunityPage.objects.in_review()) == [page]
    with pytest.raises(ValidationError):
        services.submit(page=page, actor=site.officer_a)


def test_only_the_office_itself_submits(site, draft):
    with pytest.raises(PermissionDenied):
        services.submit(page=draft, actor=site.officer_b)


def test_what_nobody_could_judge_is_not_submitted(site, fields):
    page = services.draft_opportunity(
        office=site.office_a, fields=fields | {"summary": "", "sectors": []}, actor=site.officer_a
    )
    with pytest.raises(ValidationError) as refused:
        services.submit(page=page, actor=site.officer_a)
    assert set(refused.value.message_dict) == {"summary", "sectors"}


def test_an_officer_cannot_publish(site, draft):
    with pytest.raises(PermissionDenied):
        services.publish(page=draft, actor=site.officer_a)


def test_publishing_verifies_and_enters_the_work_that_follows(site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    assert page.live
    assert page.verified_on == timezone.localdate()
    assert jobs_of(page) == {
        ("search.index", f"opportunity:{page.pk}"),
        ("matching.match_opportunity", str(page.pk)),
    }


def test_withdrawing_and_deleting_enter_the_same_work(site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    Job.objects.all().delete()
    page.unpublish()
    assert len(jobs_of(page)) == 2
    Job.objects.all().delete()
    page_id = page.pk
    page.delete()
    assert Job.objects.filter(key=str(page_id)).exists()


def test_still_valid_is_one_act_of_the_office_and_survives_the_next_publication(site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    old = timezone.localdate() - timedelta(days=90)
    services.set_on_all_versions(page=page, verified_on=old)
    assert list(OpportunityPage.objects.unverified_since(timezone.localdate())) == [page]
    Job.objects.all().delete()

    services.confirm_valid(page=page, actor=site.officer_a)
    page = OpportunityPage.objects.get(pk=page.pk)
    assert page.verified_on == timezone.localdate() == page.get_latest_revision_as_object().verified_on
    assert len(jobs_of(page)) == 2
    assert PageLogEntry.objects.filter(page=page.pk, action="cms.confirm_valid", user=site.officer_a).exists()


def test_only_the_office_or_the_secretariat_confirms(site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    for stranger in (site.officer_b, site.contact):
        with pytest.raises(PermissionDenied):
            services.confirm_valid(page=page, actor=stranger)
    services.confirm_valid(page=page, actor=site.secretary)


def test_a_draft_or_a_posting_that_ran_out_cannot_be_confirmed(site, draft):
    with pytest.raises(ValidationError):
        services.confirm_valid(page=draft, actor=site.officer_a)
    page = services.publish(page=draft, actor=site.secretary)
    services.set_on_all_versions(page=page, deadline=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ValidationError):
        services.confirm_valid(page=page, actor=site.officer_a)


def test_an_office_closes_its_posting_without_a_review(site, draft):
    page = services.publish(page=draft, actor=site.secretary)
    services.set_status(page=page, status="closed", actor=site.officer_a)
    assert OpportunityPage.objects.get(pk=page.pk).status == "closed"
    assert not OpportunityPage.objects.open().exists()
    with pytest.raises(ValidationError):
        services.set_status(page=page, status="closed", actor=site.officer_a)
    with pytest.raises(PermissionDenied):
        services.set_status(page=page, status="open", actor=site.officer_b)


def test_a_new_address_above_reaches_the_postings_below(site, draft, django_capture_on_commit_callbacks):
    page = services.publish(page=draft, actor=site.secretary)
    Job.objects.all().delete()
    parent = page.get_parent().specific
    parent.slug = "rong-county"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    assert len(jobs_of(page)) == 2


def test_scheduled_publishing_and_expiry_run_from_the_ledger(site, draft):
    from cms.jobs import publish_scheduled
    from jobs import registry

    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.expire_at = timezone.now() + timedelta(hours=2)
    draft.save_revision()
    page = services.publish(page=draft, actor=site.secretary)
    assert not page.live
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    publish_scheduled(None)
    page.refresh_from_db()
    assert page.live
    OpportunityPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled(None)
    page.refresh_from_db()
    assert not page.live
    assert page.expired
    assert registry.get("cms.publish_scheduled").every == timedelta(minutes=1)


def test_maturity_counts_the_ticks_in_python_and_in_the_database(site):
    page = factories.make_opportunity(site.office_a, has_fixed_amount=True, has_clear_supply=True)
    assert page.maturity == 2
    assert OpportunityPage.objects.with_maturity().get(pk=page.pk).maturity_points == 2


def jobs_of(page) -> set[tuple[str, str]]:
    keys = (f"opportunity:{page.pk}", str(page.pk))
    return set(Job.objects.filter(key__in=keys).values_list("kind", "key"))


def test_a_renamed_office_has_its_live_postings_indexed_anew(site, fields, draft):
    live = factories.make_opportunity(site.office_a)
    other = factories.make_opportunity(site.office_b)
    Job.objects.all().delete()
    office_save(office=site.office_a, values={"name": "荣县投资促进中心"}, actor=site.secretary)
    assert len(jobs_of(live)) == 2
    assert jobs_of(draft) == jobs_of(other) == set()
    assert site.office_a.access.group.name.startswith("荣县投资促进中心")
