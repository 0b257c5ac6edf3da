"""The longer fields of a demonstration posting, made from what its row says and where its office is.

Everything is a function of the row, so that loading twice gives the same text.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from cms.models.opportunity import MATURITY_CHECKS, LandUse

LAND_USE = {
    "manufacturing": LandUse.INDUSTRIAL,
    "energy": LandUse.INDUSTRIAL,
    "construction": LandUse.INDUSTRIAL,
    "health": LandUse.PUBLIC,
    "education": LandUse.PUBLIC,
    "logistics": LandUse.LOGISTICS,
    "foreign_trade": LandUse.LOGISTICS,
    "agriculture": LandUse.AGRICULTURAL,
    "hospitality": LandUse.COMMERCIAL,
    "culture": LandUse.COMMERCIAL,
    "services": LandUse.COMMERCIAL,
    "finance": LandUse.COMMERCIAL,
}
POLICIES = {
    "manufacturing": "固定资产投资达标的，按设备投资的 5% 给予一次性补助，标准厂房前两年租金减半。",
    "energy": "优先纳入市级重点项目，协助办理能评和电网接入，绿电交易按省里规定执行。",
    "construction": "利用固体废物的产品按规定享受增值税即征即退，政府投资项目优先选用。",
    "health": "床位建设和运营补贴按省、市标准叠加，医保定点按程序优先办理。",
    "education": "办学用地可划拨或长期租赁，师资引进享受人才公寓。",
    "logistics": "冷链设施按建设规模给予补助，仓储用电执行大工业电价。",
    "foreign_trade": "出口信用保险保费补助 50%，班列运费按箱给予补贴。",
    "agriculture": "良种、冷库和初加工设备纳入农机购置补贴，贷款贴息一年。",
    "hospitality": "评定星级或等级民宿后分档奖励，文旅消费券优先承接。",
    "culture": "文创产品获省级以上奖项另行奖励，场馆前三年免租。",
    "services": "办公用房前三年免租，高新技术企业认定奖励 20 万元。",
    "finance": "办公用房补贴和落户奖励按实缴资本分档兑现。",
}
TRAITS = (
    "水、电、气、通信已到用地红线",
    "园区主次道路已通车",
    "污水处理厂余量充足",
    "距高速公路出口 5 公里以内",
)
PROGRESS = (
    "投资估算已由第三方机构编制",
    "选址已确定并完成勘测定界",
    "规划部门已出具意见",
    "环境影响已作预评价，未见制约因素",
    "效益分析已编入项目建议书",
    "原料来源和销售市场已调查清楚",
)


def pick(text: str, upto: int, salt: str = "") -> int:
    """A number in [0, upto) that depends on `text` alone."""
    return crc32(f"{salt}{text}".encode()) % upto


def wan_in(text: str, pattern: str) -> int | None:
    """The amount in 万元 that follows `pattern` ("投资不低于 8000 万元", "1 亿元")."""
    found = re.search(pattern + r" ?(\d+) ?(亿元|万元)", text)
    if not found:
        return None
    return int(found[1]) * (10_000 if found[2] == "亿元" else 1)


def site_for(title: str, sites: list[str]) -> str:
    """The site that the title names by its first two characters, otherwise any."""
    return next((site for site in sites if site[:2] in title), sites[pick(title, len(sites), "site")])


def fields_of(
    row: dict[str, str], office: dict[str, str], sectors: list[str], today: date
) -> dict[str, object]:
    """Text, dates and checklist for the posting `row` (columns of postings.psv) of `office` (offices.psv)."""
    title, amount = row["title"], row["amount_wan"].strip("-")
    land = row["land_mu"].strip("-")
    ticks = int(row["maturity"])
    first = pick(title, 6, "tick")
    ticked = {(first + step) % 6 for step in range(ticks)}
    site = site_for(title, office["sites"].split(";"))
    farmland = land and int(land) >= 500
    return {
        **{name: index in ticked for index, name in enumerate(MATURITY_CHECKS)},
        "undertaker": f"{site}管委会",
        "address": f"{site} {pick(title, 38, 'plot') + 1} 号地块" if land and 1 in ticked else site,
        "land_use": (
            LandUse.READY if not land else LandUse.AGRICULTURAL if farmland else LAND_USE[sectors[0]]
        ),
        "plot_ratio": None if not land or farmland else Decimal(10 + pick(title, 16, "ratio")) / 10,
        "build_months": 6 + 6 * pick(title, 5, "months") if amount else None,
        "minimum_wan": wan_in(row["requirements"], r"(?<!亩均)投资不低于"),
        "intensity_wan_per_mu": wan_in(row["requirements"], r"(?:投资强度|亩均投资)不低于"),
        "conditions": f"{office['about']}{'；'.join(TRAITS[pick(title, 3) :][:2])}。",
        "guarantees": (
            f"供水、供电由园区统一保障，工业用电约 0.{48 + pick(title, 14, 'kwh')} 元/千瓦时，"
            f"天然气约 {2 + pick(title, 10, 'gas') / 10:.1f} 元/立方米，污水集中处理。"
        ),
        "policies": POLICIES[sectors[0]],
        "benefits": (
            f"达产后预计年营业收入 {int(int(amount) * (9 + pick(title, 9, 'turn')) / 10):,} 万元，"
            f"投资回收期约 {5 + pick(title, 4, 'back')} 年，带动就业 {40 + 20 * pick(title, 30, 'jobs')} 人。"
            if amount
            else "以租金和运营收入为主，收益测算在面谈时提供。"
        ),
        "progress": "；".join(PROGRESS[index] for index in sorted(ticked)) + "。" if ticked else "",
        "verified_on": today - timedelta(days=1 + pick(title, 75, "seen")),
        "deadline": None
        if pick(title, 5, "open") == 0
        else today + timedelta(days=45 + pick(title, 400, "end")),
    }
