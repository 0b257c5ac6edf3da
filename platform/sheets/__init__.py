"""Reading other people's tables: workbooks and text files, safely, with every fault named.

Plain Python, no Django.  `check` says whether a file may be opened at all, `table` reads it under known
headers, `parse_wan` tells 万元 from 亿元, `Problem` is one fault with its field, row, cause and cure, and
`Unreadable` is raised with one when a whole file is of no use.
"""

from sheets.amounts import Amount, parse_wan
from sheets.headers import Headers, match_headers
from sheets.problems import Problem, Unreadable
from sheets.reading import Stream, Table, read, stream, table
from sheets.safety import check

__all__ = [
    "Amount",
    "Headers",
    "Problem",
    "Stream",
    "Table",
    "Unreadable",
    "check",
    "match_headers",
    "parse_wan",
    "read",
    "stream",
    "table",
]
