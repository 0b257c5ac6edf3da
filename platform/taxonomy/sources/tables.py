"""Reshape the lists the chamber handed over into the tidy tables under `data/`, once.

    python platform/taxonomy/sources/tables.py DIR

DIR holds region_aliases.csv, region_groups.csv, industry_synonyms.csv (the project's own lists) and
industries.csv (codes and names of GB/T 4754-2017, which are facts; the English of its third and fourth
level is our own, kept in industries_en.csv). Aliases that name a development zone
are left out: zones are places of their own (`zones.csv`). After this the files under `data/` are the
originals, and are edited by hand.
"""

import csv
import sys
from pathlib import Path

from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
EXTRA_ALIASES = (
    ("511822", "xing jing", "reading"),
    ("330000", "浙", "short"),
    ("500000", "巴渝", "nickname"),
    ("500000", "雾都", "nickname"),
    ("310000", "魔都", "nickname"),
    ("440100", "羊城", "nickname"),
    ("440100", "穗", "short"),
    ("440300", "鹏城", "nickname"),
    ("420100", "汉", "short"),
    ("320100", "金陵", "nickname"),
    ("320500", "姑苏", "nickname"),
    ("610100", "长安", "nickname"),
    ("511100", "海棠香国", "nickname"),
    ("510181", "灌县", "old_name"),
    ("510182", "彭县", "old_name"),
    ("510183", "邛崃县", "old_name"),
    ("510184", "崇庆县", "old_name"),
    ("510681", "广汉县", "old_name"),
    ("510682", "什邡县", "old_name"),
    ("510683", "绵竹县", "old_name"),
    ("510781", "江油县", "old_name"),
    ("511181", "峨眉县", "old_name"),
    ("511381", "阆中县", "old_name"),
    ("511600", "广安地区", "old_name"),
    ("511800", "雅安地区", "old_name"),
    ("511500", "宜宾地区", "old_name"),
    ("511700", "达川地区", "old_name"),
    ("511700", "达县地区", "old_name"),
    ("513401", "西昌县", "old_name"),
    ("510726", "北川县", "old_name"),
    ("330782", "义乌县", "old_name"),
    ("330383", "龙港镇", "old_name"),
    ("330281", "余姚县", "old_name"),
    ("330282", "慈溪县", "old_name"),
    ("330681", "诸暨县", "old_name"),
    ("330481", "海宁县", "old_name"),
    ("330783", "东阳县", "old_name"),
    ("330784", "永康县", "old_name"),
    ("330381", "瑞安县", "old_name"),
    ("330382", "乐清县", "old_name"),
    ("331082", "临海县", "old_name"),
    ("331081", "温岭县", "old_name"),
    ("331102", "丽水县", "old_name"),
    ("330803", "衢县", "old_name"),
)
KINDS = {
    "简称/别称": "nickname",
    "城市别称": "nickname",
    "撤县改名前旧称": "old_name",
    "撤并改名前旧称或功能区": "old_name",
}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, fields: list[str], lines: list[tuple]) -> None:
    """Write one tidy table."""
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(lines)


def main(folder: Path) -> None:
    """Write region_aliases, region_groups, synonyms and industries."""
    aliases: dict[tuple[str, str], str] = {}
    for row in rows(folder / "region_aliases.csv"):
        if row["kind"] != "开发区/功能区归属" and row["alias"] != "梅山保税港区":
            kind = "short" if row["note"] == "single-char" else KINDS[row["kind"]]
            aliases[row["region_code"], row["alias"]] = kind
    for row in rows(HERE / "zones.csv"):
        for alias in filter(None, row["aliases"].split("|")):
            aliases[row["code"], alias] = "zone"
    for code, alias, kind in EXTRA_ALIASES:
        aliases.setdefault((code, alias), kind)
    write("region_aliases", ["region", "alias", "kind"], [(c, a, k) for (c, a), k in sorted(aliases.items())])
    groups = [(r["group"], r["member_code"]) for r in rows(folder / "region_groups.csv")]
    write("region_groups", ["group", "region"], groups)
    synonyms = [
        (r["head"], term)
        for r in rows(folder / "industry_synonyms.csv")
        if r["kind"] == "synonym_group"
        for term in r["terms"].split("|")
    ]
    write("synonyms", ["head", "term"], synonyms)
    english = {r["code"]: r["name_en"] for r in rows(HERE / "industries_en.csv")}
    industries = [
        (
            r["code"],
            r["name"],
            r["name_en"] or english.get(r["code"], ""),
            r["level"],
            r["parent_code"],
            " ".join(lazy_pinyin(r["name"], errors="ignore")),
        )
        for r in rows(folder / "industries.csv")
    ]
    write("industries", ["code", "name", "name_en", "level", "parent", "pinyin"], sorted(industries))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
