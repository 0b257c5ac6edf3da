"""One site and one browser for all journeys, and a page for each role that notes what goes wrong on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from demo.accounts import PASSWORD
from tests.journeys.pages import PLACES, ROLES
from tests.journeys.site import Site

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# no sandbox: as root in a container there is none; no shared memory of 64 MB
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=780)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration site, set up once (half a minute) and served until the last journey.

    JOURNEY_SITE names a folder in which the site is kept for the next run; somebody who writes a journey
    saves the half minute that way.  JOURNEY_DATABASE_URL puts it on another database, which must be empty.
    """
    kept = os.environ.get("JOURNEY_SITE")
    if kept:
        template, folder = Path(kept), tmp_path_factory.mktemp("site") / "var"
        if not (template / "docking.sqlite3").is_file():
            Site(template).build()
        shutil.copytree(template, folder)
        own = Site(folder)
    else:
        own = Site(tmp_path_factory.mktemp("site"), database=os.environ.get("JOURNEY_DATABASE_URL", ""))
    own.build()
    own.start()
    yield own
    own.stop()


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, Any]:
    """Addresses and numbers of the objects the pages are about."""
    return site.ask(PLACES.replace("\n", " "))


@pytest.fixture(scope="package")  # not longer: while it runs there is an event loop, and Django's ORM refuses
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).is_file():
        pytest.fail(
            f"{CHROMIUM} is not there. Install it (apt install chromium fonts-noto-cjk) or set CHROMIUM."
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield chromium
        chromium.close()


class Watch:
    """What a page complained about: the console, scripts, the policy, foreign hosts, faults of the server."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.found: list[str] = []
        self.expected: set[int] = set()  # statuses a test asks for on purpose

    def on(self, page: Page) -> None:
        page.on("console", lambda message: self._said(message.type, message.text, page.url))
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._asked(request.url, page.url))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))

    def _said(self, kind: str, text: str, url: str) -> None:
        if kind in ("error", "warning") and not any(f"status of {code}" in text for code in self.expected):
            self.found.append(f"{url}: {kind}: {text}")

    def _asked(self, url: str, page: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.found.append(f"{page} asked a foreign host: {url}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 500:
            self.found.append(f"{status} {url}\n{self.site.errors()}")


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test at its end when any of its pages complained."""
    own = Watch(site)
    yield own
    assert not own.found, "\n".join(own.found)


@pytest.fixture(scope="session")
def states() -> dict[str, Any]:
    """Cookies by role, so that each logs in once."""
    return {}


Open = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, site: Site, watch: Watch, states: dict[str, Any]) -> Iterator[Open]:
    """`open_as("firm", "/workbench/")`: a page of its own browser, logged in as that role ("" for nobody).

    Options: `language` ("zh-hans", "en"), `viewport`, `script` (False: JavaScript is off).
    """
    contexts = []

    def open_(
        role: str = "",
        path: str = "/",
        *,
        language: str = "zh-hans",
        viewport: ViewportSize = WIDE,
        script: bool = True,
    ) -> Page:
        if role and role not in states:
            states[role] = log_in_state(browser, site, ROLES[role].email, PASSWORD)
        context = browser.new_context(
            base_url=site.url,
            viewport=viewport,
            java_script_enabled=script,
            accept_downloads=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            storage_state=states.get(role),
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        contexts.append(context)
        page = context.new_page()
        watch.on(page)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def log_in(page: Page, email: str, password: str) -> None:
    """Fill in the log-in form that `page` shows."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button.btn--go").click()


def log_in_state(browser: Browser, site: Site, email: str, password: str) -> Any:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/account/login/")
    log_in(page, email, password)
    page.wait_for_url("**/workbench/**")
    state = context.storage_state()
    context.close()
    return state
