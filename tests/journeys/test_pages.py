"""Every kind of page, in both languages and at both widths: axe finds nothing, nothing scrolls sideways."""

from importlib.resources import files
from pathlib import Path

import pytest

from tests.journeys.conftest import PHONE, WIDE
from tests.journeys.pages import KINDS, Kind
from tests.sheets.files import book

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python") / "axe.min.js"
# only what is wrong comes back: a report of all that is right weighs a megabyte a page
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(({ violations }) => violations.map(({ id, help, nodes }) =>
  `${id} (${help}): ` + nodes.slice(0, 4).map((node) => node.target[0]).join(", ")))"""


def examine(page, where: str) -> list[str]:
    """What is wrong with the page as shown: axe's findings, and whether it is wider than the window."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    found = [f"{where}: {violation}" for violation in page.evaluate(RUN)]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        found.append(f"{where}: scrolls sideways by {wider} px")
    return found


def examine_both_widths(page, where: str) -> list[str]:
    found = []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        found += examine(page, f"{where} at {size['width']}")
    return found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_is_accessible_and_fits(open_as, watch, places, kind: Kind, language: str) -> None:
    watch.expected.add(kind.status)
    page = open_as(kind.role, "about:blank", language=language)
    answer = page.goto(kind.path(places))
    assert answer is not None
    assert answer.status == kind.status
    assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
    assert not (found := examine_both_widths(page, f"{kind.name} {language}")), "\n".join(found)


@pytest.mark.parametrize("theme", ["dark"])
@pytest.mark.parametrize("name", ["home", "search", "opportunity", "firm-home", "firm-pair", "intent"])
def test_a_page_is_accessible_in_the_dark(open_as, site, places, name: str, theme: str) -> None:
    kind = next(each for each in KINDS if each.name == name)
    page = open_as(kind.role, "about:blank")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": site.url}])
    page.goto(kind.path(places))
    assert page.locator("html").get_attribute("data-theme") == theme
    assert not (found := examine(page, f"{name} {theme}")), "\n".join(found)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_preview_of_an_import_is_accessible_and_fits(open_as, tmp_path: Path, language: str) -> None:
    rows = [
        ["项目名称", "所在区县", "所属行业", "投资总额（万元）", "建设内容及规模"],
        [f"预览里的净菜项目 {language}", "荣县", "蔬菜加工", 6500, "建设净菜车间"],
        [f"没有这个地方 {language}", "乌有县", "蔬菜加工", -5, "建设净菜车间"],
    ]
    page = open_as("officer", "/paperwork/", language=language)
    page.locator("input[type=file]").set_input_files(book(tmp_path / "booklet.xlsx", rows))
    page.locator("main form button.btn--go").click()
    page.locator("#faulty").wait_for()
    assert not (found := examine_both_widths(page, f"preview {language}")), "\n".join(found)
