"""Plausible firms and postings in any number, made from the taxonomy's own places, industries and words."""

from __future__ import annotations

import csv
import random
from itertools import accumulate

from matching.text.lexicon import DATA
from matching.types import Firm, Opportunity
from taxonomy.modes import MODES
from taxonomy.tables import Taxonomy

_ENDINGS = (
    "生产基地",
    "产业园",
    "加工项目",
    "一期",
    "技改扩能",
    "示范园",
    "综合开发",
    "配套项目",
    "运营中心",
    "生产线",
)
_VERBS = ("新建", "改造", "规划", "分期建设", "引进", "打造")
_TALK = (
    "占地{n}亩，建设标准厂房、研发楼及配套设施",
    "达产后年产值{n}亿元，带动就业{n}00人",
    "水电气路已通，可享受西部大开发税收优惠",
    "距高速公路出口{n}公里，铁路货场{n}公里",
    "与高校共建实验室，产品销往成渝和长三角",
    "预计{n}个月建成投产",
)
_FIRM_TALK = (
    "公司成立{n}年，员工{n}00人",
    "产品进入长三角商超和电商平台",
    "拥有{n}项专利，是省级专精特新企业",
    "计划在家乡建第二生产基地",
    "希望与地方国企合作",
    "上游原料来自四川，物流成本偏高",
)
_DISLIKES = ("不考虑化工", "不去高原地区", "不接受PPP", "不投5亿元以上的项目", "不做房地产", "拒绝高污染")


def _weights(count: int) -> list[float]:
    """Zipf: a few industries and places are common, most are rare."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def _round_figure(wan: float) -> int:
    """Two figures that are not nought: people write 2,400 万元, not 2,437."""
    step = 10 ** (len(str(int(wan))) - 2)
    return int(round(wan / step) * step)


def made(
    taxonomy: Taxonomy, firms: int, postings: int, seed: int = 7
) -> tuple[list[Firm], list[Opportunity]]:
    """Equal arguments give equal data.  About a third of the fields are empty, as in real booklets."""
    rng = random.Random(seed)
    with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
        trades = [(row["code"], row["terms"].split("|")) for row in csv.DictReader(file)]
    rng.shuffle(trades)
    places = [
        code
        for code in taxonomy.regions
        if code[:2] in ("51", "33", "50") and taxonomy.regions[code].level in ("city", "county")
    ]
    rng.shuffle(places)
    sectors, modes = sorted(taxonomy.crosswalk.sectors), list(MODES)
    trade_weights, place_weights = _weights(len(trades)), _weights(len(places))

    def trade() -> tuple[str, list[str]]:
        return rng.choices(trades, cum_weights=trade_weights)[0]

    def place() -> str:
        return rng.choices(places, cum_weights=place_weights)[0]

    def talk(phrases: tuple[str, ...], count: int) -> str:
        return "，".join(rng.choice(phrases).replace("{n}", str(rng.randint(1, 60))) for _ in range(count))

    def maybe(chance: float) -> bool:
        return rng.random() < chance

    made_firms = []
    for number in range(firms):
        code, terms = trade()
        other = trade()
        low = _round_figure(10 ** rng.uniform(2.5, 4.5))
        made_firms.append(
            Firm(
                id=f"F{number:07d}",
                name=f"{rng.choice('华锦蜀川浙甬瓯越天府')}{rng.choice('源达兴盛泰和丰瑞')}{rng.choice(terms)}有限公司",
                sectors=tuple(rng.sample(sectors, 1 if maybe(0.7) else 2)) if maybe(0.8) else (),
                gb4754=((code, other[0]) if maybe(0.3) else (code,)) if maybe(0.7) else (),
                business_region_code=place(),
                hometown_region_code=place() if maybe(0.6) else None,
                target_region_codes=tuple({place() for _ in range(rng.randint(1, 3))}) if maybe(0.7) else (),
                excluded_region_codes=(place(),) if maybe(0.1) else (),
                budget_min_wan=low if maybe(0.4) else None,
                budget_max_wan=low * rng.randint(2, 20) if maybe(0.7) else None,
                modes=tuple(rng.sample(modes, rng.randint(1, 2))) if maybe(0.5) else (),
                profile="，".join(
                    [f"主营{'、'.join(rng.sample(terms, min(3, len(terms))))}", talk(_FIRM_TALK, 3)]
                ),
                dislikes="；".join(rng.sample(_DISLIKES, rng.randint(1, 2))) if maybe(0.25) else "",
            )
        )
    made_postings = []
    for number in range(postings):
        code, terms = trade()
        where = place()
        amount = _round_figure(10 ** rng.uniform(2.8, 5.2))
        title = f"{taxonomy.regions[where].name}{rng.choice(terms)}{rng.choice(_ENDINGS)}"
        made_postings.append(
            Opportunity(
                id=f"P{number:07d}",
                title=title,
                summary=rng.choice(_VERBS)
                + "、".join(rng.sample(terms, min(2, len(terms))))
                + f"，{talk(_TALK, 3)}。",
                region_code=where,
                sectors=tuple(rng.sample(sectors, 1)) if maybe(0.8) else (),
                gb4754=(code,) if maybe(0.5) else (),
                amount_wan=amount if maybe(0.6) else None,
                modes=tuple(rng.sample(modes, rng.randint(1, 3))) if maybe(0.6) else (),
                land_mu=float(rng.randint(5, 800)) if maybe(0.5) else None,
                requirements=f"总投资不低于{rng.choice((1000, 3000, 5000))}万元" if maybe(0.15) else "",
            )
        )
    return made_firms, made_postings
