"""Terms are found left to right, the longest first, and never overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taxonomy.terms import TermScanner

LETTERS = st.sampled_from("ab9 冷链物流")
TERMS = st.sets(st.text(LETTERS, min_size=1, max_size=4), max_size=8)


def _one_by_one(terms: set[str], text: str) -> list[str]:
    """As the rule reads: at each place every term is tried, the longest first."""
    found, place = [], 0
    while place < len(text):
        here = [term for term in terms if text.startswith(term, place) and _alone(text, place, term)]
        best = max(here, key=len, default="")
        found += [best] if best else []
        place += len(best) or 1
    return found


def _alone(text: str, place: int, term: str) -> bool:
    beside = text[max(place - 1, 0) : place], text[place + len(term) : place + len(term) + 1]
    return not term.isascii() or not any(one.isascii() and one.isalnum() for one in beside)


@given(TERMS, st.text(LETTERS, max_size=12))
def test_every_term_is_found_as_by_trying_each_at_each_place(terms: set[str], text: str) -> None:
    scanner = TermScanner({term: len(term) for term in terms})
    assert list(scanner.find(text)) == [(term, len(term)) for term in _one_by_one(terms, text)]


def test_a_term_of_one_character_is_found_beside_longer_ones_that_start_alike() -> None:
    scanner = TermScanner({"茶": 1, "茶叶": 2, "茶园": 3})
    assert [term for term, _ in scanner.find("茶园产茶叶，喝茶")] == ["茶园", "茶叶", "茶"]
