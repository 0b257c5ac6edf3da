"""Every public page in Debian's Chromium: accessible, no wider than the screen, nothing refused."""

import contextvars
import datetime as dt
import os
import shutil

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from matching.models import Match
from tests.factories import PASSWORD, make_contact, make_firm, make_home, make_opportunity
from tests.screens.test_pages import FINDING, SILENT, make_news

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LONG = (
    "宜宾临港经济技术开发区智能终端产业园三期标准厂房（A1至A7栋）整体招租"
    "及配套员工公寓、食堂、污水预处理站一体化运营合作项目"
)
VIEWS = [(1280, "light"), (360, "light"), (360, "dark"), (1280, "dark")]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium: apt install chromium fonts-noto-cjk")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver keeps a loop in this thread
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(db):
    """A site with a posting at its longest, one with everything left out, a firm with a match, and news."""
    call_command("load_taxonomy", verbosity=0)
    make_home()
    full = make_opportunity(
        title=LONG,
        township="双古镇",
        industries=("1432", "5930"),
        sectors=("agriculture", "logistics"),
        content_and_scale="第一段。\n\n第二段。",
        guarantees="水\n电",
        number="荣招〔2025〕031",
        minimum_wan=8000,
        intensity_wan_per_mu=120,
        build_months=18,
        is_demo=True,
        has_fixed_amount=True,
    )
    bare = make_opportunity(amount_wan=None, land_mu=None, modes=[], sectors=(), region="510100")
    type(bare).objects.filter(pk=bare.pk).update(verified_on=timezone.localdate() - dt.timedelta(days=80))
    firm = make_firm(is_demo=True)
    contact = make_contact(firm)
    Match.objects.create(
        firm=firm,
        opportunity=full,
        score=30.6,
        band="send",
        findings=[FINDING, SILENT],
        scorer_version="1",
        firm_rank=1,
    )
    news = make_news(title=LONG, lead="导语", body="<h2>小标题</h2><ul><li>一</li></ul>")
    public = {
        "home": "/",
        "posting": full.url,
        "bare posting": bare.url,
        "office": full.get_parent().url,
        "offices": full.get_parent().get_parent().url,
        "news": news.get_parent().url,
        "news item": news.url,
        "text page": "/about/",
        "log-in": "/account/login/",
        "new password": "/account/password/reset/",
        "by invitation": "/account/signup/",
        "missing": "/nowhere/",
    }
    return {"public": public, "posting": full.url, "contact": contact}


ADDRESS = "http://localhost"


def answer(route, request, place):
    """Django answers the browser inside the test's own transaction: no server, no second connection.

    `place` is the test's context: the driver calls back in one of its own, where Django would connect anew.
    """
    path = request.url.removeprefix(ADDRESS)
    headers = {name: value for name, value in request.all_headers().items() if not name.startswith(":")}
    body = request.post_data_buffer or b""
    response = place.copy().run(
        Client().generic,
        request.method,
        path,
        body,
        content_type=headers.pop("content-type", ""),
        headers={name: value for name, value in headers.items() if name != "accept-encoding"},
    )
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sent = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    if response.cookies:
        sent["Set-Cookie"] = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
    if response.status_code in (
        301,
        302,
        303,
    ):  # the driver does not route these
        content = f'<meta http-equiv="refresh" content="0; url={escape(sent.pop("Location"))}">'
        return route.fulfill(status=200, headers=sent, body=content)
    return route.fulfill(status=response.status_code, headers=sent, body=content)


@pytest.fixture
def tab(browser):
    """`tab(width, theme, language)`: a new tab; what the browser refuses or complains of is kept on it."""
    contexts = []

    def opened(width=1280, theme="light", language="zh-hans", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, base_url=ADDRESS, **options
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": ADDRESS}])
        place = contextvars.copy_context()
        context.route("**/*", lambda route, request: answer(route, request, place))
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def log_in(page, user):
    page.goto("/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main .btn--go")
    page.locator(".mast__you a[href='/account/logout/']").wait_for()


def faults(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in axe.run(page).response["violations"]]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_no_public_page_has_an_accessibility_fault_or_scrolls_sideways(site, tab, width, theme, language):
    page = tab(width, theme, language)
    found = {}
    for name, url in site["public"].items():
        page.complaints.clear()
        page.goto(url)
        wrong = faults(page)
        if sideways(page) > 0:
            wrong.append(("scrolls sideways", sideways(page)))
        wrong += [text for text in page.complaints if "404" not in text]
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_firms_view_of_a_posting_and_the_log_out_have_no_fault_either(site, tab, language):
    page = tab(360, "light", language)
    log_in(page, site["contact"])
    for url in (site["posting"], "/account/logout/", "/account/password/change/"):
        page.goto(url)
        assert faults(page) == []
        assert sideways(page) == 0


def test_a_form_with_faults_has_no_accessibility_fault_and_takes_the_focus_to_its_summary(site, tab):
    page = tab()
    page.goto("/account/login/")
    page.click("main .btn--go")
    page.locator("[data-errors]").wait_for()
    page.wait_for_load_state()
    assert faults(page) == []
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")


def test_everything_works_without_script(site, tab):
    page = tab(360, java_script_enabled=False)
    page.goto("/")
    page.locator("footer button[name=language][value=en]").click()
    page.locator("html[lang=en]").wait_for()
    page.locator("footer button[name=theme][value=dark]").click()
    page.locator("html[data-theme=dark]").wait_for()
    page.goto(site["posting"])
    assert page.locator("h1").inner_text() == LONG


def test_the_first_stop_of_the_keyboard_leads_past_the_masthead(site, tab):
    page = tab()
    page.goto(site["posting"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_word_of_the_other_language_stands_unmarked(site, tab, language):
    page = tab(language=language)
    script = """english => {
      const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = walk.currentNode.data.trim(), at = walk.currentNode.parentElement.closest("[lang]");
        if (walk.currentNode.parentElement.closest("script,code")) continue;
        const isEnglish = at.lang.startsWith("en");
        if (english && isEnglish && /[\\u4e00-\\u9fff]/.test(text)) found.push(text);
        if (!english && !isEnglish && /[A-Za-z]{4,}/.test(text)) found.push(text);
      }
      return found;
    }"""
    for name, url in site["public"].items():
        page.goto(url)
        assert (name, page.evaluate(script, language == "en")) == (name, [])


def test_a_printed_posting_is_white_paper_without_furniture_or_a_log_in(site, tab):
    page = tab(theme="dark")
    page.goto(site["posting"])
    page.emulate_media(media="print")
    assert not page.locator("nav.nav").is_visible()
    assert not page.locator("footer").is_visible()
    assert page.locator(".print-only").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#match").is_visible()
