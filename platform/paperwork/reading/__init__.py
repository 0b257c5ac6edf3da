"""A workbook into rows of values with every fault named. No database: what is known is handed in."""

from .booklet import BOOKLET
from .firms import FIRM_LIST
from .rows import Context, Kind, Row, read_rows

KINDS: dict[str, Kind] = {kind.code: kind for kind in (BOOKLET, FIRM_LIST)}

__all__ = ["BOOKLET", "FIRM_LIST", "KINDS", "Context", "Kind", "Row", "read_rows"]
