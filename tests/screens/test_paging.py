import pytest

from cms.presenting.paging import pager


def numbers(current, last):
    return [link.number for link in pager(current, last, lambda number: f"?page={number}").links]


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 4, [1, 2, 3, 4]),
        (1, 9, [1, 2, 3, 0, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 12, [1, 0, 4, 5, 6, 7, 8, 0, 12]),
        (12, 12, [1, 0, 10, 11, 12]),
    ],
)
def test_the_ends_and_the_neighbours_are_shown_and_a_gap_never_hides_one_page(current, last, shown):
    assert numbers(current, last) == shown


def test_one_page_needs_no_pager():
    assert pager(1, 1, str) is None
    assert pager(1, 0, str) is None


def test_previous_and_next_end_at_the_ends():
    first = pager(1, 3, lambda number: f"?page={number}")
    assert (first.previous, first.next) == ("", "?page=2")
    last = pager(3, 3, lambda number: f"?page={number}")
    assert (last.previous, last.next) == ("?page=2", "")
