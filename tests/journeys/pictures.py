"""`python -m tests.journeys.pictures`: take the pictures of docs/screenshots anew, on a site of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from demo.accounts import PASSWORD
from tests.journeys.conftest import CHROMIUM, OPTIONS, PHONE, WIDE, log_in_state
from tests.journeys.pages import KINDS, PLACES, ROLES
from tests.journeys.site import ROOT, Site
from tests.sheets.files import book

FOLDER = ROOT / "docs" / "screenshots"
# name of the picture: (kind of page, height in px, language, on a phone)
PICTURES = {
    "home": ("home", 1000, "zh-hans", False),
    "home-en": ("home", 1000, "en", False),
    "search": ("search", 1000, "zh-hans", False),
    "opportunity": ("opportunity", 1000, "zh-hans", False),
    "matches": ("matches", 1000, "zh-hans", False),
    "pair": ("firm-pair", 1350, "zh-hans", False),
    "workbench": ("secretariat-home", 1300, "zh-hans", False),
    "phone": ("firm-home", 780, "zh-hans", True),
}
BOOKLET = [
    ["项目名称", "所在区县", "所属行业", "投资总额", "用地", "合作方式", "建设内容及规模"],
    ["荣县蜀鲜净菜共享工厂", "荣县", "蔬菜加工", "6500万元", "32亩", "独资、租赁", "建设净菜车间和共享冷库"],
    ["荣县来牟冷链转运站", "自贡市荣县", "低温仓储", "1.2亿元", "45亩", "合资", "建设冷库和分拣中心"],
    ["荣县没有地名的项目", "乌有县", "蔬菜加工", "6500万元", "20亩", "独资", "建设净菜车间"],
    ["荣县金额不对的项目", "荣县", "蔬菜加工", "-5", "20亩", "独资", "建设净菜车间"],
]


def save(page: Page, name: str) -> None:
    """The window as it is, in 128 colours: the pages have few, and a clone stays small."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def take(browser: Browser, site: Site, folder: Path) -> None:
    places = site.ask(PLACES.replace("\n", " "))
    states = {role: log_in_state(browser, site, who.email, PASSWORD) for role, who in ROLES.items()}

    def window(role: str, language: str, phone: bool, height: int) -> Page:
        size = {**(PHONE if phone else WIDE), "height": height}
        context = browser.new_context(
            base_url=site.url,
            viewport=size,  # type: ignore[arg-type]
            locale="zh-CN",
            storage_state=states.get(role),
            device_scale_factor=2 if phone else 1,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        return context.new_page()

    for name, (kind_name, height, language, phone) in PICTURES.items():
        kind = next(each for each in KINDS if each.name == kind_name)
        page = window(kind.role, language, phone, height)
        page.goto(kind.path(places))
        save(page, name)
    page = window("officer", "zh-hans", False, 900)
    page.goto("/paperwork/")
    page.locator("input[type=file]").set_input_files(book(folder / "荣县项目册.xlsx", BOOKLET))
    page.locator("main form button.btn--go").click()
    page.locator("#faulty").wait_for()
    save(page, "import-preview")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Site(Path(name) / "var")
        site.build()
        site.start()
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
            take(browser, site, Path(name))
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main()
