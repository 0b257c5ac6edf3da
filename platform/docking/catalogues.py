"""Compile every .po of ours whose .mo is missing or older; also `python -m docking.catalogues`."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("cms", "search", "matching", "platform/*")


def sources() -> list[Path]:
    """Our own .po files."""
    return sorted(path for place in PLACES for path in ROOT.glob(f"{place}/locale/*/LC_MESSAGES/*.po"))


def stale() -> list[Path]:
    """Those whose compiled twin is missing or older."""
    return [po for po in sources() if not _mo(po).exists() or _mo(po).stat().st_mtime < po.stat().st_mtime]


def compile_all(paths: list[Path] | None = None) -> int:
    """Compile `paths` (default: the stale ones) and return how many.  No gettext tools are needed."""
    todo = stale() if paths is None else paths
    for po in todo:
        polib.pofile(str(po)).save_as_mofile(str(_mo(po)))
    return len(todo)


def _mo(po: Path) -> Path:
    return po.with_suffix(".mo")


if __name__ == "__main__":
    print(f"{compile_all()} compiled")  # noqa: T201
