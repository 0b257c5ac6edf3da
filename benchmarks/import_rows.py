"""Rows a second of the booklet import, against pandas.read_excel with its default engine on the same file.

    python benchmarks/import_rows.py [rows]

Ours reads, checks for bombs and formulas, resolves places and industries and names every fault; the yardstick
only reads. Each runs in a process of its own, whose peak memory is printed.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEADER = [
    "项目编号",
    "项目名称",
    "所在区县",
    "十二板块",
    "所属行业",
    "合作方式",
    "投资总额（万元）",
    "用地规模（亩）",
    "建设期",
    "一句话介绍",
    "建设内容及规模",
    "建设条件",
    "要素保障",
    "优惠政策",
    "联系人",
    "联系电话",
    "截止日期",
]
PLACES = (
    "荣县",
    "资中县",
    "四川省宜宾市高县",
    "叙永县",
    "西充县",
    "510681",
    "青白江区",
    "夹江县",
    "名山区",
    "郫县",
)
TRADES = (
    "速冻食品制造",
    "1371",
    "C3670",
    "锂电池",
    "冷链",
    "精制茶加工",
    "旅游饭店",
    "预制菜、冷链",
    "2740",
    "白酒",
)
WORDS = (
    "年产",
    "基地",
    "仓储",
    "智能",
    "加工",
    "改造",
    "配套",
    "生产线",
    "厂房",
    "园区",
    "检测",
    "中心",
    "冷库",
    "设备",
)

OURS = """
import json, resource, sys, time
import django, pandas, python_calamine
django.setup()
from paperwork.reading import BOOKLET, Context, read_rows
from paperwork.report import report_on
from taxonomy.tables import load_tables
context = Context(taxonomy=load_tables(), office=(1, "荣县投资促进局", "510321"))
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
report = report_on(read_rows(sys.argv[1], BOOKLET, context), BOOKLET)
seconds = time.process_time() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "peak": peak / 1024, "base": base / 1024, "counts": report["counts"]}))
"""
YARDSTICK = """
import json, resource, sys, time
import pandas
started = time.process_time()
rows = len(pandas.read_excel(sys.argv[1]))
seconds = time.process_time() - started
print(json.dumps({"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def write_booklet(path: Path, rows: int) -> None:
    import xlsxwriter

    chance = random.Random(20261124)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("项目册")
        page.write_row(0, 0, HEADER)
        for number in range(1, rows + 1):
            prose = ["".join(chance.choices(WORDS, k=12)) for _ in range(5)]
            page.write_row(number, 0, (
                f"B-{number:06d}", f"{prose[0][:16]}项目{number}", chance.choice(PLACES), "制造商贸",
                chance.choice(TRADES), "独资、合资", chance.randrange(500, 90000), chance.randrange(10, 400),
                "18个月", *prose, "罗敏", f"1380000{number % 10000:04d}", "2027-06-30",
            ))  # fmt: skip


def run(code: str, path: Path) -> dict:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "docking.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], env=env, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "booklet.xlsx"
        write_booklet(path, rows)
        ours, theirs = run(OURS, path), run(YARDSTICK, path)
    print(f"import of {rows:,} rows × {len(HEADER)} columns ({ours['counts']}), processor seconds")
    for name, figures in (("read, checked, resolved", ours), ("pandas.read_excel default", theirs)):
        speed = f"{figures['seconds']:7.2f} s {rows / figures['seconds']:9,.0f} rows/s"
        print(f"  {name:26}{speed}  peak {figures['peak']:5.0f} MB")
    print(f"  of ours {ours['base']:.0f} MB stood before a row was read")
    print(f"  ratio {theirs['seconds'] / ours['seconds']:.2f} × (aim ≥ 5)")


if __name__ == "__main__":
    main()
