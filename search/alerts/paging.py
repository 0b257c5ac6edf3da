"""The pager of a list, as `components/pager.html` takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class PageLink(NamedTuple):
    """A page; number 0 stands for those left out."""

    number: int
    url: str
    current: bool


class Pager(NamedTuple):
    """First, last and the pages near the present one."""

    links: tuple[PageLink, ...]
    previous: str
    next: str


def pager(current: int, last: int, address: Callable[[int], str]) -> Pager | None:
    """None where one page holds everything."""
    if last < 2:
        return None
    shown = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    links: list[PageLink] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, address(number), number == current))
    return Pager(
        tuple(links),
        address(current - 1) if current > 1 else "",
        address(current + 1) if current < last else "",
    )
