"""Dates in words, in the reader's language, and how long ago a posting was verified."""

import datetime as dt

STALE_AFTER_DAYS = 60
"""A posting nobody has confirmed for longer than this says so wherever it is shown."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(date: dt.date, *, english: bool = False, without_year: int | None = None) -> str:
    """2025年11月18日 or 18 November 2025; a date of the year `without_year` leaves it out."""
    same = without_year == date.year
    if english:
        text = f"{date.day} {_MONTHS[date.month - 1]}"
        return text if same else f"{text} {date.year}"
    text = f"{date.month}月{date.day}日"
    return text if same else f"{date.year}年{text}"


def weekday(date: dt.date, *, english: bool = False) -> str:
    number = date.weekday()
    return _WEEKDAYS_EN[number] if english else f"星期{_WEEKDAYS_ZH[number]}"


def stale_days(verified: dt.date | None, *, today: dt.date) -> int | None:
    """Days since the last verification where they are too many, otherwise None."""
    if verified is None:
        return None
    days = (today - verified).days
    return days if days > STALE_AFTER_DAYS else None
