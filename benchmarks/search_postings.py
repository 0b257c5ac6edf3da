"""Plausible postings for the benchmarks of search: the same ones each time, over all counties, with words as
uneven as words are (a few in every third posting, most in a handful)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import accumulate

from search.document import Document
from taxonomy.modes import MODES
from taxonomy.tables import load_tables

TODAY = dt.date(2025, 11, 24)
KINDS = (
    "产业园", "生产基地", "深加工项目", "标准厂房招租", "物流园", "综合体", "示范区", "生产线", "研发中心",
    "现代农业园区", "总部基地", "技改扩能项目", "仓储中心", "文旅小镇", "检测中心", "孵化器",
    "交易市场", "综合利用项目",
)  # fmt: skip
PARTS = (
    "项目位于{place}，总占地约{land}亩，规划建设{term}车间及配套设施。",
    "园区已通水、通电、通天然气，日处理污水{n}吨，距高速出口{km}公里。",
    "主要建设{term}、{other}两条生产线，建成后年产值可达{n}万元。",
    "当地{other}资源丰富，带动就业{n}人，享受西部大开发税收优惠政策。",
    "可采取独资、合资、租赁等方式合作，{term}企业优先。",
    "{place}地处交通枢纽，铁路货运站{km}公里，航空口岸一小时可达。",
    "拟引进{industry}龙头企业{few}家，形成{industry}上下游配套。",
    "现有标准厂房{n}平方米，层高{few}米，可分层租售，配电容量{n}千伏安。",
    "土地性质为工业用地，容积率{few}.0以上，出让年限五十年。",
    "{other}年产量{n}吨，已认证绿色食品、地理标志产品，冷链设施齐备。",
    "总投资估算{n}万元，其中固定资产投资{n}万元，建设期{few}年。",
    "投资回收期约{few}年，税后内部收益率{km}%，市场前景广阔。",
    "项目已完成可行性研究报告、环评和选址，正在办理用地预审手续。",
    "周边有{few}所职业院校，每年培养{industry}技能人才{n}名。",
    "依托{place}{other}产业基础，打造集研发、生产、展示、销售于一体的{term}集群。",
    "政府提供厂房租金三免两减半、设备补贴、人才公寓等支持，一事一议。",
    "水价每立方米{few}元，电价每千瓦时零点{few}元，天然气供应稳定。",
    "{industry}是{place}重点培育的主导产业，规模以上企业已达{km}户。",
    "配套建设{term}检测平台、{other}仓库、员工宿舍和污水处理站。",
    "该项目符合国家鼓励类产业目录，列入省级重点项目库，可申请专项债券。",
    "旅游年接待量{n}万人次，民宿、康养、研学需求旺盛。",
    "采用先进工艺，生产过程无废水外排，固体废物综合利用率达到{km}%以上。",
)  # fmt: skip


def postings(count: int) -> Iterator[Document]:
    """Postings of some 300 characters."""
    tables, chance = load_tables(), random.Random(20251124)
    counties = [code for code in tables.regions if tables.regions[code].level == "county"]
    classes = [code for code in tables.industries if tables.industries[code].level >= 3]
    terms = sorted({row.term for row in tables.crosswalk.rows if row.term})
    chance.shuffle(terms)
    weights = list(accumulate(1 / rank for rank in range(8, len(terms) + 8)))
    sectors = list(tables.crosswalk.sectors)
    for number in range(count):
        code = chance.choice(counties)
        region = tables.regions[code]
        term, other = chance.choices(terms, cum_weights=weights, k=2)
        branch = chance.choice(classes)
        said = {
            "place": region.full_name, "term": term, "other": other,
            "industry": tables.industries[branch].name,
        }  # fmt: skip
        body = "".join(
            chance.choice(PARTS).format(
                **said,
                land=chance.randrange(10, 900),
                n=chance.randrange(50, 9000),
                km=chance.randrange(1, 60),
                few=chance.randrange(2, 9),
            )
            for _ in range(chance.randrange(5, 15))
        )
        open_until = chance.choice((None, None, TODAY + dt.timedelta(days=chance.randrange(400))))
        yield Document(
            kind="opportunity", id=str(number),
            title=f"{region.full_name}{term}{other if other != term else ''}{chance.choice(KINDS)}",
            summary=body[:80], body=body[80:], url=f"/p/{number}/", office_id=str(number % 300),
            office_name=f"{region.full_name}投资促进局", regions=tables.regions.ancestors(code),
            industries=tables.industries.ancestors(branch),
            sectors=tuple(chance.sample(sectors, 2)),
            amount_wan=chance.choice((None, round(10 ** chance.uniform(2, 6), 2))),
            land_mu=chance.choice((None, 0.0, 50.0, 300.0)), modes=tuple(chance.sample(list(MODES), 2)),
            maturity=chance.randrange(7), version=number, deadline=open_until,
            verified=TODAY - dt.timedelta(days=chance.randrange(200)),
        )  # fmt: skip
