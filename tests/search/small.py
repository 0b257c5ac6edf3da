"""The ground of the search tests: a taxonomy of a handful of places and words, and documents in few words."""

import datetime as dt

from search.analysis import Analyzer
from search.document import Document
from search.expand import Expander
from search.lexicon import lexicon
from search.planner import Planner
from taxonomy.nodes import CrosswalkRow, Industry, Region, Sector
from taxonomy.tables import Taxonomy, build

TODAY = dt.date(2025, 11, 24)


def place(code, name, full, level, parent=None, *aliases, pinyin="") -> Region:
    return Region(code, name, full, level, parent, pinyin, None, None, aliases, "", False)


def industry(code, name, level, parent=None, *aliases) -> Industry:
    return Industry(code, name, "", level, parent, aliases, False)


def small_taxonomy() -> Taxonomy:
    return build(
        regions=[
            place("510000", "四川", "四川省", "province", None, "川", "蜀"),
            place("510100", "成都", "成都市", "city", "510000", "蓉", pinyin="cheng du"),
            place("510117", "郫都", "郫都区", "county", "510100", "郫县"),
            place("510300", "自贡", "自贡市", "city", "510000", pinyin="zi gong"),
            place("510321", "荣县", "荣县", "county", "510300"),
            place("511000", "内江", "内江市", "city", "510000"),
            place("511500", "宜宾", "宜宾市", "city", "510000"),
            place("511525", "高县", "高县", "county", "511500"),
            place("330000", "浙江", "浙江省", "province", None, "浙"),
            place("330200", "宁波", "宁波市", "city", "330000", "甬"),
            place("440000", "广东", "广东省", "province"),
            place("442000", "中山", "中山市", "city", "440000"),
            place("210000", "辽宁", "辽宁省", "province"),
            place("210200", "大连", "大连市", "city", "210000"),
            place("210202", "中山", "中山区", "county", "210200"),
        ],
        groups={"川南": ("510300", "511000", "511500")},
        industries=[
            industry("C", "制造业", 1),
            industry("13", "农副食品加工业", 2, "C"),
            industry("14", "食品制造业", 2, "C", "预制菜"),
            industry("G", "交通运输、仓储和邮政业", 1),
            industry("59", "装卸搬运和仓储业", 2, "G"),
        ],
        sectors=[
            Sector("manufacturing", "制造商贸", "Manufacturing & trade"),
            Sector("health", "医药及大健康产业", "Medicine & health"),
            Sector("logistics", "运输物流", "Transport & logistics"),
        ],
        rows=[CrosswalkRow(1, "manufacturing", "14", "预制菜", "")],
        synonyms={
            "大健康": ("医药", "康养", "养老", "医疗"),
            "康养": ("养老", "疗养", "康复"),
            "冷链": ("冷藏", "冷库", "保鲜库"),
            "新能源": ("光伏", "水电"),
            "土豆": ("马铃薯", "洋芋"),
        },
    )


TAXONOMY = small_taxonomy()
ANALYZER = Analyzer(lexicon(TAXONOMY))
PLANNER = Planner(ANALYZER, Expander(TAXONOMY, ANALYZER.knows, ANALYZER.pairs))


def doc(number: int | str, title: str, region: str = "", industry: str = "", **more) -> Document:
    """A public opportunity; the region and the industry come with their ancestors."""
    return Document(
        kind="opportunity",
        id=str(number),
        title=title,
        regions=TAXONOMY.regions.ancestors(region),
        industries=TAXONOMY.industries.ancestors(industry),
        **more,
    )
