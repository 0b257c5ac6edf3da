"""A booklet in Excel becomes drafts, after somebody has looked; the rows with faults come back marked."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.sheets.files import book

pytestmark = pytest.mark.browser
HEADER = ["项目名称", "所在区县", "所属行业", "投资总额", "建设内容及规模"]


def test_a_booklet_becomes_drafts_and_its_faults_come_back(open_as, site, tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["荣县蜀鲜净菜共享工厂", "荣县", "蔬菜加工", "6500万元", "建设净菜车间"],
        ["荣县来牟冷链转运站", "自贡市荣县", "低温仓储", "1.2亿元", "建设冷库"],
        ["荣县没有地方的项目", "乌有县", "蔬菜加工", "6500万元", "建设净菜车间"],
        ["荣县金额不对的项目", "荣县", "蔬菜加工", "-5", "建设净菜车间"],
    ]
    page = open_as("officer", "/paperwork/")
    page.locator("input[type=file]").set_input_files(book(tmp_path / "项目册.xlsx", rows))
    page.get_by_role("button", name="上传并预览").click()
    good = page.get_by_role("row").filter(has_text="荣县来牟冷链转运站")
    expect(good).to_contain_text("可以导入")
    expect(good).to_contain_text("1.2 亿元")
    faulty = page.locator("section", has=page.locator("#faulty"))
    expect(faulty.locator("td.bad")).to_have_count(2)
    expect(faulty).to_contain_text("乌有县")
    asked = "OpportunityPage.objects.filter(title__contains='%s').count()"
    assert site.ask(asked % "来牟冷链转运站") == 0  # nothing is saved by looking

    with page.expect_download() as download:
        page.get_by_role("link", name="下载").first.click()
    corrections = tmp_path / "corrections.xlsx"
    download.value.save_as(corrections)
    sheet = CalamineWorkbook.from_path(str(corrections)).get_sheet_by_index(0).to_python()
    words = " ".join(str(cell) for row in sheet for cell in row)
    assert "乌有县" in words
    assert "来牟冷链转运站" not in words

    page.locator("form.importdo button.btn--go").click()
    expect(page.locator(".note").first).to_contain_text("2")
    assert site.ask(asked % "来牟冷链转运站") == 1
    page.goto("/workbench/postings/?state=draft")
    expect(page.locator("main")).to_contain_text("荣县蜀鲜净菜共享工厂")

    page.goto("/paperwork/")  # the same file again: repeats, no twins
    page.locator("input[type=file]").set_input_files(tmp_path / "项目册.xlsx")
    page.get_by_role("button", name="上传并预览").click()
    expect(page.locator("section", has=page.locator("#repeated"))).to_contain_text("荣县来牟冷链转运站")
