"""The e-mails: what they hold, when they leave, and that they leave once."""

import datetime as dt
from smtplib import SMTPServerDisconnected

import pytest
from django.utils import timezone

from jobs.models import Job, State
from search.alerts import digests, letter, mail
from search.models import Digest, SavedSearch, Sighting
from tests import factories as make

from .conftest import index, publish, save

pytestmark = pytest.mark.django_db
KEY = "opportunity:%d"


def catch(search: SavedSearch, *pages, state="waiting", at=None) -> None:
    for page in pages:
        Sighting.objects.create(
            search=search, key=KEY % page.pk, state=state, found_at=at or timezone.now()
        )


def entered(owner, frequency="instant") -> Digest:
    digests.gather([owner.pk])
    return Digest.objects.get(owner=owner, frequency=frequency)


def china(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=digests.CHINA)


def test_an_entry_names_every_search_that_caught_it_with_absolute_links(contact, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://docking.example"
    page = publish(contact_name="欧阳修", contact_phone="13900000000")
    cold, cook = save(contact, name="冷链", q="冷链"), save(contact, name="厨房", q="中央厨房")
    for search in (cold, cook):
        catch(search, page)
    mail.send_digest(entered(contact).pk)
    (sent,) = mailoutbox
    html = sent.alternatives[0][0]
    assert sent.to == [contact.email]
    assert sent.subject == "1 个新项目：冷链 / 厨房"
    for text in (sent.body, html):
        assert page.title in text
        assert "荣县" in text
        assert "https://docking.example" + page.url in text
        assert f"https://docking.example/searches/stop/{cold.token}/" in text
        assert f"https://docking.example/searches/pause/{cook.token}/" in text
        assert "欧阳修" not in text
        assert "13900000000" not in text
    assert "找到它的搜索：冷链 / 厨房" in sent.body
    digest = Digest.objects.get()
    headers = sent.message()
    assert headers["List-Unsubscribe"] == f"<https://docking.example/searches/stop-all/{digest.token}/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_written_in_the_language_of_the_search(contact, mailoutbox):
    search = save(contact, name="Cold", q="冷链")
    SavedSearch.objects.update(language="en")
    catch(search, publish())
    mail.send_digest(entered(contact).pk)
    (sent,) = mailoutbox
    assert sent.subject == "1 new project: Cold"
    assert "Caught by: Cold" in sent.body
    assert "120 million yuan" in sent.body


def test_a_digest_is_sent_once_however_often_its_job_runs(contact, mailoutbox):
    catch(save(contact, q="冷链"), publish())
    digest = entered(contact)
    for _ in range(3):
        mail.send_digest(digest.pk)
    digest.refresh_from_db()
    assert len(mailoutbox) == 1
    assert digest.state == "sent"
    assert digest.sent_at
    assert set(Sighting.objects.values_list("state", flat=True)) == {"told"}


def test_a_mail_server_that_is_away_is_tried_again_with_the_same_message(contact, mailoutbox, monkeypatch):
    catch(save(contact, q="冷链"), first := publish())
    digest = entered(contact)
    ids = []

    def away(self, *args, **kwargs):
        ids.append(self.extra_headers["Message-ID"])
        raise SMTPServerDisconnected("nobody there")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        with pytest.raises(mail.MailAwayError):
            mail.send_digest(digest.pk)
    digest.refresh_from_db()
    assert (digest.state, digest.attempts) == ("packed", 1)
    assert "nobody there" in digest.error
    catch(SavedSearch.objects.get(), second := publish("后来的冷链项目"))
    mail.send_digest(digest.pk)
    (sent,) = mailoutbox
    assert first.title in sent.body
    assert second.title not in sent.body, "a packed digest holds exactly what it was packed with"
    assert sent.extra_headers["Message-ID"] == ids[0]


def test_what_may_not_be_seen_when_it_is_sent_is_left_out(contact, mailoutbox):
    search = save(contact, q="冷链")
    fine, closed, hidden = publish("可见的"), publish("已关闭的"), publish("已撤下的")
    late, stale = publish("已截止的"), publish("久未核实的")
    catch(search, fine, closed, hidden, late, stale)
    today = timezone.localdate()
    rows = type(fine).objects
    rows.filter(pk=closed.pk).update(status="closed")
    rows.filter(pk=late.pk).update(deadline=today - dt.timedelta(days=1))
    rows.filter(pk=stale.pk).update(verified_on=today - dt.timedelta(days=61))
    hidden.unpublish()
    mail.send_digest(entered(contact).pk)
    (sent,) = mailoutbox
    assert "可见的" in sent.body
    for title in ("已关闭的", "已撤下的", "已截止的", "久未核实的"):
        assert title not in sent.body
    assert sorted(Sighting.objects.values_list("state", flat=True)) == ["dropped"] * 4 + ["told"]


def test_where_nothing_is_left_to_tell_no_mail_leaves(contact, mailoutbox):
    page = publish()
    catch(save(contact, q="冷链"), page)
    page.unpublish()
    digest = mail.send_digest(entered(contact).pk)
    assert digest.state == "empty"
    assert mailoutbox == []


def test_who_lost_the_place_here_is_told_nothing(contact, mailoutbox):
    catch(save(contact, q="冷链"), publish())
    digest = entered(contact)
    contact.memberships.update(is_active=False)
    mail.send_digest(digest.pk)
    assert mailoutbox == []
    assert Sighting.objects.get().state == "dropped"


def test_what_closed_before_it_was_told_is_told_when_it_opens_again(engine, contact, run_jobs, mailoutbox):
    with run_jobs():
        save(contact, q="冷链", frequency="daily")
    with run_jobs():
        page = publish()
    Sighting.objects.update(state="dropped")
    SavedSearch.objects.update(frequency="instant")
    with run_jobs():
        index(page)
    assert len(mailoutbox) == 1
    with run_jobs():
        index(page)
    assert len(mailoutbox) == 1, "but what was told is not told again"


def test_a_flood_becomes_one_mail_and_names_thirty(contact, mailoutbox, monkeypatch):
    monkeypatch.setattr(letter, "MOST", 2)
    search = save(contact, q="冷链")
    catch(search, *(publish(f"第{number}个冷链项目") for number in range(4)))
    digests.gather([contact.pk])
    digests.gather([contact.pk])
    mail.send_digest(Digest.objects.get().pk)
    (sent,) = mailoutbox
    assert sent.subject.startswith("4 个新项目")
    assert sent.body.count("冷链项目\n") == 2
    assert "另有 2 个" in sent.body
    assert set(Sighting.objects.values_list("state", flat=True)) == {"told"}


def test_after_an_instant_mail_the_next_waits_for_half_an_hour(contact):
    Digest.objects.create(
        owner=contact, frequency="instant", key="x", state="sent", sent_at=timezone.now()
    )
    digests.gather([contact.pk])
    job = Job.objects.get(kind=digests.JOB, state=State.WAITING)
    assert dt.timedelta(minutes=29) < job.run_after - timezone.now() <= digests.PAUSE


def test_daily_mails_are_entered_after_eight_once_a_day_with_what_was_caught_before(contact):
    search = save(contact, q="冷链", frequency="daily")
    early, late = publish("早"), publish("晚")
    catch(search, early, at=china(2, 7))
    catch(search, late, at=china(2, 9))
    assert digests.enter_daily(now=china(2, 7)) == 0
    assert digests.enter_daily(now=china(2, 8)) == 1
    assert digests.enter_daily(now=china(2, 23)) == 0, "once a day, whatever came after eight"
    digest = digests.pack(Digest.objects.get().pk)
    assert list(digest.sightings.values_list("key", flat=True)) == [KEY % early.pk]
    mail.send_digest(digest.pk)
    assert digests.enter_daily(now=china(3, 8)) == 1
    assert set(Digest.objects.values_list("key", flat=True)) == {
        f"daily:2026-03-02:{contact.pk}", f"daily:2026-03-03:{contact.pk}",
    }  # fmt: skip


def test_each_person_has_a_daily_mail_of_their_own(mailoutbox):
    page = publish()
    for _ in range(2):
        catch(save(make.make_contact(), q="冷链", frequency="daily"), page, at=china(2, 7))
    digests.enter_daily(now=china(2, 8))
    for digest in Digest.objects.all():
        mail.send_digest(digest.pk)
    assert len({sent.to[0] for sent in mailoutbox}) == 2


def test_a_search_paused_before_its_mail_left_is_not_in_it(contact, mailoutbox):
    search = save(contact, q="冷链")
    catch(search, publish())
    digest = digests.pack(entered(contact).pk)
    SavedSearch.objects.update(is_paused=True)
    mail.send_digest(digest.pk)
    assert mailoutbox == []


def test_what_was_daily_and_became_instant_is_not_forgotten(contact, mailoutbox, run_jobs):
    catch(save(contact, q="冷链", frequency="daily"), publish())
    SavedSearch.objects.update(frequency="instant")
    with run_jobs():
        digests.enter_forgotten()
    assert len(mailoutbox) == 1


def test_a_digest_of_somebody_who_is_gone_is_no_error(contact):
    digest = entered(contact)
    contact.delete()
    assert mail.send_digest(digest.pk) is None
