"""Django merges the catalogues of all apps: one source string has one Chinese, whichever app asks for it."""

from collections import defaultdict

import polib

from tests.house import APPS
from tests.house.messages import catalogue


def test_no_two_catalogues_translate_one_string_differently():
    chinese = defaultdict(lambda: defaultdict(list))
    for app in APPS:
        if not catalogue(app).exists():
            continue
        for entry in polib.pofile(str(catalogue(app))):
            if entry.translated() and not entry.obsolete:
                said = entry.msgstr or entry.msgstr_plural[0]
                chinese[entry.msgctxt, entry.msgid][said].append(app)
    apart = {key: dict(said) for key, said in chinese.items() if len(said) > 1}
    assert not apart
