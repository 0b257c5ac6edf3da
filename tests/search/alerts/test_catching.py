"""From a published posting to the searches that caught it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Job, State
from organisations.services import membership_deactivate
from search import services
from search.alerts import catching, known, saving
from search.engines.base import EngineError
from search.models import Arrival, Digest, SavedSearch, Sighting
from taxonomy.models import Region
from tests import factories as make

from .conftest import publish, query, save, touch

pytestmark = pytest.mark.django_db


def caught(search: SavedSearch) -> list[str]:
    return sorted(search.sightings.caught().values_list("state", flat=True))


def test_a_search_catches_what_is_published_after_it_was_saved(engine, contact, run_jobs):
    with run_jobs():
        cold, tea = save(contact, q="冷链"), save(contact, q="茶叶")
    with run_jobs():
        page = publish()
    assert list(cold.sightings.values_list("key", "state")) == [(f"opportunity:{page.pk}", "told")]
    assert not tea.sightings.exists()
    assert not Arrival.objects.exists()


def test_what_was_there_when_it_was_saved_is_never_told(engine, contact, run_jobs):
    with run_jobs():
        old = publish()
    with run_jobs():
        cold = save(contact, q="冷链")
    cold.refresh_from_db()
    assert cold.known_at
    assert list(cold.sightings.values_list("state", flat=True)) == ["known"]
    with run_jobs():
        touch(old)
    assert caught(cold) == []
    assert not Digest.objects.exists()


def test_an_old_posting_is_known_even_before_the_job_has_written_it_down(engine, contact, run_jobs):
    with run_jobs():
        old = publish()
    cold = save(contact, q="冷链")  # its job has not run
    with run_jobs():
        touch(old)
    assert list(cold.sightings.values_list("state", flat=True)) == ["known"]


def test_a_posting_that_is_changed_to_fit_is_caught_then(engine, contact, run_jobs):
    with run_jobs():
        page = publish("荣县竹笋项目", summary="加工竹笋。")
    with run_jobs():
        cold = save(contact, q="冷链")
    page.title = "荣县竹笋冷链项目"
    with run_jobs():
        touch(page)
    assert caught(cold) == ["told"]


def test_an_edit_never_tells_a_hit_twice(engine, contact, run_jobs, mailoutbox):
    with run_jobs():
        save(contact, q="冷链")
    with run_jobs():
        page = publish()
    for _ in range(3):
        with run_jobs():
            touch(page)
    assert len(mailoutbox) == 1


def test_a_hit_that_holds_only_some_of_the_words_is_none(engine, contact, run_jobs):
    with run_jobs():
        both = save(contact, q="冷链 光伏")
    with run_jobs():
        publish()
    assert caught(both) == []


def test_stale_postings_are_not_told_until_somebody_confirms_them(engine, contact, run_jobs):
    with run_jobs():
        cold = save(contact, q="冷链")
    with run_jobs():
        page = publish(verified_on=timezone.localdate() - dt.timedelta(days=61))
        services.index("opportunity", [str(page.pk)])
    Sighting.objects.all().delete()  # publishing itself had confirmed it for a moment
    with run_jobs():
        services.index("opportunity", [str(page.pk)])
    assert caught(cold) == []
    with run_jobs():
        touch(page)
    assert caught(cold) == ["told"]


def test_paused_and_only_saved_searches_go_on_catching_without_an_e_mail(
    engine, contact, run_jobs, mailoutbox
):
    with run_jobs():
        paused, silent = save(contact, q="冷链"), save(contact, q="仓储", frequency="none")
        saving.search_pause(search=paused)
    with run_jobs():
        publish()
    assert caught(paused) == caught(silent) == ["kept"]
    assert mailoutbox == []
    with run_jobs():
        saving.search_resume(search=paused, actor=contact)
    assert mailoutbox == [], "what came meanwhile is listed, not sent late"


@pytest.mark.parametrize("loses", ["seat", "firm", "account"])
def test_who_has_no_place_here_any_more_catches_nothing(engine, contact, run_jobs, loses):
    with run_jobs():
        cold = save(contact, q="冷链")
        everybody_else = save(make.make_contact(), q="冷链")
    membership = contact.memberships.get()
    if loses == "seat":
        membership_deactivate(membership=membership, actor=make.make_secretary())
    elif loses == "firm":
        type(membership.firm).objects.filter(pk=membership.firm_id).update(is_active=False)
    else:
        type(contact).objects.filter(pk=contact.pk).update(is_active=False)
    with run_jobs():
        publish()
    assert caught(cold) == []
    assert caught(everybody_else) == ["told"]


def test_a_search_for_a_firm_ends_with_the_place_at_that_firm(engine, contact, run_jobs):
    other = make.make_firm()
    make.hold(contact, "firm", firm=other)
    contact = type(contact).objects.get(pk=contact.pk)
    with run_jobs():
        saved = saving.search_save(
            query=query(q="冷链"), name="x", frequency="daily", actor=contact, firm_id=other.pk
        )
    contact.memberships.filter(firm=other).update(is_active=False)
    with run_jobs():
        publish()
    assert caught(saved) == []


def test_deleting_a_person_takes_their_searches_along(engine, contact, run_jobs):
    with run_jobs():
        save(contact, q="冷链")
    contact.delete()
    assert not SavedSearch.objects.exists()


def test_a_search_of_a_retired_place_is_suspended_and_its_owner_told(
    engine, contact, run_jobs, mailoutbox, taxonomy_rows
):
    with run_jobs():
        cold = save(contact, q="冷链", region="510321", name="荣县冷链")
    region = Region.objects.get(pk="510321")
    region.is_retired, region.successor = True, Region.objects.get(pk="510304")
    region.save()
    with run_jobs():
        publish(region="510302")
    cold.refresh_from_db()
    assert cold.suspended_at
    assert cold.suspended_for == [["retired", "region", "510321"]]
    (mail,) = mailoutbox
    assert "“荣县冷链”已停" in mail.body
    assert "“荣县”已不再使用，现为大安区。" in mail.body


def test_a_search_of_an_office_that_closed_is_suspended_never_widened(engine, contact, run_jobs):
    office = make.make_office()
    with run_jobs():
        saved = saving.search_save(
            query=query(q="冷链").with_filters(offices=(str(office.pk),)), name="x", frequency="daily",
            actor=contact,
        )  # fmt: skip
    type(office).objects.filter(pk=office.pk).update(is_active=False)
    with run_jobs():
        publish()
    saved.refresh_from_db()
    assert saved.suspended_at
    assert caught(saved) == []


def test_many_postings_are_one_job(engine, contact):
    for word in ("冷链", "冷库", "中央厨房"):
        known.note_known(save(contact, q=word).pk)
    pages = [publish(f"冷链项目{number}") for number in range(3)]
    keys = [f"opportunity:{page.pk}" for page in pages]
    engine.rebuild(documents := catching.documents_of(keys))
    assert len(documents) == 3
    Job.objects.all().delete()
    for key in keys:
        catching.arrived([key])
    assert Job.objects.filter(kind=catching.JOB, state=State.WAITING).count() == 1
    assert catching.take_arrivals() == 3
    assert Sighting.objects.caught().count() == 3 * 3


def test_queries_do_not_grow_with_the_people_who_keep_a_search(engine):
    page = publish()
    engine.rebuild(catching.documents_of([f"opportunity:{page.pk}"]))
    counts = []
    for number in (4, 20):
        for each in range(number):
            save(make.make_contact(), q="冷链", amount_min=str(each % 2), frequency="daily")
        SavedSearch.objects.update(known_at=timezone.now())
        Sighting.objects.all().delete()
        Digest.objects.all().delete()
        catching.arrived([f"opportunity:{page.pk}"])
        with CaptureQueriesContext(connection) as seen:
            catching.take_arrivals()
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
    assert Sighting.objects.caught().count() == 24


def test_a_document_that_changes_while_it_is_held_against_the_searches_stays_for_the_next_round(
    engine, contact, monkeypatch
):
    page = publish()
    key = f"opportunity:{page.pk}"
    engine.rebuild(catching.documents_of([key]))
    Arrival.objects.all().delete()
    catching.arrived([key])
    real = catching.evaluate

    def meanwhile(documents, *, today):
        catching.arrived([key])
        return real(documents, today=today)

    monkeypatch.setattr(catching, "evaluate", meanwhile)
    catching.take_arrivals()
    assert Arrival.objects.count() == 1
    monkeypatch.setattr(catching, "evaluate", real)
    catching.take_arrivals()
    assert not Arrival.objects.exists()


def test_while_the_engine_is_away_nothing_is_decided_and_nothing_lost(engine, contact, run_jobs, monkeypatch):
    with run_jobs():
        cold = save(contact, q="冷链")
    find = services.find

    def away(*args, **kwargs):
        raise EngineError("away")

    monkeypatch.setattr(services, "find", away)
    with run_jobs():
        publish()
    assert caught(cold) == []
    job = Job.objects.get(kind=catching.JOB, state=State.WAITING)
    assert job.error == "away"
    monkeypatch.setattr(services, "find", find)
    catching.take_arrivals()
    assert caught(cold) == ["waiting"]
