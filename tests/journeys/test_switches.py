"""Language and appearance stay as chosen; and what one can do with the keyboard alone, or without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


def test_the_language_is_kept_from_page_to_page(open_as) -> None:
    page = open_as("", "/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/projects/")
    expect(page.locator("h2#n")).to_contain_text("projects found")
    page.get_by_role("button", name="简体中文").first.click()
    expect(page.locator("h2#n")).to_contain_text("个项目")


def test_the_appearance_is_kept_from_page_to_page(open_as) -> None:
    page = open_as("", "/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/projects/?q=冷链")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    page.get_by_role("button", name="随系统").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")
    assert "/projects/?q=" in page.url  # back where one was


def test_the_keyboard_alone_searches_filters_and_opens_a_result(open_as) -> None:
    page = open_as("", "/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("冷链")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?*")
    before = count_found(page)

    facet = page.locator("input[name=mode][value=lease]")
    facet.focus()
    page.keyboard.press("Space")
    expect(facet).to_be_checked()
    if "mode=lease" not in page.url:  # the panel sends itself, or its button does
        page.locator("button", has_text="应用条件").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**mode=lease**")
    expect(page.locator(".chip")).to_contain_text("租赁")
    assert 0 < count_found(page) < before

    result = page.locator(".opp a").first
    title = result.inner_text().replace("\n", "")
    result.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_a_firm_finds_answers_and_filters_without_script(open_as) -> None:
    page = open_as("firm", "/workbench/matches/", script=False, viewport=PHONE)
    unanswered = page.locator(".match", has=page.locator("button[value=interested]"))
    card = unanswered.nth(1)
    title = card.locator(".match__title").inner_text()
    expect(card.locator(".match__reasons li").first).to_be_visible()
    card.get_by_role("link", name=re.compile("^逐条对照")).click()
    expect(page.locator(".pair")).to_be_visible()
    page.get_by_role("button", name="感兴趣").click()
    expect(page.locator(".mk--hand").first).to_contain_text("感兴趣")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("button", name="感兴趣")).to_be_visible()

    page.locator("summary", has_text="不相关").click()
    page.locator("details[open] input[type=radio]").first.check()
    page.locator("details[open] button").click()
    page.goto("/workbench/matches/")
    expect(page.locator(".match__title", has_text=title)).to_have_count(0)

    page.goto("/projects/?q=预制菜")
    expect(page.locator(".opp mark").first).to_be_visible()
    before = count_found(page)
    page.get_by_role("link", name="筛选").click()
    page.locator("input[name=mode][value=lease]").check()
    page.get_by_role("button", name="应用条件").click()
    assert "mode=lease" in page.url
    assert count_found(page) < before


def count_found(page) -> int:
    """The number in "找到 42 个项目"."""
    found = re.search(r"[\d,]+", page.locator("h2#n").inner_text())
    assert found
    return int(found[0].replace(",", ""))
