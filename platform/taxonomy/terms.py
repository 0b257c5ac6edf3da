"""Finding many known terms in a text in one pass."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class TermScanner(Generic[V]):
    """Known terms, found left to right; at each place the longest wins, and terms do not overlap."""

    def __init__(self, terms: Mapping[str, V]) -> None:
        by_start: dict[str, list[str]] = {}
        for term in sorted(terms, key=lambda term: (-len(term), term)):
            by_start.setdefault(term[:2], []).append(term)
        for start, found in by_start.items():  # a term of one character comes last, being the shortest
            if len(start) == 2 and start[0] in by_start:
                found += by_start[start[0]]
        self._by_start = by_start
        self._terms = terms

    def find(self, text: str) -> Iterator[tuple[str, V]]:
        """Yield (term, value) for every term in the text, which must be folded as the terms are."""
        place, starts = 0, self._by_start
        while place < len(text):
            for term in starts.get(text[place : place + 2]) or starts.get(text[place], ()):
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
