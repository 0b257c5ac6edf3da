"""Bytes of a text file into text: UTF-8, UTF-16 with its mark, or GB 18030 (which holds GBK)."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from sheets.problems import Unreadable, problem


def encoding_of(path: str | os.PathLike[str]) -> str:
    """The encoding to open the file with.  The whole file is tried, in blocks.

    Raises Unreadable when it is none of them.
    """
    file = Path(path)
    with file.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name in ("utf-8", "gb18030"):
        if _decodes(file, name):
            return name
    raise Unreadable(
        problem(
            file.name,
            None,
            "文字编码认不出来",
            "请另存为 UTF-8 或 GBK 编码",
            "unknown text encoding",
            "save it as UTF-8 or GBK",
        )
    )


def _decodes(file: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                if b"\x00" in block:
                    return False
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
