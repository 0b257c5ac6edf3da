"""How places are called: the everyday form of a name, its reading, its name in English."""

import re

from pypinyin import Style, lazy_pinyin

# fmt: off
PEOPLES = [
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满",
    "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤",
    "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔",
    "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克",
    "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙",
    "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各",
]
# fmt: on
BARE_PEOPLES = ("哈萨克", "蒙古", "柯尔克孜", "维吾尔", "塔吉克", "锡伯")
ZONE_FORMS = (
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("火炬高技术产业开发区", "高新区"),
)
ZONE_WORDS = (
    ("高新技术产业园区", "High-tech Industrial Park"),
    ("高新区", "High-tech Zone"),
    ("经开区", "Economic Development Zone"),
    ("综保区", "Comprehensive Bonded Zone"),
    ("保税港区", "Bonded Port Area"),
    ("保税区", "Bonded Zone"),
    ("新区", "New Area"),
    ("工业园区", "Industrial Park"),
    ("产业园区", "Industrial Park"),
    ("产业园", "Industrial Park"),
    ("工业园", "Industrial Park"),
    ("科技城", "Sci-tech City"),
    ("开发区", "Development Zone"),
)


def short_name(full: str, level: str) -> str:
    """Return the everyday form: 自贡市 → 自贡, 木里藏族自治县 → 木里.

    Names of two characters stay (高县), so do 新区, 矿区 and counties called after their people alone.
    """
    if level == "zone":
        for long, short in ZONE_FORMS:
            full = full.replace(long, short)
        return re.sub(
            r"^(河北|河南|安徽|湖南|吉林(?!经|高)|内蒙古|山西(?=朔|大))(?=.{5})|(?<=..)市(?=...)", "", full
        )
    if len(full) <= 2 or full.endswith(("新区", "矿区")):
        return full
    for ending in (
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "行政委员会",
        "地区",
        "林区",
        "省",
        "市",
        "区",
        "县",
        "盟",
    ):
        stem = full.removesuffix(ending)
        if stem != full and len(stem) >= (3 if ending == "林区" else 2):
            stem = without_peoples(stem)
            alone = stem.endswith("族") or (ending.startswith("自治") and stem in PEOPLES)
            return full if alone else stem
    return full


def without_peoples(name: str) -> str:
    """Strip the names of peoples at the end: 恩施土家族苗族 → 恩施."""
    for people in PEOPLES:
        forms = (people + "族", people) if people in BARE_PEOPLES or people == "各" else (people + "族",)
        for form in forms:
            if name.endswith(form) and len(name) - len(form) >= 2:
                return without_peoples(name.removesuffix(form))
    return name


def reading(name: str, code: str, corrections: dict[str, str]) -> str:
    """Return the corrected pinyin of a code or of the place the name begins with, else pypinyin's.

    Syllables stand apart and carry no tones; ü is written v after l and n, as people type it.
    """
    if code in corrections:
        return corrections[code]
    begun = max(
        (known for known in corrections if len(known) > 1 and name.startswith(known)), key=len, default=""
    )
    rest = lazy_pinyin(name[len(begun) :], style=Style.NORMAL, errors="ignore")
    return " ".join([*corrections.get(begun, "").split(), *rest])


def in_english(pinyin: str) -> str:
    """Return "Ya'an" for "ya an"."""
    syllables = pinyin.split()
    joined = "".join(("'" if n and s[0] in "aoe" else "") + s for n, s in enumerate(syllables))
    return joined[:1].upper() + joined[1:]


def zone_in_english(name: str, pinyin: str, places: list[str]) -> str:
    """Return "Suining High-tech Zone" for 遂宁高新区; `places` are the short names above the zone."""
    syllables = pinyin.split()
    words = next(((e, w) for e, w in ZONE_WORDS if name.endswith(e) and len(name) > len(e)), ("", ""))
    stem = name.removesuffix(words[0])
    first = max((len(place) for place in places if stem.startswith(place) and place != stem), default=0)
    parts = [syllables[:first], syllables[first : len(stem)]]
    return " ".join([*(in_english(" ".join(part)) for part in parts if part), words[1]]).strip()
