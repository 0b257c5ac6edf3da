"""Chinese first: every string marked for translation has its Chinese."""

import re

import polib
import pytest

from tests.house import APPS
from tests.house.messages import can_extract, catalogue, missing, translated

HOLE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def there():
    return translated()


@pytest.mark.skipif(not can_extract(), reason="xgettext is not here; .ci/run installs it")
@pytest.mark.parametrize("app", APPS)
def test_every_string_has_its_chinese(app, there):
    assert missing(app, there) == []


@pytest.mark.parametrize("app", APPS)
def test_placeholders_survive_translation(app):
    if not catalogue(app).exists():
        pytest.skip(f"{app} has no catalogue")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(catalogue(app)))
        for text in (list(entry.msgstr_plural.values()) or [entry.msgstr])
        if text and not entry.obsolete and not same_holes(entry, text)
    ]
    assert not wrong


def same_holes(entry: polib.POEntry, text: str) -> bool:
    """Whether `text` fills exactly the gaps of the source; Chinese has one form, so the plural's count."""
    sources = (entry.msgid_plural, entry.msgid) if entry.msgid_plural else (entry.msgid,)
    return any(set(HOLE.findall(text)) == set(HOLE.findall(source)) for source in sources)


@pytest.mark.parametrize(
    ("source", "plural", "chinese", "fits"),
    [
        ("%(num_user)s others", "", "另有 %(num_user)s 人", True),
        ("%(num_user)s others", "", "另有 %(count)s 人", False),
        ("%(num_user)s others", "", "另有他人", False),
        ("One other", "%(n)s others", "另有 %(n)s 人", True),
        ("{title} of {office}", "", "{office}的{title}", True),
        ("%d of %s", "", "%s", False),
    ],
)
def test_a_lost_and_a_renamed_placeholder_are_noticed(source, plural, chinese, fits):
    assert same_holes(polib.POEntry(msgid=source, msgid_plural=plural), chinese) is fits
