"""Keeping a search: what is the same, how many, whose, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from search.alerts import saving
from search.alerts.addresses import canonical
from search.alerts.owners import viewers_of
from search.models import SavedSearch
from search.viewers import viewer_of
from tests import factories as make

from .conftest import query, save

pytestmark = pytest.mark.django_db


def test_order_and_page_are_not_part_of_what_is_kept():
    assert canonical(query(q="冷链", sort="newest", page="3")) == canonical(query(q="冷链"))
    assert canonical(query(amount="1000-5000", q="冷链")) == canonical(query(q=" 冷链 ", amount="1000-5000"))
    assert canonical(query(q="冷链")) != canonical(query(q="冷链", exact="1"))


def test_the_same_search_twice_is_refused_and_named(contact):
    save(contact, name="我的冷链", q="冷链")
    with pytest.raises(saving.DuplicateError, match="我的冷链"):
        save(contact, q="冷链", sort="amount")
    save(make.make_contact(), q="冷链")
    assert SavedSearch.objects.count() == 2


def test_there_is_a_limit_and_it_says_what_to_do(contact, monkeypatch):
    monkeypatch.setattr(saving, "MOST", 2)
    first = save(contact, q="冷链")
    save(contact, q="茶")
    with pytest.raises(ValidationError, match="2"):
        save(contact, q="竹笋")
    saving.search_save(query=query(q="竹笋"), name="x", frequency="daily", actor=contact, instead=first)
    assert SavedSearch.objects.count() == 2


def test_text_with_nothing_to_search_by_is_refused(contact):
    with pytest.raises(ValidationError):
        save(contact, q="？！")


def test_only_somebody_with_a_place_here_keeps_searches():
    with pytest.raises(PermissionDenied):
        save(make.make_user(), q="冷链")
    for person in (make.make_contact(), make.make_officer(), make.make_secretary(), make.make_superuser()):
        assert save(person, q="冷链").pk


def test_nobody_keeps_a_search_for_a_firm_of_others(contact):
    with pytest.raises(PermissionDenied):
        saving.search_save(
            query=query(q="冷链"), name="x", frequency="daily", actor=contact, firm_id=make.make_firm().pk
        )


def test_nobody_changes_the_search_of_somebody_else(contact):
    search, other = save(contact, q="冷链"), make.make_contact()
    for attempt in (
        lambda: saving.search_edit(search=search, name="x", frequency="none", actor=other),
        lambda: saving.search_resume(search=search, actor=other),
        lambda: saving.search_delete(search=search, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_new_conditions_wake_a_suspended_search(contact):
    search = save(contact, q="冷链")
    search.suspended_at, search.suspended_for = search.since, [["unknown", "region", "1"]]
    search.save()
    saving.search_save(query=query(q="茶"), name="茶", frequency="daily", actor=contact, instead=search)
    search.refresh_from_db()
    assert (search.suspended_at, search.suspended_for, search.address) == (None, [], "q=%E8%8C%B6")


def test_a_search_whose_condition_is_still_missing_is_not_resumed(contact):
    search = save(contact, q="冷链")
    SavedSearch.objects.update(address="q=x&region=999999", suspended_at=search.since)
    search.refresh_from_db()
    with pytest.raises(ValidationError):
        saving.search_resume(search=search, actor=contact)


def test_stopping_and_pausing_may_be_repeated(contact):
    search = save(contact, q="冷链")
    for _ in range(2):
        saving.search_stop(search=search)
        saving.search_pause(search=search)
    search.refresh_from_db()
    assert (search.frequency, search.is_paused) == ("none", True)


def test_tokens_are_long_and_differ(contact):
    tokens = {save(contact, q=word).token for word in ("冷链", "茶", "竹笋")}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 32


def test_viewers_of_many_are_those_of_each(django_assert_num_queries):
    office, firm = make.make_office(), make.make_firm()
    people = [
        make.make_user(), make.make_contact(firm), make.make_officer(office), make.make_secretary(),
        make.make_superuser(), make.make_officer(make.make_office(is_active=False)),
    ]  # fmt: skip
    both = make.make_contact(firm)
    make.hold(both, "officer", office=office)
    people.append(type(both).objects.get(pk=both.pk))
    with django_assert_num_queries(2):
        found = viewers_of(person.pk for person in people)
    for person in people:
        assert found[person.pk] == viewer_of(type(person).objects.get(pk=person.pk))
    make.make_user(is_active=False)
    assert viewers_of([make.make_user(is_active=False).pk]) == {}
