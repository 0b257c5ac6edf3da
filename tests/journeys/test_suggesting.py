"""What is offered while somebody types: with the keyboard, without script, and after htmx put a page in."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser
FIRST = 20_000  # ms; this server did not warm up, so the first who types waits for the names


def test_the_keyboard_walks_closes_and_chooses(open_as) -> None:
    page = open_as("", "/")
    field = page.get_by_role("combobox", name="找项目")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("rongxian", delay=20)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("荣县", timeout=FIRST)
    expect(page.locator(".find [role=status]")).to_contain_text("条建议")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("rongxian")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    first = options.first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", str(first))
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", str(first))
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/projects/?region=510321")
    expect(page.locator(".chip")).to_contain_text("荣县")


def test_enter_without_a_choice_searches_what_is_typed_and_the_next_page_offers_again(open_as) -> None:
    page = open_as("", "/projects/", viewport=PHONE)
    page.locator("#q").press_sequentially("冷链", delay=20)
    expect(page.get_by_role("option").first).to_be_visible(timeout=FIRST)
    page.locator("#q").press("Enter")
    page.wait_for_url("**/projects/?q=*")
    expect(page.locator("h2#n")).to_contain_text("找到")
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("zigong", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("自贡市")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/projects/?region=510300")


def test_without_script_it_is_a_plain_field(open_as) -> None:
    page = open_as("", "/projects/", script=False)
    page.locator("#q").fill("冷链")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/projects/?q=*")
    expect(page.locator("[role=option]")).to_have_count(0)
