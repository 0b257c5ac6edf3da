import datetime as dt

from cms.presenting.dates import STALE_AFTER_DAYS, day, stale_days, weekday

DAY = dt.date(2025, 11, 18)


def test_a_date_is_said_in_the_readers_language():
    assert day(DAY) == "2025年11月18日"
    assert day(DAY, english=True) == "18 November 2025"
    assert weekday(DAY) == "星期二"
    assert weekday(DAY, english=True) == "Tuesday"


def test_only_the_year_asked_for_is_left_out():
    assert day(DAY, without_year=2025) == "11月18日"
    assert day(DAY, without_year=2026) == "2025年11月18日"


def test_a_posting_is_stale_after_the_limit_and_not_on_it():
    assert stale_days(DAY, today=DAY + dt.timedelta(days=STALE_AFTER_DAYS)) is None
    assert stale_days(DAY, today=DAY + dt.timedelta(days=STALE_AFTER_DAYS + 1)) == STALE_AFTER_DAYS + 1


def test_a_posting_never_verified_is_not_called_stale():
    assert stale_days(None, today=DAY) is None
