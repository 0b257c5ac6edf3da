"""A taxonomy of a few places and industries, so that the tables of the tests can be read at a glance."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from matching import Firm, Opportunity
from matching.scorer import Scorer
from taxonomy.tables import CrosswalkRow, Industry, Region, Sector, Taxonomy, build

_PLACES = [
    ("510000", "四川", "四川省", "province", None, 104.07, 30.65),
    ("330000", "浙江", "浙江省", "province", None, 120.15, 30.28),
    ("510100", "成都", "成都市", "city", "510000", 104.07, 30.57),
    ("510300", "自贡", "自贡市", "city", "510000", 104.78, 29.34),
    ("511000", "内江", "内江市", "city", "510000", 105.06, 29.58),
    ("511500", "宜宾", "宜宾市", "city", "510000", 104.64, 28.75),
    ("513300", "甘孜", "甘孜藏族自治州", "city", "510000", 101.96, 30.05),
    ("330300", "温州", "温州市", "city", "330000", 120.70, 28.00),
    ("510304", "大安", "大安区", "county", "510300", 104.77, 29.36),
    ("510321", "荣县", "荣县", "county", "510300", 104.42, 29.44),
    ("511024", "威远", "威远县", "county", "511000", 104.67, 29.53),
    ("510182", "彭州", "彭州市", "county", "510100", 103.96, 30.99),
    ("330302", "鹿城", "鹿城区", "county", "330300", 120.65, 28.01),
]
_TRADES = [
    ("A", "农、林、牧、渔业", 1, None),
    ("01", "农业", 2, "A"),
    ("016", "香料和饮料作物种植", 3, "01"),
    ("015", "水果种植", 3, "01"),
    ("C", "制造业", 1, None),
    ("13", "农副食品加工业", 2, "C"),
    ("137", "蔬菜、水果加工", 3, "13"),
    ("1371", "蔬菜加工", 4, "137"),
    ("14", "食品制造业", 2, "C"),
    ("146", "调味品、发酵制品制造", 3, "14"),
    ("1461", "味精制造", 4, "146"),
    ("1462", "酱油、食醋制造", 4, "146"),
    ("26", "化学原料和化学制品制造业", 2, "C"),
    ("261", "基础化学原料制造", 3, "26"),
    ("39", "计算机、通信和其他电子设备制造业", 2, "C"),
    ("397", "电子器件制造", 3, "39"),
    ("R", "文化、体育和娱乐业", 1, None),
    ("90", "娱乐业", 2, "R"),
    ("88", "文化艺术业", 2, "R"),
    ("N", "水利、环境", 1, None),
    ("78", "公共设施管理业", 2, "N"),
    ("786", "游览景区管理", 3, "78"),
]


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """13 places, 22 industries, two sectors, one synonym group."""
    return build(
        regions=[
            Region(code, name, full, level, parent, "", lon, lat, (), "", False)
            for code, name, full, level, parent, lon, lat in _PLACES
        ],
        groups={"川南": ("510300", "511000", "511500")},
        industries=[
            Industry(code, name, "", level, parent, (), False) for code, name, level, parent in _TRADES
        ],
        sectors=[
            Sector("manufacturing", "制造商贸", "Manufacturing & trade"),
            Sector("culture", "文创", "Culture"),
        ],
        rows=[
            CrosswalkRow(1, "manufacturing", "C", None, ""),
            CrosswalkRow(2, "culture", "R", None, ""),
            CrosswalkRow(3, "culture", "786", "恐龙文旅", ""),
        ],
        synonyms={"文旅": ("文化旅游", "旅游")},
    )


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """A scorer without a corpus."""
    return Scorer(taxonomy())


FIRM = Firm(
    "f",
    "某企业",
    gb4754=("1461",),
    target_region_codes=("510304",),
    budget_min_wan=1_000,
    budget_max_wan=5_000,
)
POSTING = Opportunity("o", "某项目", gb4754=("1461",), region_code="510304", amount_wan=3_000)


def firm(**changes: object) -> Firm:
    """FIRM with changes."""
    return replace(FIRM, **changes)  # type: ignore[arg-type]


def posting(**changes: object) -> Opportunity:
    """POSTING with changes."""
    return replace(POSTING, **changes)  # type: ignore[arg-type]


def score(a: Firm, b: Opportunity) -> float:
    """The score of a pair that nothing excludes."""
    match = scorer().score(a, b)
    assert match.excluded is None, match.excluded
    return match.score


def value(feature: str, a: Firm, b: Opportunity) -> float | None:
    """One feature's value, None when it did not speak."""
    return next((f.value for f in scorer().score(a, b).findings if f.feature == feature), None)


def sentence(feature: str, a: Firm, b: Opportunity) -> str:
    """One feature's Chinese sentence."""
    return next(f.sentence for f in scorer().score(a, b).findings if f.feature == feature)
