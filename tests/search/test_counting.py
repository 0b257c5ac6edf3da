"""What a counted value of a column stands for."""

import datetime as dt

from search import counting
from search.fields import FLOATS, KEYWORDS, NO_DEADLINE, WHOLES

TODAY = dt.date(2025, 11, 24)


def test_every_column_counted_is_a_field():
    assert set(counting.COLUMNS.values()) <= {*KEYWORDS, *FLOATS, *WHOLES}


def test_days_are_counted_from_today():
    day = TODAY.toordinal()
    assert counting.named("verified", [(day - 3, 2), (day, 1)], today=TODAY) == {"3": 2, "0": 1}
    said = counting.named("deadline", [(day + 9, 2), (NO_DEADLINE, 4)], today=TODAY)
    assert said == {"9": 2, "none": 4}


def test_marks_are_counted_by_group():
    assert counting.column("marks:grade") == "marks"
    said = counting.named("marks:grade", [("grade:a", 2), ("grades:b", 1), ("lot:1", 4)], today=TODAY)
    assert said == {"grade:a": 2}


def test_other_values_stand_for_themselves():
    assert counting.named("offices", [("7", 2)], today=TODAY) == {"7": 2}
