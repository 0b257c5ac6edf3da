"""Chinese first: every string marked for translation has its Chinese."""

import polib
import pytest

from tests.house import APPS
from tests.house.messages import can_extract, catalogue, missing, translated


@pytest.fixture(scope="module")
def there():
    return translated()


@pytest.mark.skipif(not can_extract(), reason="xgettext is not here; .ci/run installs it")
@pytest.mark.parametrize("app", APPS)
def test_every_string_has_its_chinese(app, there):
    assert missing(app, there) == []


@pytest.mark.parametrize("app", APPS)
def test_placeholders_survive_translation(app):
    import re

    if not catalogue(app).exists():
        pytest.skip(f"{app} has no catalogue")
    hole = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(catalogue(app)))
        for text in (list(entry.msgstr_plural.values()) or [entry.msgstr])
        if text and set(hole.findall(text)) - set(hole.findall(entry.msgid + entry.msgid_plural))
    ]
    assert not wrong
