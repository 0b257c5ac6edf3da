"""Which page numbers a pager shows."""

from collections.abc import Callable
from typing import NamedTuple

GAP = 0


class PageLink(NamedTuple):
    number: int  # GAP where numbers are left out
    url: str
    current: bool


class Pager(NamedTuple):
    links: tuple[PageLink, ...]
    previous: str
    next: str


def pager(current: int, last: int, url_of: Callable[[int], str], *, around: int = 2) -> Pager | None:
    """First, last and the numbers near `current`, with gaps; None where one page holds everything."""
    if last <= 1:
        return None
    shown = {1, last, *range(max(1, current - around), min(last, current + around) + 1)}
    links: list[PageLink] = []
    before = 0
    for number in sorted(shown):
        if number - before == 2:
            links.append(PageLink(number - 1, url_of(number - 1), False))
        elif number - before > 2:
            links.append(PageLink(GAP, "", False))
        links.append(PageLink(number, url_of(number), number == current))
        before = number
    return Pager(
        tuple(links),
        url_of(current - 1) if current > 1 else "",
        url_of(current + 1) if current < last else "",
    )
