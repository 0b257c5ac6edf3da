"""The strict content security policy, seen from the templates: nothing inline, nothing from elsewhere."""

import re

from tests.house import ours, shown

INLINE = {
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(ld\+)?json)[^>]*>", re.I
    ),
    "an event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"""["']\s*javascript:""", re.I),
    "an asset from elsewhere": re.compile(
        r"""<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)=["'](?:https?:)?//""", re.I
    ),
}
# Pages that no policy governs: a mail, and the Excel and Word parts that are not HTML at all.
EXEMPT = ("/email/", "/mail/")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)


def test_templates_hold_nothing_a_strict_policy_forbids():
    wrong = []
    for path in ours(".html"):
        if any(part in str(path) for part in EXEMPT):
            continue
        text = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), path.read_text())
        for what, pattern in INLINE.items():
            wrong += [
                f"{shown(path)}:{text.count(chr(10), 0, m.start()) + 1}: {what}"
                for m in pattern.finditer(text)
            ]
    assert not wrong


def test_styles_and_scripts_fetch_nothing_from_elsewhere():
    outside = re.compile(r"""(url\(\s*["']?|@import\s+["']|import\s+["']|fetch\(\s*["'])(https?:)?//""")
    wrong = [shown(path) for path in ours(".css", ".js") if outside.search(path.read_text())]
    assert not wrong
