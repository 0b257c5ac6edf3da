"""Which strings of ours want a translation, and which have none.

python -m tests.house.messages             the missing ones, app by app
python -m tests.house.messages --update    adds them to each app's catalogue, empty, for somebody to fill
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.house import APPS, home

KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3",
    "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3", "gettext", "ngettext:1,2", "_",
)  # fmt: skip
Key = tuple[str | None, str]


def can_extract() -> bool:
    return shutil.which("xgettext") is not None


def catalogue(app: str) -> Path:
    return home(app) / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def wanted(app: str) -> dict[Key, polib.POEntry]:
    """Every string `app` marks, by (context, source)."""
    from django.utils.translation import templatize

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, path in enumerate(sorted(home(app).rglob("*"))):
            if (
                path.suffix not in (".py", ".html", ".txt")
                or "migrations" in path.parts
                or not path.is_file()
            ):
                continue
            if path.suffix != ".py" and "templates" not in path.parts:
                continue
            copy = Path(folder) / f"{number}-{path.name}.py"
            text = path.read_text()
            copy.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)))
            files.append(str(copy))
        if not files:
            return {}
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "-o", "-"]
        done = subprocess.run(
            [*command, *(f"--keyword={word}" for word in KEYWORDS), *files],
            capture_output=True,
            text=True,
            check=True,
        )
    # with --omit-header xgettext drops every character that is not ASCII
    text = done.stdout.replace("charset=CHARSET", "charset=UTF-8")
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(text)} if text else {}


def translated() -> set[Key]:
    """What any catalogue of ours says in Chinese."""
    return {
        (entry.msgctxt, entry.msgid)
        for app in APPS
        if catalogue(app).exists()
        for entry in polib.pofile(str(catalogue(app)))
        if entry.translated() and not entry.obsolete
    }


def missing(app: str, there: set[Key] | None = None) -> list[Key]:
    there = translated() if there is None else there
    return sorted((key for key in wanted(app) if key not in there and key[1]), key=str)


def update(app: str) -> int:
    """Add the missing strings to the app's catalogue; how many."""
    lost = missing(app)
    if not lost:
        return 0
    path = catalogue(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    book = polib.pofile(str(path)) if path.exists() else polib.POFile()
    book.metadata.setdefault("Content-Type", "text/plain; charset=UTF-8")
    book.metadata.setdefault("Language", "zh_Hans")
    book.metadata.setdefault("Plural-Forms", "nplurals=1; plural=0;")
    entries, there = wanted(app), {(each.msgctxt, each.msgid) for each in book}
    for key in lost:
        if key not in there:
            plural = entries[key].msgid_plural
            book.append(
                polib.POEntry(
                    msgctxt=key[0], msgid=key[1], msgid_plural=plural, msgstr_plural={0: ""} if plural else {}
                )
            )
    book.save(str(path))
    return len(lost)


if __name__ == "__main__":
    if not can_extract():
        sys.exit("messages: xgettext is not here. Cure: apt install gettext")
    for name in APPS:
        if "--update" in sys.argv:
            print(f"{name}: {update(name)} added")
        else:
            for context, text in missing(name):
                print(f"{name}: {context or ''} {text!r}")
