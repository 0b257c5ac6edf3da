"""Finding many known terms in a text in one pass."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class TermScanner(Generic[V]):
    """Known terms, found left to right; at each place the longest wins, and terms do not overlap."""

    def __init__(self, terms: Mapping[str, V]) -> None:
        by_first: dict[str, list[str]] = {}
        for term in sorted(terms, key=lambda term: (-len(term), term)):
            by_first.setdefault(term[0], []).append(term)
        self._by_first = by_first
        self._terms = terms

    def find(self, text: str) -> Iterator[tuple[str, V]]:
        """Yield (term, value) for every term in the text, which must be folded as the terms are."""
        place = 0
        while place < len(text):
            for term in self._by_first.get(text[place], ()):
                if text.startswith(term, place) and self._stands_alone(text, place, term):
                    yield term, self._terms[term]
                    place += len(term)
                    break
            else:
                place += 1

    @staticmethod
    def _stands_alone(text: str, place: int, term: str) -> bool:
        """Keep a Latin term from being found inside a longer Latin word."""
        if not term.isascii():
            return True
        before, after = text[place - 1 : place], text[place + len(term) : place + len(term) + 1]
        return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
