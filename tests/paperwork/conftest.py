import pytest

from paperwork.reading import BOOKLET, Context
from taxonomy.tables import load_tables
from tests.sheets.files import book


@pytest.fixture
def context() -> Context:
    return Context(
        taxonomy=load_tables(),
        offices={"510321": (7, "荣县投资促进局"), "510300": (8, "自贡市投资促进局")},
        known={"已有的项目@510321": "已有的项目"},
    )


@pytest.fixture
def booklet(tmp_path):
    """Writes a booklet with the given header and rows; gives its path."""

    def write(header, *rows, **options):
        return book(tmp_path / "booklet.xlsx", [header, *rows], **options)

    return write


HEADER = ["项目名称", "所在区县", "所属行业", "投资总额（万元）", "建设内容及规模"]
ROW = ["净菜加工项目", "荣县", "蔬菜加工", 6500, "建设净菜车间"]
LABELS = {column.name: column.label for column in BOOKLET.columns}
