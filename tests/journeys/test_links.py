"""No dead link: a walk over every page each role can reach in three steps."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest

from tests.journeys.pages import KINDS

pytestmark = pytest.mark.browser
MOST = 400  # pages a role; of one shape a few are enough
OF_ONE_SHAPE = 6
LEFT_ALONE = ("/admin/", "/account/logout/", "/documents/", "/static/")


class Links(HTMLParser):
    """`found`: the addresses of a page; `ids`: where it can be entered."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.found.append(str(values["href"]))


def shape(address: str) -> str:
    """Addresses that differ in numbers, slugs or the values of parameters are of one shape."""
    parts = urlsplit(address)
    path = "/".join("*" if i > 1 and part else part for i, part in enumerate(parts.path.split("/")))
    return path + "?" + "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))


@pytest.mark.parametrize("role", ["", "secretariat", "officer", "firm"])
def test_every_link_leads_somewhere(open_as, site, places, role: str) -> None:
    request = open_as(role, "/").context.request
    starts = [kind.path(places) for kind in KINDS if kind.role in ("", role) and kind.status == 200]
    queue = deque((path, "the list of pages") for path in starts if path not in LEFT_ALONE)
    seen: set[str] = set()
    shapes: dict[str, int] = {}
    dead: list[str] = []
    while queue and len(seen) < MOST:
        path, source = queue.popleft()
        if path in seen or path.startswith(LEFT_ALONE):
            continue
        kind = shape(path)
        shapes[kind] = shapes.get(kind, 0) + 1
        if shapes[kind] > OF_ONE_SHAPE:
            continue
        seen.add(path)
        answer = request.get(site.url + path, max_redirects=3)
        if answer.status >= 400:
            dead.append(f"{answer.status} {path}, linked from {source}")
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        links = Links()
        links.feed(answer.text())
        for href in links.found:
            target, fragment = urldefrag(urljoin(answer.url, href))
            if fragment and target == urldefrag(answer.url)[0] and fragment not in links.ids:
                dead.append(f"#{fragment} is nowhere on {path}")
            if target.startswith(site.url):
                queue.append((target.removeprefix(site.url) or "/", path))
            elif not target.startswith(("mailto:", "tel:")):
                dead.append(f"{href} on {path} leaves the site")
    assert len(seen) > 20
    assert not dead, "\n".join(dict.fromkeys(dead))
