"""A posting travels: the office writes, the secretariat scores, the firm finds it.  And one that is held."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
TITLE = "荣县桫椤谷预制菜净菜加工与速冻冷链基地"


def write_posting(page: Page, title: str) -> None:
    """Fill in the form of a new posting; `page` shows the officer's workbench."""
    page.get_by_role("link", name="新建项目").click()
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("建设速冻预制菜生产线和 2 万吨冷库，园区已有污水处理和蒸汽。")
    page.locator("#id_content_and_scale").fill(
        "新建速冻预制菜车间 1.8 万平方米、冷库 2 万吨，配套检测和冷链配送。"
    )
    pick(page, "id_region", "rongxian", "荣县")
    page.locator("input[name=sectors][value=manufacturing]").check()
    pick(page, "id_industries", "1432", "速冻食品制造")
    page.locator("input[name=modes][value=wholly_owned]").check()
    page.locator("input[name=modes][value=lease]").check()
    page.locator("#id_amount_wan").fill("9800")
    page.locator("#id_land_mu").fill("75")
    page.locator("#id_requirements").fill("有速冻食品经验。")
    for tick in ("has_fixed_amount", "has_chosen_site", "has_planning_opinion"):
        page.locator(f"#id_{tick}").check()
    page.locator("#id_contact_name").fill("罗敏")
    page.locator("#id_contact_phone").fill("0813-5550101-8099")


def pick(page: Page, field: str, typed: str, label: str) -> None:
    """Choose from a tree by typing, as a keyboard does."""
    search = page.locator(f"#{field}-search")
    search.press_sequentially(typed, delay=20)
    expect(page.locator(f"#{field}-list [role=option]").first).to_contain_text(label)
    search.press("ArrowDown")
    search.press("Enter")
    expect(page.locator(f"#{field}").locator("option[selected], option:checked").last).to_contain_text(label)


def submit(page: Page) -> None:
    """Choose 提交 in Wagtail's action menu, whether it is the default action or a further one."""
    button = page.locator("button[name=action-submit]").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    with page.expect_event("domcontentloaded"):
        button.click()


def score(page: Page, title: str, marks: tuple[int, int, int, int], reason: str = "") -> None:
    """The secretariat opens the posting from its workbench and gives four marks."""
    page.get_by_role("link", name=re.compile(f"^审核.*{title}")).click()
    page.wait_for_load_state()
    page.locator("footer [data-workflow-action-name=score]").click()  # in sight, not behind the arrow
    dialog = page.locator(".review")
    expect(dialog).to_be_visible()
    for name, mark in zip(("completeness", "feasibility", "member_fit", "truth"), marks, strict=True):
        dialog.locator(f"input[name$={name}][value='{mark}']").check()
    if reason:
        dialog.locator("textarea[name$=reason]").fill(reason)
    with page.expect_event("domcontentloaded"):
        dialog.locator("button[type=submit]").click()


def test_a_posting_is_written_scored_published_matched_and_found(open_as) -> None:
    office = open_as("officer", "/workbench/")
    write_posting(office, TITLE)
    submit(office)
    office.goto("/workbench/postings/?state=in_review")
    expect(office.get_by_role("row").filter(has_text=TITLE)).to_contain_text("等待秘书处审核")

    secretariat = open_as("secretariat", "/workbench/")
    score(secretariat, TITLE, (4, 4, 5, 4))

    firm = open_as("firm", "/workbench/matches/")
    card = firm.locator(".match").filter(has_text="桫椤谷")
    expect(card.locator(".match__reasons li").first).to_contain_text("速冻食品制造")
    expect(card.locator(".strip")).to_contain_text("行业")
    card.get_by_role("link", name=re.compile("^逐条对照")).click()
    expect(firm.get_by_role("heading", level=1)).to_have_text("双侧对照")
    expect(firm.locator(".pair")).to_contain_text("速冻食品制造")
    expect(firm.locator("main")).not_to_contain_text("8099")  # the contact waits for both consents
    firm.get_by_role("button", name="感兴趣").click()
    expect(firm.locator(".mk--hand").first).to_contain_text("感兴趣")

    firm.goto("/projects/")
    firm.locator("#q").fill("净菜加工")
    firm.locator("#q").press("Enter")
    found = firm.locator(".opp").filter(has_text="桫椤谷")
    expect(found.locator("mark").first).to_have_text(re.compile("净菜|加工"))
    found.get_by_role("link").first.click()
    expect(firm.get_by_role("heading", level=1)).to_contain_text("桫椤谷")

    office.goto("/workbench/")
    expect(office.locator("main")).to_contain_text("桫椤谷")
    assert "浙江巴山食品" not in office.content()  # a silhouette, no name

    secretariat.goto("/workbench/")
    expect(secretariat.locator("main")).to_contain_text("浙江巴山食品科技有限公司")


def test_a_single_nought_holds_a_posting_and_its_reason_goes_back(open_as) -> None:
    title, reason = "荣县留佳镇柑橘深加工试验线", "选址没有写清楚，请补上地块和规划意见。"
    office = open_as("officer", "/workbench/")
    write_posting(office, title)
    submit(office)

    secretariat = open_as("secretariat", "/workbench/")
    score(secretariat, title, (5, 5, 5, 0), reason)

    visitor = open_as("", "/projects/?q=留佳镇柑橘深加工试验线")
    expect(visitor.locator("main")).not_to_contain_text("柑橘深加工试验线", use_inner_text=True)

    office.goto("/workbench/")
    expect(office.locator("main")).to_contain_text(reason)
    office.get_by_role("link", name=title).first.click()
    expect(office.locator("main")).to_contain_text(reason)
    office.locator("#id_address").fill("留佳镇工业园 3 号地块")
    submit(office)
    office.goto("/workbench/postings/?state=in_review")
    expect(office.get_by_role("row").filter(has_text=title)).to_contain_text("等待秘书处审核")
