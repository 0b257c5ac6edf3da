"""The secretariat invites somebody, who joins by the link in the mail and starts to work."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import log_in

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "xin.tongshi@rongxian.example", "lan-shan-qiao-4471"


def test_an_invited_officer_joins_and_sees_the_workbench_of_that_office(open_as, site, watch) -> None:
    office = site.ask("InvestmentOffice.objects.get(name='荣县投资促进局').pk")
    page = open_as("secretariat", "/admin/members/invitations/new/")
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("[name=role]").select_option("officer")
    page.locator("select[name=office]").select_option(str(office))
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(EMAIL)

    link = re.search(r"https?://\S+/members/join/\S+", site.mails()[-1])
    assert link
    guest = open_as("", link[0].replace(site.url, ""))
    expect(guest.locator("main")).to_contain_text("荣县投资促进局")
    guest.locator("input[name=name]").fill("向小荣")
    guest.locator("input[name=password]").fill(PASSWORD)
    guest.locator("input[name=again]").fill(PASSWORD)
    guest.locator("main form button.btn--go").click()
    guest.wait_for_url("**/workbench/")
    expect(guest.locator("main")).to_contain_text("荣县投资促进局")

    watch.expected.add(410)
    again = open_as("", link[0].replace(site.url, ""))
    expect(again.locator("main")).to_contain_text("已")  # used: the link works once
    again.goto("/account/login/")
    log_in(again, EMAIL, PASSWORD)
    again.wait_for_url("**/workbench/")
    expect(again.locator("main")).to_contain_text("向小荣")
